"""The calendar file, read back by another library than the one that wrote it."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from liaison_pages.ics import CalendarFile
from liaison_pages.models import Venue
from liaison_pages.services.rota import sync_rules
from tests.factories.liaison_pages import (
    DeputyFactory,
    HandlingUnitFactory,
    ReceptionFactory,
    ReceptionRuleFactory,
    VenueFactory,
    VenuePageFactory,
    build_second_site,
)

pytestmark = pytest.mark.django_db
SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def kept(settings):
    """The district's file is kept as in production; tests write it at every question."""
    cache.clear()
    settings.DISTRICT_CALENDAR_SECONDS = 60
    yield
    cache.clear()


@pytest.fixture
def page(site):
    return VenuePageFactory(venue=VenueFactory(code="GL-01", name="示例联络站", address="示例路 1 号"))


def events(client, code="GL-01"):
    response = client.get(reverse("liaison_pages:venue_calendar", args=[code]))
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = icalendar.Calendar.from_ical(response.content)
    found = recurring_ical_events.of(calendar).between(date(2026, 1, 1), date(2028, 12, 31))
    return sorted(found, key=lambda event: event["DTSTART"].dt)


def test_calendar_reads_back(client, page):
    reception = ReceptionFactory(
        venue=page.venue, date=date(2026, 12, 15), topic="停车，与充电；老小区",
        deputies=[DeputyFactory(name="示例代表甲"), DeputyFactory(name="示例代表乙", is_published=False)],
    )  # fmt: skip
    reception.units.add(HandlingUnitFactory(name="区城管局"))
    (event,) = events(client)
    assert event["DTSTART"].dt == datetime(2026, 12, 15, 9, tzinfo=SHANGHAI)
    assert event["DTEND"].dt == datetime(2026, 12, 15, 11, tzinfo=SHANGHAI)
    assert str(event["SUMMARY"]) == "示例联络站代表接待：停车，与充电；老小区"
    assert str(event["LOCATION"]) == "示例联络站，示例路 1 号"
    assert str(event["STATUS"]) == "CONFIRMED"
    assert str(event["DESCRIPTION"]) == "接待代表：示例代表甲\n同来：区城管局"
    assert str(event["URL"]) == f"http://testserver/venues/GL-01/receptions/20261215-{reception.pk}/"
    assert client.get(str(event["URL"])).status_code == 200


def test_uid_stays_and_sequence_grows_when_moved(client, page):
    rule = ReceptionRuleFactory(venue=page.venue, starts_on=date(2026, 12, 15), ends_on=date(2026, 12, 15))
    sync_rules(rules=[rule], today=date(2026, 11, 24))
    rule.receptions.update(updated_at=datetime(2026, 1, 1, tzinfo=SHANGHAI))
    (before,) = events(client)
    reception = rule.receptions.get()
    reception.date, reception.status, reception.is_edited = date(2026, 12, 17), "cancelled", True
    reception.save()
    (after,) = events(client)
    assert after["UID"] == before["UID"] == f"rule-{rule.pk}-20261215@localhost"
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert str(after["STATUS"]) == "CANCELLED"


def test_file_names_its_time_zone(client, page):
    ReceptionFactory(venue=page.venue)
    content = client.get(reverse("liaison_pages:venue_calendar", args=["GL-01"])).content
    assert b"BEGIN:VTIMEZONE\r\nTZID:Asia/Shanghai" in content


@pytest.mark.parametrize("number", [1, 3])
def test_calendar_asks_as_often_for_many(client, page, number, django_assert_num_queries):
    for day in range(1, number + 1):
        ReceptionFactory(venue=page.venue, date=date(2026, 12, day), deputies=[DeputyFactory()])
    client.get(reverse("liaison_pages:venue_calendar", args=["GL-01"]))
    with django_assert_num_queries(5):
        assert len(events(client)) == number


@pytest.mark.parametrize("case", ["unknown", "unpublished", "inactive"])
def test_calendar_of_what_is_not_public_is_not_found(client, page, case):
    if case == "unpublished":
        page.unpublish()
    if case == "inactive":
        page.venue.is_active = False
        page.venue.save()
    code = "NO-SUCH" if case == "unknown" else "GL-01"
    assert client.get(reverse("liaison_pages:venue_calendar", args=[code])).status_code == 404


def test_calendar_of_empty_rota_is_a_calendar(client, page):
    assert events(client) == []


# --- Of a deputy, of the district, of one reception ---------------------------------------------------------------


def addresses_of(reception, deputy) -> dict[str, str]:
    return {
        "district": reverse("liaison_pages:district_calendar"),
        "venue": reverse("liaison_pages:venue_calendar", args=[reception.venue.code]),
        "deputy": reverse("liaison_pages:deputy_calendar", args=[deputy.code]),
        "reception": reverse("liaison_pages:reception_calendar", args=[reception.venue.code, reception.key]),
    }


def events_at(client, address):
    response = client.get(address)
    assert response.status_code == 200
    calendar = icalendar.Calendar.from_ical(response.content)
    assert calendar["X-WR-CALNAME"]
    return recurring_ical_events.of(calendar).between(date(2020, 1, 1), date(2040, 12, 31))


