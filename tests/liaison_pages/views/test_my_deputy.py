""" "Who is my deputy": by community, street and constituency, and nothing that is not public."""

from datetime import timedelta
from itertools import count

import pytest
from django.utils import timezone

from liaison_pages.models import Constituency, DeputyLevel
from liaison_pages.search_sources import follow_rows
from liaison_pages.selectors import my_deputies
from tests.factories.forms import IntakePageFactory
from tests.factories.liaison_pages import (
    DeputyFactory,
    DivisionFactory,
    ReceptionFactory,
    VenueFactory,
    VenueMembershipFactory,
    VenuePageFactory,
    build_second_site,
    default_site,
)

pytestmark = pytest.mark.django_db
ADDRESS = "/deputies/mine/"
CODES = count(1)


class Town:
    """古城街道 with its home; 琼花观 with a station and a constituency, 皮市街 with neither."""

    def __init__(self):
        self.street = DivisionFactory(code="S", name="古城街道", name_en="Old Town Subdistrict")
        self.community = DivisionFactory(code="C1", name="琼花观社区", level="community", parent=self.street)
        self.other = DivisionFactory(code="C2", name="皮市街社区", level="community", parent=self.street)
        self.home = self.venue(code="HOME", name="古城代表之家", street=self.street)
        self.station = self.venue(code="QHG", name="琼花观代表联络站", parent=self.home, community=self.community)
        self.constituency = Constituency.objects.create(site=default_site(), name="古城第一选区")
        self.constituency.communities.add(self.community)
        self.elected = DeputyFactory(name="示例选甲", constituency="古城第一选区")
        self.at_station = self.member(self.station, "示例站乙")
        self.at_home = self.member(self.home, "示例家丙")

    @staticmethod
    def venue(**fields):
        return VenuePageFactory(venue=VenueFactory(**fields)).venue

    @staticmethod
    def member(venue, name, **fields):
        deputy = DeputyFactory(name=name, **{"constituency": f"别处第{next(CODES)}选区", **fields})
        return VenueMembershipFactory(venue=venue, deputy=deputy).deputy


@pytest.fixture
def town(site):
    return Town()


def asked(client, **filters):
    response = client.get(ADDRESS, filters)
    assert response.status_code == 200
    return response.context


def names(context) -> list[list[str]]:
    return [[row["deputy"].name for row in group["rows"]] for group in context["groups"]]


def test_it_begins_with_a_form_that_names_every_community_under_its_street(client, town):
    html = client.get(ADDRESS).content.decode()
    assert '<optgroup label="古城街道">' in html
    assert '<option value="C1">琼花观社区</option>' in html
    assert "古城街道（整个）" in html
    assert "?constituency=%E5%8F%A4%E5%9F%8E" in html
    assert asked(client)["is_asked"] is False


def test_a_community_has_the_deputies_of_its_constituency_its_station_and_its_home(client, town):
    context = asked(client, place="C1")
    assert names(context) == [["示例选甲"], ["示例站乙"], ["示例家丙"]]
    reasons = [(group["constituencies"], [row["venue"].code for row in group["venues"]]) for group in context["groups"]]
    assert reasons == [(["古城第一选区"], []), ([], ["QHG"]), ([], ["HOME"])]


def test_each_deputy_is_said_once_for_the_first_reason(client, town):
    VenueMembershipFactory(venue=town.station, deputy=town.elected)
    VenueMembershipFactory(venue=town.home, deputy=town.at_station)
    assert names(asked(client, place="C1")) == [["示例选甲"], ["示例站乙"], ["示例家丙"]]


def test_a_community_that_nobody_entered_says_so_and_has_the_home(client, town):
    assert names(asked(client, place="C2")) == [["示例家丙"]]
    assert "选区范围还没有登记" in client.get(ADDRESS, {"place": "C2"}).content.decode()


def test_a_street_has_all_its_constituencies_and_its_home(client, town):
    assert names(asked(client, place="S")) == [["示例选甲"], ["示例家丙"]]


def test_a_constituency_has_its_deputies_and_says_what_belongs_to_it(client, town):
    context = asked(client, constituency="古城第一选区")
    assert names(context) == [["示例选甲"]]
    assert [each.name for each in context["communities"]] == ["琼花观社区"]


@pytest.mark.parametrize("words", ["琼花观", "花观社区", "瓊花觀"])
def test_a_name_that_one_place_has_leads_there(client, town, words):
    assert asked(client, q=words)["place"] == town.community


@pytest.mark.parametrize("words", ["qionghuaguan", "qhg", "琼花馆社区"])
def test_a_name_as_somebody_spells_it_leads_there_too(client, town, words):
    follow_rows([town.community, town.other])
    assert asked(client, q=words)["place"] == town.community


