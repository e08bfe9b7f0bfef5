"""JSON-LD of the district, its venues, deputies and receptions, read by another library than the one that wrote it."""

from datetime import date, time, timedelta

import extruct
import pytest
from django.utils import timezone

from liaison_pages.models import DistrictSettings, Reception
from tests.factories.liaison_pages import (
    DeputyFactory,
    ReceptionFactory,
    VenueFactory,
    VenuePageFactory,
)

pytestmark = pytest.mark.django_db
HOST = "http://testserver"


def data(client, address: str, kind: str) -> list[dict]:
    html = client.get(address).content.decode()
    found = extruct.extract(html, base_url=HOST, syntaxes=["json-ld"], errors="strict")["json-ld"]
    return [thing for thing in found if thing["@type"] == kind]


@pytest.fixture
def page(site):
    venue = VenueFactory(
        code="GL-01", name="示例联络站", hours="工作日 8:30–12:00、14:00–17:30", latitude="32.4", longitude="119.43"
    )
    return VenuePageFactory(venue=venue)


def test_front_page_tells_of_the_district(client, site):
    settings = DistrictSettings.for_site(site)
    settings.full_name, settings.phone, settings.organiser = "示例区家站点", "0514-00000000", "示例区人大常委会"
    settings.save()
    (office,) = data(client, "/", "GovernmentOffice")
    assert (office["name"], office["telephone"], office["url"]) == ("示例区家站点", "0514-00000000", f"{HOST}/")
    assert office["parentOrganization"]["name"] == "示例区人大常委会"
    (website,) = data(client, "/en/", "WebSite")
    assert website["url"] == f"{HOST}/en/"


def test_venue_tells_where_and_when(client, page):
    (office,) = data(client, page.url, "GovernmentOffice")
    assert office["name"] == "示例联络站"
    assert office["url"] == HOST + page.url
    assert office["telephone"] == "0514-00000000"
    assert office["address"]["streetAddress"] == "示例路 1 号"
    assert (office["geo"]["latitude"], office["geo"]["longitude"]) == (32.4, 119.43)
    assert office["openingHours"] == ["Mo-Fr 08:30-12:00", "Mo-Fr 14:00-17:30"]


def test_what_is_not_known_is_not_told(client, site):
    page = VenuePageFactory(venue=VenueFactory(address="", phone="", hours="请先打电话"))
    (office,) = data(client, page.url, "GovernmentOffice")
    assert {"address", "telephone", "geo", "openingHours", "image"} & office.keys() == set()


def test_reception_tells_when_where_and_who(client, page):
    reception = ReceptionFactory(
        venue=page.venue,
        date=date(2026, 12, 15),
        topic="小区停车",
        deputies=[DeputyFactory(name="示例代表甲", code="D-1"), DeputyFactory(is_published=False)],
    )
    (event,) = data(client, reception.url, "Event")
    assert event["name"] == "示例联络站代表接待：小区停车"
    assert (event["startDate"], event["endDate"]) == ("2026-12-15T09:00:00+08:00", "2026-12-15T11:00:00+08:00")
    assert event["eventStatus"] == "https://schema.org/EventScheduled"
    assert event["location"]["@type"] == "Place"
    assert event["location"]["address"]["streetAddress"] == "示例路 1 号"
    assert event["organizer"] == {"@type": "GovernmentOffice", "name": "示例联络站", "url": HOST + page.url}
    assert event["performer"] == [{"@type": "Person", "name": "示例代表甲", "url": f"{HOST}/deputies/D-1/"}]
    assert event["url"] == HOST + reception.url


@pytest.mark.parametrize(
    ("status", "expected", "previous"),
    [
        (Reception.Status.CANCELLED, "EventCancelled", None),
        (Reception.Status.MOVED, "EventRescheduled", "2026-12-10"),
        (Reception.Status.SCHEDULED, "EventScheduled", None),
    ],
)
def test_changes_of_a_reception_are_told(client, page, status, expected, previous):
    reception = ReceptionFactory(
        venue=page.venue,
        date=date(2026, 12, 15),
        planned_on=date(2026, 12, 10) if status == "moved" else date(2026, 12, 15),
        status=status,
    )
    (event,) = data(client, reception.url, "Event")
    assert (event["eventStatus"], event.get("previousStartDate")) == (f"https://schema.org/{expected}", previous)


def test_venue_tells_of_each_coming_reception_once(client, page):
    today = timezone.localdate()
    ReceptionFactory(venue=page.venue, date=today + timedelta(days=2))
    ReceptionFactory(
        venue=page.venue, date=today + timedelta(days=4), planned_on=today + timedelta(days=1), status="moved"
    )
    ReceptionFactory(venue=page.venue, date=today + timedelta(days=3), status="cancelled", starts_at=time(10))
    events = data(client, page.url, "Event")
    assert [event["eventStatus"].rpartition("/Event")[2] for event in events] == [
        "Scheduled",
        "Cancelled",
        "Rescheduled",
    ]


def test_deputy_tells_what_is_public_alone(client, site):
    deputy = DeputyFactory(
        code="D-1", name="示例代表甲", work_unit="示例单位", introduction="简介", shows_introduction=False
    )
    (person,) = data(client, "/deputies/D-1/", "Person")
    assert {key: person[key] for key in ("name", "jobTitle", "url")} == {
        "name": "示例代表甲",
        "jobTitle": "区代表",
        "url": f"{HOST}/deputies/D-1/",
    }
    assert {"worksFor", "description", "image"} & person.keys() == set()
    deputy.shows_work_unit = deputy.shows_introduction = True
    deputy.save()
    (person,) = data(client, "/deputies/D-1/", "Person")
    assert (person["worksFor"]["name"], person["description"]) == ("示例单位", "简介")
