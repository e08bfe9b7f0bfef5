"""The directory of venues."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from liaison_pages.models import Reception
from liaison_pages.search_sources import follow_rows
from liaison_pages.views import directory
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
QUERIES_OF_STREETS = 12


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


@pytest.mark.parametrize("words", ["gujing", "gjdb", "古景代表联络站"])
def test_names_are_found_as_somebody_spells_them(client, venues, words):
    follow_rows(venues.values())
    assert shown(client, q=words) == {"古城街道": ["B"]}


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


def test_row_says_when_where_and_how_to_reach_it(client, venues):
    today = timezone.localdate()
    ReceptionFactory(venue=venues["home"], date=today, starts_at=time(0, 1), ends_at=time(23, 59, 59))
    for venue, fields in (
        (venues["home"], {"latitude": "32.394100", "longitude": "119.435600"}),
        (venues["other"], {}),
    ):
        for name, value in {"hours": "工作日 9:00–17:00", **fields}.items():
            setattr(venue, name, value)
        venue.save()
    html = client.get(ADDRESS).content.decode()
    for text in (
        "今天 0:01–23:59",
        "平时开放：",
        "工作日 9:00–17:00",
        'href="tel:051400000000"',
        'href="geo:32.394100,',
    ):
        assert text in html


# --- Many venues --------------------------------------------------------------------------------------------------


@pytest.fixture
def many(venues, monkeypatch):
    """As if the three venues, and one more in 古城街道, were too many for one page."""
    VenuePageFactory(venue=VenueFactory(code="D", parent=venues["home"], name="古树代表联络站"))
    monkeypatch.setattr(directory, "SHORT_LIST", 2)
    monkeypatch.setattr(directory, "PER_PAGE", 2)


def counted(client, **filters):
    response = client.get(ADDRESS, filters)
    found = {row["street"].name: (row["counts"].count, row["counts"].today) for row in response.context["streets"]}
    assert (response.context["groups"], response.context["count"]) == (
        [],
        sum(count for count, _today in found.values()),
    )
    return found


def test_of_many_venues_the_streets_come_first_with_their_counts(client, venues, many):
    ReceptionFactory(venue=venues["home"], date=timezone.localdate(), starts_at=time(0, 1), ends_at=time(23, 59, 59))
    assert counted(client) == {"古城街道": (3, 1), "港口镇": (1, 0)}
    html = client.get(ADDRESS, {"q": "代表"}).content.decode()
    assert 'href="?q=%E4%BB%A3%E8%A1%A8&amp;street=1"' in html
    assert "今天 1 个接待" in html


def test_a_street_of_many_venues_is_read_page_by_page(client, venues, many):
    assert shown(client, street="1") == {"古城街道": ["A", "B"]}
    assert shown(client, street="1", page=2) == {"古城街道": ["D"]}
    assert 'href="?street=1&amp;page=2"' in client.get(ADDRESS, {"street": "1"}).content.decode()
    assert shown(client, street="2") == {"港口镇": ["C"]}


def test_filters_that_leave_few_list_them_at_once(client, venues, many):
    assert shown(client, kind="home") == {"古城街道": ["A"], "港口镇": ["C"]}


@pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 30])
def test_page_numbers_without_sense_show_a_page(client, venues, many, page):
    assert set(shown(client, street="1", page=page)) == {"古城街道"}


def test_streets_cost_the_same_whatever_their_number(client, venues, many, django_assert_num_queries):
    client.get(ADDRESS)
    with django_assert_num_queries(QUERIES_OF_STREETS):
        client.get(ADDRESS)
    VenuePageFactory(venue=VenueFactory(code="E", street=DivisionFactory(code="3")))
    with django_assert_num_queries(QUERIES_OF_STREETS):
        assert len(client.get(ADDRESS).context["streets"]) == 3


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
