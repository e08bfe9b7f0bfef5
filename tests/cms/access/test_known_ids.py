"""Ids in a request: Wagtail's views tell nobody of rows that are not theirs to know, and change no superuser."""

import pytest
from django.urls import reverse

from cms.access.models import User
from cms.access.roles import Role
from cms.access.services import grant, sync_venue
from cms.kernel.actors import System
from tests.factories.access import UserFactory
from tests.factories.liaison_pages import VenuePageFactory
from tests.factories.media import LiaisonDocumentFactory, LiaisonImageFactory, collection_of

pytestmark = pytest.mark.django_db
FILES = {"liaisonimage": LiaisonImageFactory, "liaisondocument": LiaisonDocumentFactory}
APIS = {"images": LiaisonImageFactory, "documents": LiaisonDocumentFactory}


@pytest.fixture
def own(site):
    page = VenuePageFactory(title="自己的站点")
    collection_of(page.venue)
    return page


@pytest.fixture
def foreign(site):
    page = VenuePageFactory(title="别家的站点", live=False)
    collection_of(page.venue)
    return page


@pytest.fixture
def head(own, client):
    user = UserFactory()
    grant(user=user, role=Role.VENUE_HEAD, venue=own.venue, actor=System("tests"))
    sync_venue(own.venue)
    client.force_login(user)
    return user


@pytest.fixture
def administrator(site, client):
    user = UserFactory()
    grant(user=user, role=Role.ADMINISTRATOR, site=site, actor=System("tests"))
    client.force_login(user)
    return user


def bulk(app: str, model: str, action: str, *ids) -> str:
    return reverse("wagtail_bulk_action", args=[app, model, action]) + "?" + "&".join(f"id={pk}" for pk in ids)


@pytest.mark.parametrize("action", ["publish", "unpublish", "move", "delete"])
def test_bulk_action_does_not_name_foreign_pages(head, own, foreign, client, action):
    assert client.get(bulk("wagtailcore", "page", action, own.pk, foreign.pk)).status_code == 404
    assert client.get(bulk("wagtailcore", "page", action, own.pk)).status_code == 200


@pytest.mark.parametrize("model", FILES)
def test_bulk_action_does_not_name_foreign_files(head, own, foreign, client, model):
    rows = [FILES[model](collection=page.venue.collection) for page in (own, foreign)]
    assert client.get(bulk("liaison_media", model, "add_tags", *(row.pk for row in rows))).status_code == 404
    assert client.get(bulk("liaison_media", model, "add_tags", rows[0].pk)).status_code == 200


@pytest.mark.parametrize("pk", ["x", "9" * 30, "-1", "²"])
def test_bulk_action_answers_404_to_what_is_no_id(head, client, pk):
    assert client.get(bulk("wagtailcore", "page", "publish", pk)).status_code == 404


def test_pages_are_chosen_among_those_that_are_known(head, own, foreign, client):
    chosen = reverse("wagtailadmin_choose_page_chosen_multiple")
    for pk, status in ((foreign.pk, 404), (own.pk, 200), (1, 404), ("x", 404)):  # 1 is the root of the tree
        assert client.get(chosen, {"id": pk}).status_code == status


@pytest.mark.parametrize("name", APIS)
def test_admin_api_lists_the_own_files_alone(head, own, foreign, client, name):
    mine, theirs = (APIS[name](collection=page.venue.collection) for page in (own, foreign))
    listing = client.get(reverse(f"wagtailadmin_api:{name}:listing")).json()
    assert [item["id"] for item in listing["items"]] == [mine.pk]
    assert client.get(reverse(f"wagtailadmin_api:{name}:detail", args=[theirs.pk])).status_code == 404
    assert client.get(reverse(f"wagtailadmin_api:{name}:detail", args=[mine.pk])).status_code == 200


def test_administrator_deactivates_nobody_above_in_bulk(administrator, client):
    superuser, colleague = UserFactory(is_superuser=True), UserFactory()
    url = bulk("liaison_access", "user", "set_active_state", superuser.pk, colleague.pk)
    client.post(url, {"mark_as_active": "False"})
    assert [User.objects.get(pk=user.pk).is_active for user in (superuser, colleague)] == [True, False]


def test_administrator_deletes_nobody_above_in_bulk(administrator, client):
    superuser = UserFactory(is_superuser=True)
    client.post(bulk("liaison_access", "user", "delete", superuser.pk))
    assert User.objects.filter(pk=superuser.pk).exists()
