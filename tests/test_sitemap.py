"""The sitemap and robots.txt."""

import re
from datetime import timedelta
from urllib.robotparser import RobotFileParser

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.kernel.actors import System
from cms.kernel.states import set_enabled
from tests.factories.liaison_pages import DeputyFactory, ReceptionFactory, VenuePageFactory, build_second_site
from tests.public_place import Place

pytestmark = pytest.mark.django_db

HOST = "http://testserver"
SECTIONS = ("deputies", "lists", "matters", "pages", "receptions", "suggestions")


def locations(client, address: str, **headers) -> list[str]:
    response = client.get(address, **headers)
    assert response.status_code == 200
    return [url.split("/", 3)[-1] for url in re.findall(r"<loc>(.*?)</loc>", response.content.decode())]


def whole(client, **headers) -> set[str]:
    """Every address of every file that the index names."""
    return {
        f"/{found}"
        for file in locations(client, "/sitemap.xml", **headers)
        for found in locations(client, f"/{file}", **headers)
    }


def test_everything_public_is_in_it(client, site):
    place = Place(site)
    apart = {"past", "year"}  # what is over, and a list that the venue's page leads to
    wanted = {address for kind, address in place.addresses().items() if kind not in apart | {"suggestions"}}
    assert wanted - whole(client) == set()


def test_sections_say_when_things_changed(client, site):
    place = Place(site)
    for section in ("matters", "receptions", "suggestions"):
        assert "<lastmod>" in client.get(f"/sitemap-{section}.xml").text
    assert place.past.url not in whole(client)


def test_what_is_not_public_is_not_in_it(client, site):
    hidden = VenuePageFactory()
    PageViewRestriction.objects.create(page=hidden, restriction_type="password", password="示例口令")
    soon = timezone.localdate() + timedelta(days=2)
    reception = ReceptionFactory(venue=hidden.venue, date=soon)
    deputy = DeputyFactory(is_published=False)
    found = whole(client)
    assert {reception.url, hidden.url, f"/deputies/{deputy.code}/"} & found == set()


def test_another_district_has_its_own(client, site):
    place = Place(site)
    other = build_second_site()
    found = whole(client, SERVER_NAME=other.hostname)
    assert set(place.addresses().values()) & found <= {"/", "/venues/", "/deputies/", "/matters/", "/say/"}


def test_an_add_on_that_is_off_has_no_section(client, site):
    Place(site)
    set_enabled(plugin_id="suggestions", site=site, is_enabled=False, actor=System("tests"))
    assert "sitemap-suggestions.xml" not in locations(client, "/sitemap.xml")
    assert client.get("/sitemap-suggestions.xml").status_code == 404


@pytest.mark.parametrize("week", ["0", "14", "x", "01", "9" * 30, "²"])
def test_a_week_that_there_is_not_is_not_found(client, site, week):
    assert client.get("/sitemap-receptions.xml", {"p": week}).status_code == 404


def test_receptions_are_told_week_by_week(client, site):
    page, today = VenuePageFactory(), timezone.localdate()
    by_day = {days: ReceptionFactory(venue=page.venue, date=today + timedelta(days=days)) for days in (0, 6, 7, 90, 91)}
    assert locations(client, "/sitemap-receptions.xml") == [by_day[days].url[1:] for days in (0, 6)]
    assert locations(client, "/sitemap-receptions.xml?p=2") == [by_day[7].url[1:]]
    assert locations(client, "/sitemap-receptions.xml?p=13") == [by_day[90].url[1:]]


@pytest.mark.parametrize(("section", "queries"), [("deputies", 3), ("receptions", 2), ("suggestions", 3)])
def test_a_file_costs_the_same_for_one_and_for_three(
    client, site, states_known, section, queries, django_assert_num_queries
):
    place = Place(site)
    for count in (1, 2):
        for _turn in range(count):
            DeputyFactory()
            ReceptionFactory(venue=place.venue, date=timezone.localdate())
        client.get(f"/sitemap-{section}.xml")
        with django_assert_num_queries(queries):
            client.get(f"/sitemap-{section}.xml")


def test_robots_are_told_where_to_look_and_where_not(client, site):
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    robots = RobotFileParser()
    robots.parse(response.text.splitlines())
    assert robots.site_maps() == [f"{HOST}/sitemap.xml"]
    for path in ("/admin/", "/s/GL-2026-000001/ABCD/", "/en/s/GL-2026-000001/ABCD/", "/status/", "/n/x/"):
        assert not robots.can_fetch("any", HOST + path), path
    for path in ("/", "/en/", "/say/", "/suggestions/", "/venues/", "/news/feed/", "/static/cms/css/site.css"):
        assert robots.can_fetch("any", HOST + path), path
