"""The records of venues in Wagtail's admin."""

import pytest
from django.urls import reverse

from cms.access.roles import Role
from cms.access.services import grant
from cms.kernel.actors import System
from liaison_pages.models import Venue
from tests.factories.access import UserFactory
from tests.factories.liaison_pages import DivisionFactory, VenueFactory, VenuePageFactory
from tests.liaison_pages.views.staff_world import WHOLE_VENUE, snapshot

pytestmark = pytest.mark.django_db


def test_venue_list_shows_ones_own_only(world, editor):
    content = editor.get(reverse("venues:index")).content.decode()
    assert (str(world.mine) in content, str(world.other) in content) == (True, False)


def test_venue_editor_changes_address_but_not_the_name(world, editor):
    url = reverse("venues:edit", args=[world.mine.pk])
    name = world.mine.name
    response = editor.post(url, {**WHOLE_VENUE, "street": world.mine.street_id})
    assert response.status_code == 302, response.context["form"].errors
    venue = Venue.objects.get(pk=world.mine.pk)
    assert (venue.address, venue.name, venue.edited_at is not None) == ("示例路 9 号", name, True)


def test_district_editor_creates_moves_and_deletes_a_venue(world, district):
    data = {
        **WHOLE_VENUE, "code": "ST-9", "kind": "station", "name": "示例新站", "street": world.mine.street_id,
        "parent": world.mine.code,
    }  # fmt: skip
    response = district.post(reverse("venues:add"), data)
    assert response.status_code == 302, response.context["form"].errors
    venue = Venue.objects.get(code="ST-9")
    page = venue.pages.get()
    assert (venue.get_parent(), page.live, page.get_parent().specific.venue) == (world.mine, False, world.mine)
    moved = district.post(
        reverse("venues:edit", args=[venue.pk]), {**data, "parent": world.other.code, "street": venue.street_id}
    )
    assert moved.status_code == 302, moved.context["form"].errors
    assert Venue.objects.get(code="ST-9").get_parent() == world.other
    refused = district.post(reverse("venues:delete", args=[venue.pk]))
    assert (refused.status_code, Venue.objects.filter(code="ST-9").exists()) == (409, True)
    page.delete()
    assert district.post(reverse("venues:delete", args=[venue.pk])).status_code == 302
    assert not Venue.objects.filter(code="ST-9").exists()


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"code": "示例"}, "code"),
        ({"kind": "station"}, "parent"),
        ({"name": ""}, "name"),
        ({"latitude": "91"}, "latitude"),
    ],
)
def test_venue_with_bad_data_says_where(world, district, fields, field):
    before = snapshot()
    data = {**WHOLE_VENUE, "code": "DG-9", "street": DivisionFactory().pk, **fields}
    response = district.post(reverse("venues:add"), data)
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert snapshot() == before


def test_history_of_a_venue_tells_who_changed_the_record(world, editor):
    url = reverse("venues:edit", args=[world.mine.pk])
    assert editor.post(url, {**WHOLE_VENUE, "street": world.mine.street_id}).status_code == 302
    entries = editor.get(reverse("venues:history", args=[world.mine.pk])).context["object_list"]
    assert [(entry.action, entry.user) for entry in entries] == [("wagtail.edit", editor.get("/").wsgi_request.user)]


def test_head_of_a_station_changes_its_address_and_leaves_it_where_it_is(world, client):
    station = VenuePageFactory(venue=VenueFactory(parent=world.mine, name="示例分站")).venue
    head = UserFactory()
    grant(user=head, role=Role.VENUE_HEAD, venue=station, actor=System("tests"))
    client.force_login(head)
    url = reverse("venues:edit", args=[station.pk])
    data = {**WHOLE_VENUE, "street": station.street_id, "parent": world.other.code}
    response = client.post(url, data)
    assert response.status_code == 302, response.context["form"].errors
    station.refresh_from_db()
    assert (station.address, station.name, station.get_parent()) == ("示例路 9 号", "示例分站", world.mine)
