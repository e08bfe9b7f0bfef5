"""What pages tell of the district, venues, deputies and receptions in the words of schema.org. Public facts only."""

from collections.abc import Iterable

from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language

from liaison_pages.ics import starts_and_ends, summary
from liaison_pages.models import DistrictSettings, Reception, Venue
from liaison_pages.opening_hours import opening_hours
from liaison_pages.selectors.deputies import PublicDeputy, public_deputies

EVENT_STATUSES = {
    Reception.Status.SCHEDULED: "EventScheduled",
    Reception.Status.MOVED: "EventRescheduled",
    Reception.Status.CANCELLED: "EventCancelled",
}


def district(settings: DistrictSettings, request) -> list[dict]:
    """The district's office and its site, for the front page; with the way to search it where there is one."""
    home = request.build_absolute_uri(reverse("wagtail_serve", args=[""]))
    office = {
        "@type": "GovernmentOffice",
        "name": settings.display_name,
        "url": home,
        "telephone": settings.phone,
        "parentOrganization": {"@type": "GovernmentOrganization", "name": settings.display_organiser}
        if settings.display_organiser
        else None,
    }
    return [
        office,
        {"@type": "WebSite", "name": settings.display_name, "url": home, "potentialAction": _search(request)},
    ]


def _search(request) -> dict | None:
    try:
        path = reverse("liaison_search:search")
    except NoReverseMatch:
        return None
    return {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": f"{request.build_absolute_uri(path)}?q={{search_term}}"},
        "query-input": "required name=search_term",
    }


def venue(of: Venue, url: str, request, *, image: str = "") -> dict:
    """A venue whose page is at the local `url`; `image` is a local address."""
    return {
        "@type": "GovernmentOffice",
        "name": of.display_name,
        "url": request.build_absolute_uri(url),
        "telephone": of.phone,
        "address": _address(of),
        "geo": _geo(of),
        "openingHours": opening_hours(of.hours),
        "image": request.build_absolute_uri(image) if image else "",
    }


def person(of: PublicDeputy, request, *, image: str = "") -> dict:
    """A deputy, with what is public of them; `image` is a local address."""
    return {
        "@type": "Person",
        "name": of.name,
        "jobTitle": of.level,
        "worksFor": {"@type": "Organization", "name": of.work_unit} if of.work_unit else None,
        "description": of.introduction,
        "url": request.build_absolute_uri(of.url),
        "image": request.build_absolute_uri(image) if image else "",
    }


def event(of: Reception, venue_url: str, request, deputies: Iterable[PublicDeputy] | None = None) -> dict:
    """A reception, which comes with venue and people, at the venue whose page is at the local `venue_url`."""
    starts_at, ends_at = starts_and_ends(of)
    shown = public_deputies(of.deputies.all(), with_photo=False) if deputies is None else deputies
    is_moved = of.status == Reception.Status.MOVED and of.planned_on != of.date
    place = venue(of.venue, venue_url, request)
    return {
        "@type": "Event",
        "name": summary(of),
        "description": of.change_text,
        "url": request.build_absolute_uri(of.url),
        "startDate": starts_at.isoformat(),
        "endDate": ends_at.isoformat(),
        "previousStartDate": of.planned_on.isoformat() if is_moved else None,
        "eventStatus": f"https://schema.org/{EVENT_STATUSES[of.status]}",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "isAccessibleForFree": True,
        "inLanguage": "zh-Hans" if get_language() != "en" else "en",
        "location": {**place, "@type": "Place", "openingHours": None},
        "organizer": {"@type": "GovernmentOffice", "name": place["name"], "url": place["url"]},
        "performer": [
            {"@type": "Person", "name": each.name, "url": request.build_absolute_uri(each.url)} for each in shown
        ],
    }


def _address(of: Venue) -> dict | None:
    if not of.address:
        return None
    return {
        "@type": "PostalAddress",
        "streetAddress": of.address,
        "addressLocality": of.street.display_name,
        "addressCountry": "CN",
    }


def _geo(of: Venue) -> dict | None:
    if of.latitude is None or of.longitude is None:
        return None
    return {"@type": "GeoCoordinates", "latitude": float(of.latitude), "longitude": float(of.longitude)}
