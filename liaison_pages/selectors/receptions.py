"""
Questions about receptions, for public pages and calendars.

Days are the district's own (Asia/Shanghai). Every list costs three queries, whatever its length: receptions with
`holiday_name` (the public holiday of the planned day), their deputies and their units. `reception.change_text`
says in words what residents must know about one that was moved, shifted or cancelled.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    Window,
)
from django.db.models.functions import Coalesce, RowNumber
from django.utils import timezone

from cms.workdays.models import CalendarDay
from liaison_pages.models import Deputy, DistrictSettings, Reception, Venue
from liaison_pages.selectors.venue_lists import public_venues

MOST_DIGITS = 18  # of a primary key: more than a database holds is no key
DEFAULT_NOTICE_DAYS = DistrictSettings._meta.get_field("notice_days").default


@dataclass(frozen=True)
class ScheduleLine:
    """
    A line of a printed rota.

    A reception on the day it happens; and, when it was moved, one more line on the day it was planned for
    (`is_off`), so that whoever comes on the usual day reads where it went. A cancelled one is a single line, off.
    """

    day: date
    reception: Reception
    is_off: bool

    @property
    def note(self) -> str:
        """What to say beside it; empty for a reception that goes as planned, and for the new day of a moved one."""
        return self.reception.change_text if self.is_off else ""


def with_people(receptions: QuerySet[Reception]) -> QuerySet[Reception]:
    """Add what every list shows: deputies, units and the holiday of the planned day."""
    holidays = CalendarDay.objects.filter(date=OuterRef("planned_on"), is_working=False)
    return receptions.prefetch_related("deputies", "units").annotate(
        holiday_name=Coalesce(Subquery(holidays.values("name")[:1]), Value(""))
    )


def local(now: datetime | None) -> datetime:
    """`now`, or the present moment, on the district's clock."""
    return timezone.localtime(now)


def notice_days(site_id: int) -> int:
    """How many days ahead a reception's public notice goes up (at least 3)."""
    found = DistrictSettings.objects.filter(site_id=site_id).values_list("notice_days", flat=True).first()
    return found or DEFAULT_NOTICE_DAYS


def not_over(now: datetime) -> Q:
    """Receptions that still go on or are still to come at `now`, by the day on which they happen."""
    return Q(date__gte=now.date()) & (Q(date__gt=now.date()) | Q(ends_at__gt=now.time()))  # an index serves the first


def next_reception(venue: Venue, now: datetime | None = None) -> Reception | None:
    """The reception that goes on at `now`, or the first one after it; cancelled ones are passed over."""
    coming = venue.receptions.filter(not_over(local(now))).exclude(status=Reception.Status.CANCELLED)
    return with_people(coming).first()


def upcoming(venue: Venue, limit: int = 6, now: datetime | None = None) -> list[ScheduleLine]:
    """
    The next `limit` receptions as lines of a rota, cancelled ones included, each moved one also on its planned day.

    A moved one whose planned day is still to come is listed even when its new day has passed or lies far ahead.
    """
    return upcoming_and_past(venue, limit, 0, now)[0]


def upcoming_and_past(
    venue: Venue, limit: int, past: int, now: datetime | None = None
) -> tuple[list[ScheduleLine], list[Reception]]:
    """`upcoming`, and in the same queries the last `past` receptions that are over and had a topic, newest first."""
    now = local(now)
    coming = not_over(now) | Q(planned_on__gte=now.date(), date__lt=now.date())
    over = venue.receptions.filter(date__lte=now.date()).exclude(coming).exclude(topic="")
    over = over.exclude(status=Reception.Status.CANCELLED).order_by("-date", "-starts_at", "-pk")
    wanted = coming | Q(pk__in=over.values("pk")[:past]) if past else coming
    is_coming = ExpressionWrapper(coming, output_field=BooleanField())
    rows = list(with_people(venue.receptions.filter(wanted)).annotate(is_coming=is_coming)[: past + limit])
    to_come = [row for row in rows if row.is_coming][:limit]
    return lines(to_come, first=now.date()), [row for row in reversed(rows) if not row.is_coming]


def upcoming_of(deputy: Deputy, limit: int, now: datetime | None = None) -> list[Reception]:
    """The next `limit` receptions of `deputy` at public venues, with these; cancelled ones included."""
    coming = Reception.objects.filter(not_over(local(now)), deputies=deputy, venue__in=public_venues(deputy.site_id))
    return list(with_people(coming).select_related("venue").order_by("date", "starts_at", "pk")[:limit])


def reception_with_key(venue: Venue, key: str) -> Reception | None:
    """The reception of `venue` that is called `key` (`Reception.key`), with its people."""
    day, _dash, origin = key.partition("-")
    number = origin.removeprefix("r")
    if not (len(day) == len("20261215") and day.isdigit() and number.isdigit() and len(number) <= MOST_DIGITS):
        return None
    try:
        planned_on = date(int(day[:4]), int(day[4:6]), int(day[6:]))
    except ValueError:
        return None
    made_by = {"rule": int(number)} if origin != number else {"rule": None, "pk": int(number)}
    found = with_people(venue.receptions.filter(planned_on=planned_on, **made_by)).first()
    return found if found and found.key == key else None


