"""The working days of a span of years, loaded with one query."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from cms.workdays.models import CalendarDay

SATURDAY = 5
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class DayMark:
    """How a day differs from the plain week: worked or free, and what it is called."""

    is_working: bool
    name: str


@dataclass
class WorkCalendar:
    """
    Answers about days, from rows loaded a year at a time. Make one for each piece of work and pass it on: it holds
    no row longer than that, so an edited calendar counts at once, in every process.
    """

    _years: dict[int, dict[date, DayMark]] = field(default_factory=dict)

    def load(self, first_year: int, last_year: int) -> "WorkCalendar":
        """Load these years with one query (none, if they are loaded already)."""
        missing = [year for year in range(first_year, last_year + 1) if year not in self._years]
        if missing:
            found: dict[int, dict[date, DayMark]] = {year: {} for year in missing}
            rows = CalendarDay.objects.filter(
                date__range=(date(missing[0], 1, 1), date(missing[-1], 12, 31))
            ).order_by()
            for day, is_working, name in rows.values_list("date", "is_working", "name"):
                found[day.year][day] = DayMark(is_working, name)
            self._years.update(found)  # at once, for another thread may hold the same calendar
        return self

    def mark(self, day: date) -> DayMark | None:
        """What the calendar says about `day`; None for a day of the plain week."""
        return self.load(day.year, day.year)._years[day.year].get(day)

    def is_known_year(self, year: int) -> bool:
        """Whether the year's holidays are entered. Without them only weekends are free, and dates are provisional."""
        return bool(self.load(year, year)._years[year])

    def is_workday(self, day: date) -> bool:
        mark = self.mark(day)
        return mark.is_working if mark else day.weekday() < SATURDAY

    def is_holiday(self, day: date) -> bool:
        """Whether `day` is free by the calendar: a public holiday, not a plain weekend."""
        mark = self.mark(day)
        return mark is not None and not mark.is_working

    def holiday_name(self, day: date) -> str:
        """The name of the public holiday that `day` belongs to; empty for any other day."""
        mark = self.mark(day)
        return mark.name if mark and not mark.is_working else ""

    def next_workday(self, day: date) -> date:
        """The first working day after `day`."""
        return next(self._workdays(day, ONE_DAY))

    def previous_workday(self, day: date) -> date:
        """The last working day before `day`."""
        return next(self._workdays(day, -ONE_DAY))

    def add_workdays(self, day: date, count: int) -> date:
        """
        The `count`-th working day after `day`, which is not counted itself; before it when `count` is negative.

        0 gives `day` itself, free or not. A limit of 2 working days set on a Friday ends on Tuesday.
        """
        step = ONE_DAY if count > 0 else -ONE_DAY
        for _turn, workday in zip(range(abs(count)), self._workdays(day, step), strict=False):
            day = workday
        return day

    def workdays_between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; negative when `end` comes first."""
        if end < start:
            return -self.workdays_between(end, start)
        self.load(start.year, end.year)
        days = (start + timedelta(days=offset) for offset in range(1, (end - start).days + 1))
        return sum(self.is_workday(day) for day in days)

    def _workdays(self, day: date, step: timedelta) -> Iterator[date]:
        while True:
            day += step
            if self.is_workday(day):
                yield day
