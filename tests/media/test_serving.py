"""Documents are public while a live page refers to them, and then only as downloads that run nothing."""

import pytest
from django.core.files.base import ContentFile
from wagtail.models import PageViewRestriction

from cms.access.roles import Role
from cms.access.services import grant
from cms.kernel.actors import System
from tests.factories.access import UserFactory
from tests.factories.liaison_pages import VenuePageFactory
from tests.factories.media import LiaisonDocumentFactory, collection_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(site):
    return VenuePageFactory()


@pytest.fixture
def document(page):
    return LiaisonDocumentFactory(collection=collection_of(page.venue))


def refer(page, document):
    page.rules = f'<p><a linktype="document" id="{document.pk}">制度</a></p>'
    page.save()


def test_document_is_served_while_a_live_page_refers_to_it(client, page, document):
    assert client.get(document.url).status_code == 404
    refer(page, document)
    assert client.get(document.url).status_code == 200
    page.unpublish()
    assert client.get(document.url).status_code == 404


def test_document_of_a_restricted_page_is_not_public(client, page, document):
    refer(page, document)
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert client.get(document.url).status_code == 404
    client.force_login(UserFactory())
    assert client.get(document.url).status_code == 200


def test_document_in_a_draft_alone_is_not_public(client, page, document):
    page.rules = f'<p><a linktype="document" id="{document.pk}">制度</a></p>'
    page.save_revision()
    assert client.get(document.url).status_code == 404


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.VENUE_HEAD, 200), (Role.VENUE_EDITOR, 200), (Role.RECEPTION_CLERK, 404), (Role.READER, 404)],
)
def test_unpublished_document_is_served_to_those_who_work_with_it(client, page, document, role, status):
    user = UserFactory()
    grant(user=user, role=role, venue=page.venue, actor=System("tests"))
    client.force_login(user)
    assert client.get(document.url).status_code == status


def test_unpublished_document_is_not_served_to_staff_of_another_venue(client, site, document):
    user = UserFactory()
    grant(user=user, role=Role.VENUE_HEAD, venue=VenuePageFactory().venue, actor=System("tests"))
    client.force_login(user)
    assert client.get(document.url).status_code == 404


@pytest.mark.parametrize(
    ("name", "disposition"), [("a.pdf", "inline"), ("a.txt", "attachment"), ("a.html", "attachment")]
)
def test_document_cannot_run_anything(client, page, name, disposition):
    document = LiaisonDocumentFactory(collection=collection_of(page.venue), file=ContentFile(b"x", name))
    refer(page, document)
    response = client.get(document.url)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'"
    assert response["Content-Disposition"].split(";")[0] == disposition


def test_document_is_not_reachable_as_a_media_file(client, settings, page, document):
    assert not document.file.path.startswith(str(settings.MEDIA_ROOT))
    assert client.get(f"/media/{document.file.name}").status_code == 404


def test_unknown_document_is_not_found(client, site):
    assert client.get("/documents/999999/x.pdf").status_code == 404
