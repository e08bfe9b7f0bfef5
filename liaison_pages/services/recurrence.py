"""From a repeating rule to its days: recurrence by dateutil, and the shift off days that are not worked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dateutil import rrule
from django.utils.translation import gettext as _

from cms.workdays.calendar import SATURDAY, WorkCalendar
from cms.workdays.wording import day_text
from liaison_pages.models import ReceptionRule
from liaison_pages.wording import dated_text

MONTHS = {
    ReceptionRule.Months.ALL: None,
    ReceptionRule.Months.ODD: (1, 3, 5, 7, 9, 11),
    ReceptionRule.Months.EVEN: (2, 4, 6, 8, 10, 12),
    ReceptionRule.Months.QUARTER: (1, 4, 7, 10),
}
SHORTEST_MONTH = 28  # every month has this day
LONGEST_SHIFT = timedelta(days=31)  # no run of days off is longer


@dataclass(frozen=True)
class Occurrence:
    """One turn of a rule: the day it says and the day it comes to."""

    planned_on: date
    date: date
    is_cancelled: bool = False
    is_provisional: bool = False

    @property
    def text(self) -> str:
        """The day in words, and what became of the planned one."""
        if self.is_cancelled:
            return _("%(day)s（遇节假日，当次取消）") % {"day": dated_text(self.planned_on)}
        if self.date != self.planned_on:
            return _("%(day)s（原定 %(planned)s）") % {
                "day": dated_text(self.date),
                "planned": day_text(self.planned_on),
            }
        return dated_text(self.date)


def planned_days(rule: ReceptionRule, first: date, last: date) -> list[date]:
    """The days that the rule itself says within first … last, before any shift."""
    last = min(last, rule.ends_on or last)
    # Wherever the span begins, the series is the rule's own: a day's place in its month depends on no start.
    begin = max(first, rule.starts_on)
    series = rrule.rrule(dtstart=datetime.combine(begin, time()), until=datetime.combine(last, time()), **_series(rule))
    return [moment.date() for moment in series]


def _series(rule: ReceptionRule) -> dict:
    months = {"bymonth": MONTHS[rule.months]}
    if rule.frequency == ReceptionRule.Frequency.WEEKLY:
        return {"freq": rrule.WEEKLY, "byweekday": rule.weekday, **months}
    if rule.frequency == ReceptionRule.Frequency.MONTH_WEEKDAY:
        return {"freq": rrule.MONTHLY, "byweekday": rrule.weekday(rule.weekday, rule.nth), **months}
    if rule.month_day <= SHORTEST_MONTH:
        return {"freq": rrule.MONTHLY, "bymonthday": rule.month_day, **months}
    # Of the 28th up to the day wished for, the last one that the month has.
    candidates = tuple(range(SHORTEST_MONTH, rule.month_day + 1))
    return {"freq": rrule.MONTHLY, "bymonthday": candidates, "bysetpos": -1, **months}


def is_off(rule: ReceptionRule, day: date, calendar: WorkCalendar) -> bool:
    """
    Whether the rule must yield on `day`: a public holiday or a weekend.

    A rule that names Saturday or Sunday means the weekend: it yields to public holidays alone.
    """
    names_weekend = rule.frequency != ReceptionRule.Frequency.MONTH_DAY and rule.weekday >= SATURDAY
    return calendar.is_holiday(day) if names_weekend else not calendar.is_workday(day)


def occurrence(rule: ReceptionRule, day: date, calendar: WorkCalendar) -> Occurrence:
    """What becomes of the turn planned on `day`."""
    shift, shifts = rule.holiday_shift, ReceptionRule.HolidayShift
    target, is_cancelled = day, False
    if shift != shifts.KEEP and is_off(rule, day, calendar):
        is_cancelled = shift == shifts.SKIP
        if shift == shifts.NEXT:
            target = calendar.next_workday(day)
        elif shift == shifts.PREVIOUS:
            target = calendar.previous_workday(day)
    is_known = calendar.is_known_year(day.year) and calendar.is_known_year(target.year)
    return Occurrence(day, target, is_cancelled, is_provisional=not is_known)


def occurrences(rule: ReceptionRule, first: date, last: date, calendar: WorkCalendar) -> list[Occurrence]:
    """
    The rule's turns planned up to `last` whose day, shifted or cancelled, is not before `first`; by planned day.

    Turns that a long holiday shifts onto one day become one: the turn whose planned day is nearest.
    """
    days = planned_days(rule, first - LONGEST_SHIFT, last)
    turns = [turn for turn in (occurrence(rule, day, calendar) for day in days) if turn.date >= first]
    return _one_a_day(turns)


def _one_a_day(turns: Iterable[Occurrence]) -> list[Occurrence]:
    held: dict[date, Occurrence] = {}
    cancelled = []
    for turn in turns:
        if turn.is_cancelled:
            cancelled.append(turn)
            continue
        rival = held.get(turn.date)
        if rival is None or abs(turn.date - turn.planned_on) < abs(rival.date - rival.planned_on):
            held[turn.date] = turn
    return sorted([*held.values(), *cancelled], key=lambda turn: turn.planned_on)
