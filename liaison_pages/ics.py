"""Receptions as iCalendar files (RFC 5545), for phones and office calendars."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from liaison_pages.models import Reception
from liaison_pages.selectors.deputies import public_deputies

PRODUCT_ID = "-//Liaison//Reception calendar//ZH"
REFRESH_INTERVAL = timedelta(hours=12)
SEQUENCE_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
STATUSES = {
    Reception.Status.SCHEDULED: "CONFIRMED",
    Reception.Status.MOVED: "CONFIRMED",
    Reception.Status.CANCELLED: "CANCELLED",
}


@dataclass(frozen=True)
class Entry:
    """What a file says of one reception; all of it public. `place` is (latitude, longitude) or None."""

    uid: str
    changed_at: datetime
    starts_at: datetime
    ends_at: datetime
    summary: str
    status: str
    url: str
    location: str
    place: tuple[float, float] | None
    description: str


@dataclass(frozen=True)
class CalendarFile:
    """A calendar that can be told from its former self (`version`) before it is written (`content`)."""

    name: str
    entries: tuple[Entry, ...]

    @property
    def version(self) -> str:
        """A digest of all that the file says: whatever is changed, a renamed deputy too, changes it."""
        return sha256(repr(self).encode()).hexdigest()[:32]

    def content(self) -> bytes:
        calendar = Calendar()
        calendar.add("prodid", PRODUCT_ID)
        calendar.add("version", "2.0")
        calendar.add("method", "PUBLISH")
        calendar.add("x-wr-calname", self.name)
        calendar.add("x-published-ttl", "PT12H")
        calendar.add("refresh-interval", REFRESH_INTERVAL, parameters={"VALUE": "DURATION"})
        for entry in self.entries:
            calendar.add_component(_event(entry))
        calendar.add_missing_timezones()
        return calendar.to_ical()


def calendar_of(receptions: Iterable[Reception], *, name: str, hostname: str, root: str) -> CalendarFile:
    """
    The file of `receptions`, which come with venue, deputies and units. `root` ("https://example.org") is what their
    addresses stand on, `hostname` the site's own: a reception's UID is the same in every file and at every address.
    """
    return CalendarFile(name, tuple(_entry(reception, hostname, root) for reception in receptions))


def uid(reception: Reception, hostname: str) -> str:
    """The same for as long as the reception lives, however often it is moved: the rule and its planned day."""
    if reception.rule_id:
        return f"rule-{reception.rule_id}-{reception.planned_on:%Y%m%d}@{hostname}"
    return f"reception-{reception.pk}@{hostname}"


def summary(reception: Reception) -> str:
    """What the reception is called where its place has to be told with it."""
    words = {"venue": reception.venue.display_name, "topic": reception.topic}
    return _("%(venue)s代表接待：%(topic)s") % words if reception.topic else _("%(venue)s代表接待") % words


def starts_and_ends(reception: Reception) -> tuple[datetime, datetime]:
    """On the district's clock."""
    zone = timezone.get_default_timezone()
    return (
        datetime.combine(reception.date, reception.starts_at, zone),
        datetime.combine(reception.date, reception.ends_at, zone),
    )


def _entry(reception: Reception, hostname: str, root: str) -> Entry:
    venue = reception.venue
    starts_at, ends_at = starts_and_ends(reception)
    is_on_map = venue.latitude is not None and venue.longitude is not None
    return Entry(
        uid=uid(reception, hostname),
        changed_at=reception.updated_at.astimezone(UTC),
        starts_at=starts_at,
        ends_at=ends_at,
        summary=summary(reception),
        status=STATUSES[reception.status],
        url=f"{root}{reception.url}",
        location=_("，").join(filter(None, (venue.display_name, venue.address))),
        place=(float(venue.latitude), float(venue.longitude)) if is_on_map else None,
        description=_description(reception),
    )


def _event(entry: Entry) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.changed_at)
    event.add("last-modified", entry.changed_at)
    event.add("sequence", int((entry.changed_at - SEQUENCE_EPOCH).total_seconds()))
    event.add("dtstart", entry.starts_at)
    event.add("dtend", entry.ends_at)
    event.add("summary", entry.summary)
    event.add("status", entry.status)
    event.add("url", entry.url)
    event.add("location", entry.location)
    if entry.place:
        event.add("geo", entry.place)
    if entry.description:
        event.add("description", entry.description)
    return event


def _description(reception: Reception) -> str:
    """Who receives, as far as it is public, and what residents must know."""
    shown = public_deputies(reception.deputies.all(), with_photo=False)
    deputies = _("、").join(deputy.name for deputy in shown)
    units = _("、").join(unit.display_name for unit in reception.units.all())
    lines = [
        reception.change_text,
        _("接待代表：%(names)s") % {"names": deputies} if deputies else "",
        _("同来：%(names)s") % {"names": units} if units else "",
        _("节假日安排尚未公布，日期可能调整。") if reception.is_provisional else "",
    ]
    return "\n".join(line for line in lines if line)