def test_a_name_that_several_have_asks_which(client, town):
    context = asked(client, q="社区")
    assert [place.name for place in context["like"]] == ["琼花观社区", "皮市街社区"]
    assert 'href="?place=C2"' in client.get(ADDRESS, {"q": "社区"}).content.decode()


def test_a_name_that_none_has_says_what_to_do(client, town):
    assert "只写前两个字试试" in client.get(ADDRESS, {"q": "没有的"}).content.decode()


def test_where_no_deputy_is_known_it_says_what_to_do(client, site):
    DivisionFactory(code="C9", level="community", parent=(street := DivisionFactory(code="S9")))
    VenuePageFactory(venue=VenueFactory(street=street))
    assert "还没有查到这里的代表" in client.get(ADDRESS, {"place": "C9"}).content.decode()


def test_a_deputy_is_shown_with_the_next_reception_and_the_way_to_write(client, town):
    tomorrow = timezone.localdate() + timedelta(days=1)
    form = IntakePageFactory(venue=town.station)
    ReceptionFactory(venue=town.home, date=tomorrow + timedelta(days=1), deputies=[town.at_station])
    ReceptionFactory(venue=town.station, date=tomorrow, deputies=[town.at_station])
    ReceptionFactory(venue=town.station, date=timezone.localdate(), status="cancelled", deputies=[town.at_station])
    row = asked(client, place="C1")["groups"][1]["rows"][0]
    assert (row["next"].date, row["next"].venue) == (tomorrow, town.station)
    assert row["write"] == f"{form.url}?deputy={town.at_station.code}"


@pytest.mark.parametrize("fields", [{"is_published": False}, {"is_serving": False}])
def test_who_is_not_listed_does_not_show(client, town, fields):
    for deputy in (town.elected, town.at_station, town.at_home):
        type(deputy).objects.filter(pk=deputy.pk).update(**fields)
    assert names(asked(client, place="C1")) == []


def test_who_keeps_the_constituency_private_is_not_found_by_it(client, town):
    type(town.elected).objects.filter(pk=town.elected.pk).update(shows_constituency=False)
    assert names(asked(client, place="C1")) == [["示例站乙"], ["示例家丙"]]
    assert client.get(ADDRESS, {"constituency": "古城第一选区"}).status_code == 400
    assert "古城第一选区" not in client.get(ADDRESS).content.decode()


def test_what_is_not_public_of_venues_does_not_show(client, town):
    town.station.pages.get().unpublish()
    assert names(asked(client, place="C1")) == [["示例选甲"], ["示例家丙"]]


def test_another_district_has_its_own(client, town):
    other = build_second_site()
    constituency = Constituency.objects.create(site=other, name="邻区第一选区")
    constituency.communities.add(town.community)
    DeputyFactory(site=other, name="示例邻区", constituency="邻区第一选区")
    DeputyFactory(site=other, name="示例邻区二", constituency="古城第一选区")
    assert names(asked(client, place="C1"))[0] == ["示例选甲"]


@pytest.mark.parametrize(
    "filters", [{"place": "none"}, {"constituency": "没有"}, {"q": "长" * 61}, {"q": "\x01"}, {"place": "x" * 300}]
)
def test_what_makes_no_sense_is_refused(client, town, filters):
    assert client.get(ADDRESS, filters).status_code == 400


def test_more_than_a_page_should_have_are_cut_and_told(client, town, monkeypatch):
    monkeypatch.setattr(my_deputies, "MOST_SHOWN", 1)
    DeputyFactory(name="示例选丁", constituency="古城第一选区", level=DeputyLevel.TOWNSHIP)
    group = asked(client, place="C1")["groups"][0]
    assert (len(group["rows"]), group["is_cut"]) == (1, True)


@pytest.mark.parametrize("number", [1, 3])
def test_it_costs_the_same_whatever_is_found(client, site, number, django_assert_num_queries):
    town = Town()
    IntakePageFactory(venue=town.station)
    for each in range(number):
        DeputyFactory(constituency="古城第一选区")
        venue = town.venue(code=f"P{each}", parent=town.station, community=town.community)
        deputy = town.member(venue, f"示例{each}")
        ReceptionFactory(venue=venue, date=timezone.localdate() + timedelta(days=1), deputies=[deputy])
        constituency = Constituency.objects.create(site=site, name=f"古城第{each + 2}选区")
        constituency.communities.add(town.community)
    client.get(ADDRESS, {"place": "C1"})
    with django_assert_num_queries(19):
        client.get(ADDRESS, {"place": "C1"})


def test_deputies_and_venues_lead_here(client, town):
    assert f'href="{ADDRESS}"' in client.get("/deputies/").content.decode()
    assert f'href="{ADDRESS}?place=C1"' in client.get(town.station.pages.get().url).content.decode()