@pytest.fixture
def deputy(site):
    return DeputyFactory(code="D-1", name="示例代表甲")


@pytest.fixture
def reception(page, deputy):
    return ReceptionFactory(venue=page.venue, date=timezone.localdate() + timedelta(days=5), deputies=[deputy])


def test_a_reception_is_the_same_event_in_every_file(client, reception, deputy):
    found = {name: events_at(client, address) for name, address in addresses_of(reception, deputy).items()}
    assert {name: [str(event["UID"]) for event in events] for name, events in found.items()} == dict.fromkeys(
        ["district", "venue", "deputy", "reception"], [f"reception-{reception.pk}@localhost"]
    )
    assert len({events[0].to_ical() for events in found.values()}) == 1


def test_files_of_the_district_and_of_a_deputy_leave_out_what_is_not_public(client, site, deputy):
    soon = timezone.localdate() + timedelta(days=5)
    hidden = VenuePageFactory()
    PageViewRestriction.objects.create(page=hidden, restriction_type="password", password="示例口令")
    out_of_use = VenuePageFactory(venue=VenueFactory(is_active=False)).venue
    for venue in (hidden.venue, out_of_use, VenueFactory()):
        ReceptionFactory(venue=venue, date=soon, deputies=[deputy])
    assert events_at(client, "/calendar.ics") == events_at(client, "/deputies/D-1/calendar.ics") == []
    assert client.get(f"/venues/{hidden.venue.code}/calendar.ics").status_code == 404


def test_a_hidden_deputy_has_no_file_and_no_name_in_others(client, reception, deputy):
    etag = client.get("/calendar.ics")["ETag"]
    deputy.is_published = False
    deputy.save()
    assert client.get("/deputies/D-1/calendar.ics").status_code == 404
    response = client.get("/calendar.ics", HTTP_IF_NONE_MATCH=etag)
    assert response.status_code == 200
    assert "示例代表甲" not in response.content.decode()


def test_files_of_another_district_are_not_found(client, reception):
    build_second_site()
    other = {"SERVER_NAME": "neighbours.example.org"}
    assert client.get("/venues/GL-01/calendar.ics", **other).status_code == 404
    assert client.get("/deputies/D-1/calendar.ics", **other).status_code == 404
    assert b"VEVENT" not in client.get("/calendar.ics", **other).content


def test_a_file_that_is_known_is_not_written_again(client, reception, deputy, monkeypatch, kept):
    known = {address: client.get(address) for address in addresses_of(reception, deputy).values()}
    monkeypatch.setattr(CalendarFile, "content", None)  # would raise
    for address, before in known.items():
        response = client.get(address, HTTP_IF_NONE_MATCH=before["ETag"])
        assert (response.status_code, response.content, response["ETag"]) == (304, b"", before["ETag"])


def test_a_change_is_a_new_version(client, reception):
    before = client.get("/calendar.ics")["ETag"]
    reception.status, reception.reason = "cancelled", "停电"
    reception.save()
    response = client.get("/calendar.ics", HTTP_IF_NONE_MATCH=before)
    assert response.status_code == 200
    (event,) = events_at(client, "/calendar.ics")
    assert (str(event["STATUS"]), str(event["DESCRIPTION"]).split("\n")[0]) == ("CANCELLED", "停电，当次取消")


def test_files_reach_so_far_back_and_ahead_and_no_farther(client, page):
    today = timezone.localdate()
    for days in (-93, -92, 400, 401):
        ReceptionFactory(venue=page.venue, date=today + timedelta(days=days))
    assert len(events_at(client, "/venues/GL-01/calendar.ics")) == 2
    assert events_at(client, "/calendar.ics") == []


@pytest.mark.parametrize("number", [1, 3])
def test_every_file_asks_as_often_for_many(client, page, deputy, number, django_assert_num_queries):
    today = timezone.localdate()
    for day in range(1, number + 1):
        held = ReceptionFactory(venue=page.venue, date=today + timedelta(days=day), deputies=[deputy, DeputyFactory()])
        held.units.add(HandlingUnitFactory())
    asked = {"district": 5, "venue": 5, "deputy": 6, "reception": 5}
    for name, address in addresses_of(held, deputy).items():
        client.get(address)
        with django_assert_num_queries(asked[name]):
            client.get(address)


def test_place_on_the_map_is_told(client, page):
    Venue.objects.update(latitude="32.4", longitude="119.43")
    ReceptionFactory(venue=page.venue)
    (event,) = events(client)
    assert event["GEO"].to_ical() == "32.4;119.43"


def test_calendar_of_the_district_is_not_written_for_each_that_asks(client, page, kept, django_assert_num_queries):
    ReceptionFactory(venue=page.venue, date=timezone.localdate() + timedelta(days=3))
    first = client.get("/calendar.ics")
    with django_assert_num_queries(0):
        again = client.get("/calendar.ics?x=1")
    assert again.content == first.content
    assert client.get("/calendar.ics", headers={"if-none-match": first["ETag"]}).status_code == 304
    assert client.get("/en/calendar.ics").content != first.content
