"""A point on the map: whole, on earth and precise, or told at the field; for those who handle the matter alone."""

import re
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given

from cms.settings.tiles import read_tiles
from forms.models import IntakeSubmission
from forms.points import UNREADABLE, Point
from forms.tokens import new_token
from tests.factories.forms import IntakePageFactory, IntakeSubmissionFactory, publish_matter
from tests.factories.liaison_pages import VenueFactory
from tests.forms.submitting import errors_of, filled, send
from tests.forms.test_entrance import URL, name_desk
from tests.forms.test_entrance import filled as at_entrance
from tests.forms.test_fuzz import FUZZED, TEXT

pytestmark = pytest.mark.django_db

HERE = Point(Decimal("32.394100"), Decimal("119.435600"))
RIGHT = {
    "32.394100,119.435600": HERE,
    "32.3941, 119.4356": HERE,
    "0,0": Point(Decimal(0), Decimal(0)),
    "-90,180": Point(Decimal(-90), Decimal(180)),
    "90.000000,-180.000000": Point(Decimal(90), Decimal(-180)),
}
WRONG = {
    "words": "皮市街",
    "half": "32.3941",
    "half and a comma": "32.3941,",
    "other half": ",119.4356",
    "three": "32.3941,119.4356,3",
    "too far north": "90.000001,119",
    "too far east": "32,180.000001",
    "seven decimals": "32.3941001,119.4356",
    "exponent": "1e1,1e2",
    "huge": "9" * 30 + ",1",
    "longer than any": "3" * 500,
    "no number": "NaN,NaN",
    "infinite": "inf,inf",
    "full width": "３２.３９,１１９.４３",
    "plus": "+32.39,+119.43",
    "hexadecimal": "0x20,0x77",
    "line end": "32.39\n,119.43",
    "markup": "<b>32</b>,119",
}


@pytest.mark.parametrize("text", RIGHT)
def test_point_is_kept_as_decimals(client, page, text):
    assert send(client, page, point=text).status_code == 303
    assert IntakeSubmission.objects.get().point == RIGHT[text]


@pytest.mark.parametrize("kind", WRONG)
def test_what_is_no_point_is_told_at_the_field_and_kept_in_sight(client, page, kind):
    response = send(client, page, point=WRONG[kind])
    assert response.status_code == 422
    assert errors_of(response) == {"point": [str(UNREADABLE)]}
    assert response.context["form"]["point"].value() == WRONG[kind]
    html = response.content.decode()
    assert 'href="#id_point"' in html
    assert re.search(r'<div class="field point field--error"[^>]*(?<! hidden)>', html)
    assert IntakeSubmission.objects.count() == 0


@FUZZED
@given(text=TEXT)
def test_no_point_breaks_the_form(client, page, text):
    assert send(client, page, point=text).status_code in {303, 400, 422}


def test_without_one_nothing_is_kept_and_nothing_shows_without_a_script(client, page):
    send(client, page)
    assert IntakeSubmission.objects.get().point is None
    assert re.search(r'<div class="field point" [^>]* hidden>', client.get(page.url).content.decode())


def test_district_entrance_takes_one(client, site, desks):
    name_desk(site, desks.venue)
    assert client.post(URL, at_entrance(point="32.3941,119.4356")).status_code == 303
    assert IntakeSubmission.objects.get().point == HERE


def test_clerk_sets_one_for_somebody(signed_in, desks):
    page = IntakePageFactory(venue=desks.venue)
    token = new_token(page_pk=page.pk, notice_version="1", staff=desks.clerk).sign()
    data = filled(page, token=token, channel="phone", was_told="on", point="32.3941,119.4356")
    url = reverse("liaison_queue:register_at", args=[desks.venue.pk])
    assert "data-point" in signed_in("clerk").get(url).content.decode()
    assert signed_in("clerk").post(url, data).status_code == 200
    assert IntakeSubmission.objects.get().point == HERE


def test_form_sent_again_with_another_point_is_not_taken_for_the_first(client, page):
    token = filled(page)["token"]
    first = send(client, page, token=token, point="32.3941,119.4356")
    assert send(client, page, token=token, point="32.394100,119.435600")["Location"] == first["Location"]
    assert send(client, page, token=token, point="32.3942,119.4356").status_code == 422
    assert IntakeSubmission.objects.count() == 1


