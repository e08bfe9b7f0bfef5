"""A posted form may name anybody's picture or document by its id; a page takes those of its own staff alone."""

import json

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from cms.access.roles import Role
from cms.access.services import grant, sync_venue
from cms.kernel.actors import System
from liaison_pages.models import VenuePage
from tests.factories.access import UserFactory
from tests.factories.liaison_pages import VenuePageFactory
from tests.factories.media import LiaisonDocumentFactory, LiaisonImageFactory, collection_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def own(site):
    page = VenuePageFactory()
    collection_of(page.venue)
    return page


@pytest.fixture
def head(own, client):
    user = UserFactory()
    grant(user=user, role=Role.VENUE_HEAD, venue=own.venue, actor=System("tests"))
    sync_venue(own.venue)
    client.force_login(user)
    return user


def publish(client, page, *, blocks=(), rules="", photos=()):
    data = nested_form_data(
        {
            "title": page.title,
            "slug": page.slug,
            "introduction": page.introduction,
            "body": streamfield(list(blocks)),
            "photos": inline_formset([{"image": image.pk, "caption": ""} for image in photos]),
            "rules": rules or rich_text(""),
            "process": rich_text(""),
            "yearly_plan": rich_text(""),
            "comments": inline_formset([]),
            "action-publish": "1",
        }
    )
    response = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)
    return response.status_code, VenuePage.objects.get(pk=page.pk)


def document_block(document):
    return ("document", {"document": document.pk, "note": ""})


def linking(document) -> str:
    """Rich text with a link to the document, as the editor sends it."""
    entity = {"type": "DOCUMENT", "mutability": "MUTABLE", "data": {"id": document.pk}}
    link = {"key": 0, "offset": 0, "length": 1}
    block = {"key": "a", "type": "unstyled", "depth": 0, "text": "文", "inlineStyleRanges": [], "entityRanges": [link]}
    return json.dumps({"blocks": [block], "entityMap": {"0": entity}})


def test_own_files_are_published(head, own, client):
    document = LiaisonDocumentFactory(collection=own.venue.collection)
    image = LiaisonImageFactory(collection=own.venue.collection)
    status, page = publish(client, own, blocks=[document_block(document)], rules=linking(document), photos=[image])
    assert (status, [block.block_type for block in page.body], page.photos.count()) == (302, ["document"], 1)
    assert client.get(document.url).status_code == 200


@pytest.mark.parametrize("way", ["block", "rich text", "photo"])
def test_foreign_file_is_refused_and_stays_private(head, own, client, way):
    collection = collection_of(VenuePageFactory().venue)
    document, image = LiaisonDocumentFactory(collection=collection), LiaisonImageFactory(collection=collection)
    content = {
        "block": {"blocks": [document_block(document)]},
        "rich text": {"rules": linking(document)},
        "photo": {"photos": [image]},
    }[way]
    status, page = publish(client, own, **content)
    assert (status, len(page.body), page.rules, page.photos.count()) == (200, 0, "", 0)
    client.logout()
    assert client.get(document.url).status_code == 404


def test_what_the_district_put_there_may_stay(head, own, client):
    document = LiaisonDocumentFactory(collection=collection_of(VenuePageFactory().venue))
    own.body = json.dumps([{"type": "document", "value": {"document": document.pk, "note": ""}}])
    own.save_revision().publish()
    status, page = publish(client, own, blocks=[document_block(document)])
    assert (status, len(page.body)) == (302, 1)
