"""The file of venues for a browser that sorts them by distance or shows them on a map."""

import gzip
from datetime import time

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from liaison_pages.views import points
from tests.factories.liaison_pages import (
    DivisionFactory,
    ReceptionFactory,
    VenueFactory,
    VenuePageFactory,
    build_second_site,
)

pytestmark = pytest.mark.django_db
ADDRESS = "/venues/points.json"
HERE = {"latitude": "32.394100", "longitude": "119.435600"}


def codes(client, **filters) -> list[str]:
    return [venue["code"] for venue in client.get(ADDRESS, filters).json()["venues"]]


def test_it_says_of_a_venue_what_the_list_says(client, site):
    venue = VenueFactory(code="A", name="古城代表之家", hours="工作日", **HERE)
    VenuePageFactory(venue=venue)
    ReceptionFactory(venue=venue, date=timezone.localdate(), starts_at=time(0, 1), ends_at=time(23, 59, 59))
    response = client.get(ADDRESS)
    [found] = response.json()["venues"]
    maps = found.pop("maps")
    assert found == {
        "code": "A",
        "name": "古城代表之家",
        "url": "/venues/venue-a/",
        "kind": "home",
        "facts": ["代表之家", "", "示例路 1 号"],
        "when": "今天 0:01–23:59",
        "today": True,
        "hours": "工作日",
        "phone": "0514-00000000",
        "at": [32.3941, 119.4356],
    }
    assert [url.partition(":")[0] for _text, url in maps] == ["geo", "https"]
    assert response["Cache-Control"] == "public, max-age=300"
    assert response.cookies == {}


def test_venue_without_a_point_is_there_without_a_place(client, site):
    VenuePageFactory(venue=VenueFactory(latitude="32.3941"))
    [found] = client.get(ADDRESS).json()["venues"]
    assert found["at"] is None


def test_english_has_its_own_file(client, site):
    VenuePageFactory(venue=VenueFactory(name_en="Old Town Deputies' Home"))
    [found] = client.get(f"/en{ADDRESS}").json()["venues"]
    assert (found["name"], found["facts"][0]) == ("Old Town Deputies' Home", "Deputy home")


def test_nothing_shows_that_is_not_public_here(client, site):
    other = build_second_site()
    VenuePageFactory(venue=VenueFactory(code="SHOWN"))
    VenuePageFactory(venue=VenueFactory(code="DRAFT"), live=False)
    VenuePageFactory(venue=VenueFactory(code="CLOSED", is_active=False))
    VenuePageFactory(venue=VenueFactory(code="ELSEWHERE", site=other))
    locked = VenuePageFactory(venue=VenueFactory(code="LOCKED"))
    PageViewRestriction.objects.create(page=locked, restriction_type="login")
    assert codes(client) == ["SHOWN"]


def test_filters_are_those_of_the_directory(client, site):
    for code, street in (("A", "1"), ("B", "2")):
        VenuePageFactory(venue=VenueFactory(code=code, name=f"示例{code}", street=DivisionFactory(code=street)))
    assert (codes(client, street="2"), codes(client, q="示例A"), codes(client, when="today")) == (["B"], ["A"], [])


@pytest.mark.parametrize("filters", [{"street": "none"}, {"q": "长" * 61}, {"when": "never"}, {"kind": "\x01"}])
def test_filters_without_sense_are_refused(client, site, filters):
    response = client.get(ADDRESS, filters)
    assert (response.status_code, response.json()) == (400, {"venues": []})


def test_more_than_a_browser_should_get_are_refused(client, site, monkeypatch):
    monkeypatch.setattr(points, "MOST_POINTS", 1)
    VenuePageFactory(venue=VenueFactory(code="A"))
    assert codes(client) == ["A"]
    VenuePageFactory(venue=VenueFactory(code="B"))
    assert client.get(ADDRESS).status_code == 400


def test_it_cannot_be_posted_to(client, site):
    assert client.post(ADDRESS).status_code == 405


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_whatever_its_length(client, site, count, django_assert_num_queries):
    for number in range(count):
        venue = VenueFactory(street=DivisionFactory(name=f"示例街道{number}"), **HERE)
        VenuePageFactory(venue=venue)
        ReceptionFactory(venue=venue, date=timezone.localdate())
    client.get(ADDRESS)
    with django_assert_num_queries(5):
        assert len(codes(client)) == count


def test_most_venues_are_light(client, site, monkeypatch):
    """`MOST_POINTS` says 50 KB: reckoned from thirty."""
    for number in range(30):
        VenuePageFactory(venue=VenueFactory(latitude=f"32.39{number:02}71", longitude=f"119.43{number:02}93"))
    weight = len(gzip.compress(client.get(ADDRESS).content))
    assert weight / 30 * points.MOST_POINTS < 50_000


def test_page_offers_distance_and_map_to_scripts_alone(client, site, settings):
    VenuePageFactory(venue=VenueFactory(**HERE))
    settings.MAP_TILES = None
    html = client.get("/venues/", {"kind": "home"}).content.decode()
    assert f'data-source="{reverse("liaison_pages:venue_points")}?kind=home"' in html
    assert "data-tools hidden" in html
    assert "leaflet" not in html
