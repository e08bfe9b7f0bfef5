"""The directory of venues."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from liaison_pages.models import Reception
from tests.factories.liaison_pages import (
    DeputyFactory,
    DivisionFactory,
    ReceptionFactory,
    VenueFactory,
    VenueMembershipFactory,
    VenuePageFactory,
)

pytestmark = pytest.mark.django_db
ADDRESS = "/venues/"


@pytest.fixture
def venues(site):
    """A home and its station in one street, a home in another; all with a page."""
    old_town, harbour = DivisionFactory(code="1", name="古城街道"), DivisionFactory(code="2", name="港口镇")
    home = VenueFactory(code="A", name="古城代表之家", street=old_town)
    station = VenueFactory(code="B", name="古井代表联络站", parent=home)
    other = VenueFactory(code="C", name="港口代表之家", street=harbour)
    for venue in (home, station, other):
        VenuePageFactory(venue=venue)
    return {"home": home, "station": station, "other": other}


def shown(client, **filters):
    response = client.get(ADDRESS, filters)
    assert response.status_code == 200
    groups = response.context["groups"]
    return {group["street"].name: [row["venue"].code for row in group["rows"]] for group in groups}


def test_venues_stand_by_street_in_the_order_of_the_tree(client, venues):
    assert shown(client) == {"古城街道": ["A", "B"], "港口镇": ["C"]}


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"q": "古井"}, {"古城街道": ["B"]}),
        ({"q": "港口 之家"}, {"港口镇": ["C"]}),
        ({"kind": "home"}, {"古城街道": ["A"], "港口镇": ["C"]}),
        ({"street": "2"}, {"港口镇": ["C"]}),
        ({"kind": "station", "street": "2"}, {}),
        ({"deputy": "示例代表甲"}, {"古城街道": ["B"]}),
        ({"deputy": "D-1"}, {"古城街道": ["B"]}),
        ({"deputy": "未公开"}, {}),
    ],
)
def test_filters_narrow_the_list(client, venues, filters, expected):
    VenueMembershipFactory(venue=venues["station"], deputy=DeputyFactory(code="D-1", name="示例代表甲"))
    VenueMembershipFactory(venue=venues["station"], deputy=DeputyFactory(name="未公开代表", is_published=False))
    assert shown(client, **filters) == expected


def test_when_shows_who_receives_today_and_this_week(client, venues):
    today = timezone.localdate()
    late = {"starts_at": time(0, 1), "ends_at": time(23, 59, 59)}
    ReceptionFactory(venue=venues["home"], date=today, **late)
    ReceptionFactory(venue=venues["station"], date=today + timedelta(days=6))
    ReceptionFactory(venue=venues["other"], date=today, status=Reception.Status.CANCELLED, **late)
    assert shown(client, when="today") == {"古城街道": ["A"]}
    assert shown(client, when="week") == {"古城街道": ["A", "B"]}


def test_venues_without_a_published_page_are_not_listed(client, venues):
    venues["station"].pages.get().unpublish()
    venues["other"].is_active = False
    venues["other"].save()
    assert shown(client) == {"古城街道": ["A"]}


@pytest.mark.parametrize(
    "filters", [{"street": "no-such"}, {"kind": "x"}, {"when": "never"}, {"q": "长" * 61}, {"q": "\x01"}]
)
def test_filters_without_sense_are_refused_at_their_field(client, venues, filters):
    response = client.get(ADDRESS, filters)
    assert response.status_code == 400
    assert list(response.context["form"].errors) == list(filters)
    assert response.context["groups"] == []


def test_nothing_found_says_what_to_do(client, venues):
    html = client.get(ADDRESS, {"q": "没有的地方"}).content.decode()
    assert "没有找到这样的家站点" in html
    assert "换个写法试试" in html


def test_way_to_the_intake_form_asks_to_choose_a_venue(client, venues):
    html = client.get(ADDRESS, {"for": "intake"}).content.decode()
    assert "先选一个家站点" in html
    assert '<input type="hidden" name="for" value="intake">' in html


@pytest.mark.parametrize("count", [1, 3])
def test_directory_costs_the_same_with_one_and_three_rows(client, site, count, django_assert_num_queries):
    for number in range(count):
        venue = VenueFactory(street=DivisionFactory(name=f"示例街道{number}"))
        VenuePageFactory(venue=venue)
        day = timezone.localdate() + timedelta(days=1)
        ReceptionFactory(venue=venue, date=day, deputies=[DeputyFactory()])
    client.get(ADDRESS)
    with django_assert_num_queries(16):
        response = client.get(ADDRESS)
    assert response.context["count"] == count
