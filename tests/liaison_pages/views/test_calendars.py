"""The calendar file, read back by another library than the one that wrote it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
from django.urls import reverse

from liaison_pages.services.rota import sync_rules
from tests.factories.liaison_pages import (
    DeputyFactory,
    HandlingUnitFactory,
    ReceptionFactory,
    ReceptionRuleFactory,
    VenueFactory,
    VenuePageFactory,
)

pytestmark = pytest.mark.django_db
SHANGHAI = ZoneInfo("Asia/Shanghai")


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
    assert str(event["URL"]) == f"http://testserver{page.get_url()}"


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
    with django_assert_num_queries(6):
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
