"""
Questions about working days. Each call costs one query for each year that it looks at.

Whoever asks about many days makes one `WorkCalendar` and asks that.
"""

from datetime import date

from django.db.models import Max
from django.utils import timezone

from cms.workdays.calendar import WorkCalendar
from cms.workdays.models import CalendarDay

RUN_OUT_WARNING_DAYS = 60


def calendar_around_today() -> WorkCalendar:
    """A calendar that knows last year, this one and the next: one query for what is due about now."""
    year = timezone.localdate().year
    return WorkCalendar().load(year - 1, year + 1)


def is_workday(day: date) -> bool:
    """Whether people work on `day`: by the calendar, else Monday to Friday."""
    return WorkCalendar().is_workday(day)


def is_known_year(year: int) -> bool:
    """Whether the holidays of `year` are entered; dates in other years are provisional."""
    return WorkCalendar().is_known_year(year)


def add_workdays(day: date, count: int) -> date:
    """The `count`-th working day after `day` (before it, when negative). See `WorkCalendar.add_workdays`."""
    return WorkCalendar().add_workdays(day, count)


def workdays_between(start: date, end: date) -> int:
    """How many working days there are after `start` up to and including `end`."""
    return WorkCalendar().workdays_between(start, end)


def next_workday(day: date) -> date:
    """The first working day after `day`."""
    return WorkCalendar().next_workday(day)


def previous_workday(day: date) -> date:
    """The last working day before `day`."""
    return WorkCalendar().previous_workday(day)


def known_until() -> date | None:
    """The last day of the last year that has holidays; None for an empty calendar."""
    last = CalendarDay.objects.aggregate(last=Max("date"))["last"]
    return date(last.year, 12, 31) if last else None


def days_left(today: date | None = None) -> int:
    """Days until the calendar runs out, from today; 0 or less when it has run out."""
    until = known_until()
    return (until - (today or timezone.localdate())).days if until else 0


def is_running_out(today: date | None = None) -> bool:
    """Whether staff must be warned: the calendar ends within `RUN_OUT_WARNING_DAYS` days."""
    return days_left(today) <= RUN_OUT_WARNING_DAYS
