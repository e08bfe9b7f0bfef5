"""The admin's lists of rows find any part of what they show, and never more than the policy shows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.access.roles import Role
from cms.access.services import grant
from cms.kernel.actors import System
from cms.search.lists import having
from liaison_pages.models import Venue
from tests.factories.access import UserFactory
from tests.factories.liaison_pages import (
    DeputyFactory,
    DivisionFactory,
    HandlingUnitFactory,
    VenueFactory,
    default_site,
)

pytestmark = pytest.mark.django_db


def login(client, role: Role, **place):
    user = UserFactory()
    grant(user=user, role=role, actor=System("tests"), **place)
    client.force_login(user)
    return user


@pytest.fixture
def venue(site):
    street = DivisionFactory(name="东关街道")
    return VenueFactory(name="琼花观社区代表联络站", name_en="Qionghuaguan", address="文昌中路 460 号", street=street)


@pytest.mark.parametrize(
    "query", ["琼", "花观", "瓊花觀", "聯絡站", "４６０", "文昌 联络", "qionghua", "QIONG", "东关", "琼花观 460"]
)
def test_venues_are_found_by_any_part(venue, client, query):
    VenueFactory(name="示例站", address="别处 1 号")
    login(client, Role.DISTRICT_EDITOR, site=venue.site)
    response = client.get(reverse("venues:index_results"), {"q": query})
    assert list(response.context["object_list"]) == [venue]


def test_names_are_found_as_they_are_written(site):
    """昇 is written 升 in simplified text, and a person's name keeps it."""
    venue = VenueFactory(name="张昇工作室")
    assert list(Venue.objects.filter(having("张昇", ["name"]))) == [venue]


def test_search_never_shows_what_the_policy_hides(venue, client):
    VenueFactory(name="琼花观社区第二联络站")
    login(client, Role.VENUE_HEAD, venue=venue)
    response = client.get(reverse("venues:index_results"), {"q": "琼花观"})
    assert list(response.context["object_list"]) == [venue]


def test_deputies_units_and_accounts_are_found_in_traditional_characters(site, client):
    deputy, unit, account = (
        DeputyFactory(name="陈国华"),
        HandlingUnitFactory(name="区城管局"),
        UserFactory(display_name="陈小华"),
    )
    login(client, Role.ADMINISTRATOR, site=default_site())
    assert list(client.get(reverse("deputies:index_results"), {"q": "陳國"}).context["object_list"]) == [deputy]
    assert list(client.get("/admin/units/", {"q": "區城"}).context["object_list"]) == [unit]
    assert list(client.get(reverse("wagtailusers_users:index_results"), {"q": "陳"}).context["object_list"]) == [
        account
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_searching_venues_costs_the_same_whatever_it_finds(site, client, rows):
    login(client, Role.DISTRICT_EDITOR, site=site)
    for number in range(rows):
        VenueFactory(name=f"琼花观{number}")
    client.get(reverse("venues:index_results"), {"q": "花观"})
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("venues:index_results"), {"q": "花观"})
    assert len(queries) == 10


@pytest.mark.parametrize("query", ["a " * 2500, "琼" * 20_000, "%_\\", "'\""])
def test_no_query_is_an_error(venue, query):
    assert list(Venue.objects.filter(having(query, ["name", "address"]))) == []