@pytest.mark.parametrize(("latitude", "longitude"), [(1, None), (None, 1), (91, 0), (0, -181)])
def test_database_holds_whole_points_on_earth_alone(desks, latitude, longitude):
    submission = desks.submission()
    with pytest.raises(IntegrityError), transaction.atomic():
        IntakeSubmission.objects.filter(pk=submission.pk).update(latitude=latitude, longitude=longitude)


# --- Who sees it --------------------------------------------------------------------------------------------------


def at_here(desks, **kwargs) -> IntakeSubmission:
    return desks.submission(**HERE._asdict(), **kwargs)


@pytest.mark.parametrize("name", ["head", "clerk", "district", "auditor"])
def test_staff_of_the_matter_read_the_coordinates(desks, signed_in, name):
    submission = at_here(desks)
    html = signed_in(name).get(f"/admin/submissions/{submission.pk}/").content.decode()
    assert "32.394100, 119.435600" in html
    assert "data-shown-point" not in html  # no tiles, no map


def test_staff_open_the_map_where_there_are_tiles(desks, signed_in, settings):
    settings.MAP_TILES = read_tiles("https://tiles.example/{z}/{x}/{y}.png?a=1&b=2", "", "<示例>")
    html = signed_in("head").get(f"/admin/submissions/{at_here(desks).pk}/").content.decode()
    assert 'data-shown-point="32.394100,119.435600"' in html
    assert 'data-layers="https://tiles.example/{z}/{x}/{y}.png?a=1&amp;b=2"' in html
    assert 'data-attribution="&lt;示例&gt;"' in html


def test_sealed_text_hides_the_point(desks, signed_in):
    submission = at_here(desks, state="rejected", reject_reason="personal_data")
    assert "32.394" not in signed_in("head").get(f"/admin/submissions/{submission.pk}/").content.decode()
    assert "32.394" in signed_in("district").get(f"/admin/submissions/{submission.pk}/").content.decode()


def test_author_reads_that_there_is_one_and_nobody_where(client, page):
    location = send(client, page, point="32.3941,119.4356")["Location"].split("?")[0]
    html = client.get(location).content.decode()
    assert "指过，只有办理的人看得到" in html
    assert "32.394" not in html


def test_published_matter_shows_no_point(client, site):
    venue = VenueFactory()
    source = IntakeSubmissionFactory(
        venue=venue, state="closed", publish_consent=True, publication="published", **HERE._asdict()
    )
    matter = publish_matter(venue=venue, source=source)
    for url in (reverse("liaison_forms:matter", args=[matter.code]), "/matters/", "/matters/feed/"):
        response = client.get(url)
        assert response.status_code == 200
        assert "32.394" not in response.content.decode()


# --- Where the map opens ------------------------------------------------------------------------------------------


@pytest.fixture
def tiles(settings):
    settings.MAP_TILES = read_tiles("https://tiles.example/{z}/{x}/{y}.png", "", "示例地图")


def opens_at(html: str) -> str:
    return re.search(r'data-around="([^"]*)"', html).group(1)


def test_map_is_offered_with_tiles_alone(client, page, settings):
    assert 'data-act="map"' not in client.get(page.url).content.decode()
    settings.MAP_TILES = read_tiles("https://tiles.example/{z}/{x}/{y}.png", "", "示例地图")
    html = client.get(page.url).content.decode()
    assert 'data-act="map"' in html
    assert "https://tiles.example/{z}/{x}/{y}.png" in html


def test_map_opens_at_the_venue_else_in_the_middle_of_the_district(client, page, site, tiles):
    assert opens_at(client.get(page.url).content.decode()) == ""
    for latitude, longitude in (("32.1", "119.1"), ("32.3", "119.5")):
        VenueFactory(latitude=latitude, longitude=longitude)
    assert opens_at(client.get(page.url).content.decode()) == "32.200000,119.300000"
    venue = page.get_parent().specific.venue
    venue.latitude, venue.longitude = Decimal("32.5"), Decimal("119.7")
    venue.save()
    assert opens_at(client.get(page.url).content.decode()) == "32.500000,119.700000"


@pytest.mark.parametrize("count", [1, 3])
def test_map_costs_one_query_however_many_venues(client, page, settings, count):
    for turn in range(count):
        VenueFactory(latitude=32 + turn, longitude=119)
    client.get(page.url)
    costs = []
    for tiles in (None, read_tiles("https://tiles.example/{z}/{x}/{y}.png", "", "示例地图")):
        settings.MAP_TILES = tiles
        with CaptureQueriesContext(connection) as queries:
            client.get(page.url)
        costs.append(len(queries))
    assert costs[1] - costs[0] == 1
