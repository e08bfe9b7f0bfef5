"""A venue's receptions as an iCalendar file (RFC 5545), for phones and office calendars."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from liaison_pages.models import Reception, VenuePage

PRODUCT_ID = "-//Liaison//Reception calendar//ZH"
REFRESH_INTERVAL = timedelta(hours=12)
SEQUENCE_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
STATUSES = {
    Reception.Status.SCHEDULED: "CONFIRMED",
    Reception.Status.MOVED: "CONFIRMED",
    Reception.Status.CANCELLED: "CANCELLED",
}


def venue_calendar(page: VenuePage, receptions: Iterable[Reception], url: str) -> bytes:
    """The file's bytes. `receptions` come with deputies and units; `url` is the venue page's absolute address."""
    venue = page.venue
    calendar = Calendar()
    calendar.add("prodid", PRODUCT_ID)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("%(venue)s接待日") % {"venue": venue.display_name})
    calendar.add("x-published-ttl", "PT12H")
    calendar.add("refresh-interval", REFRESH_INTERVAL, parameters={"VALUE": "DURATION"})
    for reception in receptions:
        calendar.add_component(_event(reception, venue, url))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def uid(reception: Reception, hostname: str) -> str:
    """The same for as long as the reception lives, however often it is moved: the rule and its planned day."""
    if reception.rule_id:
        return f"rule-{reception.rule_id}-{reception.planned_on:%Y%m%d}@{hostname}"
    return f"reception-{reception.pk}@{hostname}"


def _event(reception: Reception, venue, url: str) -> Event:
    zone = timezone.get_default_timezone()
    event = Event()
    event.add("uid", uid(reception, venue.site.hostname))
    event.add("dtstamp", reception.updated_at.astimezone(UTC))
    event.add("last-modified", reception.updated_at.astimezone(UTC))
    event.add("sequence", int((reception.updated_at - SEQUENCE_EPOCH).total_seconds()))
    event.add("dtstart", datetime.combine(reception.date, reception.starts_at, zone))
    event.add("dtend", datetime.combine(reception.date, reception.ends_at, zone))
    event.add("summary", _summary(reception, venue))
    event.add("status", STATUSES[reception.status])
    event.add("url", url)
    if venue.address:
        event.add("location", _("，").join((venue.display_name, venue.address)))
    if text := _description(reception):
        event.add("description", text)
    return event


def _summary(reception: Reception, venue) -> str:
    words = {"venue": venue.display_name, "topic": reception.topic}
    return _("%(venue)s代表接待：%(topic)s") % words if reception.topic else _("%(venue)s代表接待") % words


def _description(reception: Reception) -> str:
    """Who receives, as far as it is public, and what residents must know."""
    deputies = _("、").join(deputy.name for deputy in reception.deputies.all() if deputy.is_published)
    units = _("、").join(unit.display_name for unit in reception.units.all())
    lines = [
        reception.change_text,
        _("接待代表：%(names)s") % {"names": deputies} if deputies else "",
        _("同来：%(names)s") % {"names": units} if units else "",
        _("节假日安排尚未公布，日期可能调整。") if reception.is_provisional else "",
    ]
    return "\n".join(line for line in lines if line)