def next_of(schedule: Iterable[ScheduleLine]) -> Reception | None:
    """The next reception out of `upcoming`, without another query."""
    return next((line.reception for line in schedule if not line.is_off), None)


def year(venue: Venue, year: int) -> list[ScheduleLine]:
    """All lines of the rota that fall into `year`."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    in_year = Q(date__range=(first, last)) | Q(planned_on__range=(first, last))
    return lines(with_people(venue.receptions.filter(in_year)), first=first, last=last)


def lines(receptions: Iterable[Reception], first: date, last: date = date.max) -> list[ScheduleLine]:
    """The lines of these receptions whose day is within first … last, by day and time."""
    found = []
    for reception in receptions:
        is_cancelled = reception.status == Reception.Status.CANCELLED
        found.append(ScheduleLine(reception.date, reception, is_off=is_cancelled))
        if reception.planned_on != reception.date and not is_cancelled:
            found.append(ScheduleLine(reception.planned_on, reception, is_off=True))
    found.sort(key=lambda line: (line.day, line.reception.starts_at, line.reception.pk))
    return [line for line in found if first <= line.day <= last]


def receives(last: date, now: datetime | None = None) -> Exists:
    """A condition on venues: one of their receptions is not over at `now`, not cancelled, and by the day `last`."""
    return Exists(_to_come(last, local(now)).filter(venue=OuterRef("pk")))


def next_of_venues(venues: Iterable[Venue], last: date, now: datetime | None = None) -> dict[int, Reception]:
    """Venue id → its next reception by the day `last`, for `venues` that have one; without people. One query."""
    found: dict[int, Reception] = {}
    held = _to_come(last, local(now)).filter(venue__in=[venue.pk for venue in venues])
    for reception in held.order_by("date", "starts_at", "pk"):
        found.setdefault(reception.venue_id, reception)
    return found


def next_of_deputies(deputies: Iterable[Deputy], site, now: datetime | None = None) -> dict[int, Reception]:
    """Deputy id → their next reception at a public venue of `site`, with the venue; cancelled ones passed over."""
    held = Reception.objects.filter(not_over(local(now)), deputies=OuterRef("pk"), venue__in=public_venues(site))
    held = held.exclude(status=Reception.Status.CANCELLED).order_by("date", "starts_at", "pk")
    asked = Deputy.objects.filter(pk__in=[deputy.pk for deputy in deputies])
    first = dict(asked.order_by().values_list("pk", Subquery(held.values("pk")[:1])))
    found = Reception.objects.select_related("venue").in_bulk([pk for pk in first.values() if pk])
    return {deputy: found[pk] for deputy, pk in first.items() if pk}


def _to_come(last: date, now: datetime) -> QuerySet[Reception]:
    return Reception.objects.filter(not_over(now), date__lte=last).exclude(status=Reception.Status.CANCELLED)


def first_of_days(site, first: date, last: date, of_each: int) -> list[Reception]:
    """
    The first `of_each` receptions of each of the days first … last, at venues that everybody can see and not over yet;
    cancelled ones included. With venues, deputies and `held_that_day`, how many the day still brings. Two queries.
    """
    coming = Reception.objects.filter(not_over(local(None)), date__range=(first, last), venue__in=public_venues(site))
    is_held = ~Q(status=Reception.Status.CANCELLED)
    numbered = coming.select_related("venue").annotate(
        place=Window(RowNumber(), partition_by="date", order_by=["starts_at", "pk"]),
        held_that_day=Window(Count("pk", filter=is_held), partition_by="date"),
    )
    return list(numbered.filter(place__lte=of_each).order_by("date", "starts_at", "pk").prefetch_related("deputies"))


def count_held(site, since: date) -> int:
    """Receptions of `site` from the day `since` on that took place and are over."""
    now = local(None)
    held = Reception.objects.filter(venue__site=site, date__range=(since, now.date())).exclude(not_over(now))
    return held.exclude(status=Reception.Status.CANCELLED).count()


def public_receptions(site, start: date, end: date) -> QuerySet[Reception]:
    """What a sitemap tells of the receptions of public venues on the days start … end, cancelled ones included."""
    held = Reception.objects.filter(venue__in=public_venues(site), date__range=(start, end)).select_related("venue")
    named = ("venue__code", "rule_id", "planned_on", "updated_at")
    return held.only(*named).order_by("date", "starts_at", "pk")


def notices(venue: Venue, now: datetime | None = None) -> list[Reception]:
    """
    Receptions whose public notice is up: from `DistrictSettings.notice_days` before the day until it is over.

    A moved one is up for both its days, so that the notice of the usual day says where the reception went.
    """
    now = local(now)
    today, until = now.date(), now.date() + timedelta(days=notice_days(venue.site_id))
    of_day = not_over(now) & Q(date__lte=until)
    of_planned_day = ~Q(planned_on=F("date")) & Q(planned_on__range=(today, until))
    return list(with_people(venue.receptions.filter(of_day | of_planned_day)))
