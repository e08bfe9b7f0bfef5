"""The days of a rule: many rules, all months, holidays of 2026, and a year that is not known."""

from datetime import date, time

import pytest

from cms.workdays.calendar import WorkCalendar
from liaison_pages.models import ReceptionRule
from liaison_pages.services.recurrence import Occurrence, occurrences, planned_days

START, END = date(2026, 1, 1), date(2026, 12, 31)


def rule(frequency, **fields):
    defaults = {"months": "all", "holiday_shift": "keep", "starts_at": time(9), "ends_at": time(11)}
    return ReceptionRule(frequency=frequency, **{"starts_on": START, **defaults, **fields})


def days(text):
    """'1-15 3-31' → the days of 2026."""
    return [date(2026, *map(int, part.split("-"))) for part in text.split()]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"month_day": 15, "months": "odd"}, "1-15 3-15 5-15 7-15 9-15 11-15"),
        ({"month_day": 15, "months": "even"}, "2-15 4-15 6-15 8-15 10-15 12-15"),
        ({"month_day": 1, "months": "quarter"}, "1-1 4-1 7-1 10-1"),
        ({"month_day": 28}, "1-28 2-28 3-28 4-28 5-28 6-28 7-28 8-28 9-28 10-28 11-28 12-28"),
        ({"month_day": 29, "months": "even"}, "2-28 4-29 6-29 8-29 10-29 12-29"),
        ({"month_day": 30, "months": "even"}, "2-28 4-30 6-30 8-30 10-30 12-30"),
        ({"month_day": 31}, "1-31 2-28 3-31 4-30 5-31 6-30 7-31 8-31 9-30 10-31 11-30 12-31"),
        ({"month_day": 31, "months": "odd"}, "1-31 3-31 5-31 7-31 9-30 11-30"),
        ({"month_day": 10, "starts_on": date(2026, 10, 11)}, "11-10 12-10"),
        ({"month_day": 10, "months": "odd", "ends_on": date(2026, 3, 10)}, "1-10 3-10"),
    ],
)
def test_month_day(fields, expected):
    assert planned_days(rule("month_day", **fields), START, END) == days(expected)


def test_month_day_31_in_a_leap_year_takes_the_29th():
    assert planned_days(rule("month_day", month_day=31), date(2028, 2, 1), date(2028, 2, 29)) == [date(2028, 2, 29)]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"nth": 1, "weekday": 1, "months": "odd"}, "1-6 3-3 5-5 7-7 9-1 11-3"),
        ({"nth": 2, "weekday": 3, "months": "even"}, "2-12 4-9 6-11 8-13 10-8 12-10"),
        ({"nth": 4, "weekday": 6, "months": "quarter"}, "1-25 4-26 7-26 10-25"),
        ({"nth": -1, "weekday": 4, "months": "even"}, "2-27 4-24 6-26 8-28 10-30 12-25"),
        ({"nth": -1, "weekday": 0, "starts_on": date(2026, 11, 30)}, "11-30 12-28"),
    ],
)
def test_month_weekday(fields, expected):
    assert planned_days(rule("month_weekday", **fields), START, END) == days(expected)


def test_weekly_starts_on_the_day_itself():
    weekly = rule("weekly", weekday=0, starts_on=date(2026, 6, 1), ends_on=date(2026, 6, 22))
    assert planned_days(weekly, START, END) == days("6-1 6-8 6-15 6-22")


def test_weekly_in_odd_months_only():
    assert planned_days(rule("weekly", weekday=2, months="odd"), date(2026, 1, 25), date(2026, 3, 5)) == days(
        "1-28 3-4"
    )


def test_series_is_the_same_from_wherever_it_is_asked():
    monthly = rule("month_day", month_day=31)
    whole = planned_days(monthly, START, END)
    assert [day for day in whole if day >= date(2026, 2, 28)] == planned_days(monthly, date(2026, 2, 28), END)


def test_rule_ended_before_the_span_has_no_days():
    assert planned_days(rule("month_day", month_day=5, ends_on=date(2026, 1, 1)), date(2026, 6, 1), END) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("shift", "month_day", "planned_on", "day", "is_cancelled"),
    [
        ("next", 16, date(2026, 2, 16), date(2026, 2, 24), False),  # Spring Festival, 15 to 23 February
        ("previous", 16, date(2026, 2, 16), date(2026, 2, 14), False),  # to the worked Saturday before
        ("skip", 16, date(2026, 2, 16), date(2026, 2, 16), True),
        ("keep", 16, date(2026, 2, 16), date(2026, 2, 16), False),
        ("next", 1, date(2026, 10, 1), date(2026, 10, 8), False),  # National Day
        ("previous", 1, date(2026, 5, 1), date(2026, 4, 30), False),  # Labour Day
        ("next", 9, date(2026, 5, 9), date(2026, 5, 9), False),  # a worked Saturday
        ("next", 15, date(2026, 8, 15), date(2026, 8, 17), False),  # a plain Saturday
        ("next", 25, date(2026, 9, 25), date(2026, 9, 28), False),  # Mid-autumn
    ],
)
def test_shift_of_a_month_day(shift, month_day, planned_on, day, is_cancelled):
    monthly = rule("month_day", month_day=month_day, holiday_shift=shift)
    turn = next(turn for turn in occurrences(monthly, START, END, WorkCalendar()) if turn.planned_on == planned_on)
    assert turn == Occurrence(planned_on, day, is_cancelled)


@pytest.mark.django_db
def test_rule_that_names_saturday_yields_to_public_holidays_alone():
    saturdays = rule("weekly", weekday=5, holiday_shift="next")
    turns = occurrences(saturdays, date(2026, 9, 29), date(2026, 10, 17), WorkCalendar())
    assert [(turn.planned_on, turn.date) for turn in turns] == [
        (date(2026, 10, 3), date(2026, 10, 8)),
        (date(2026, 10, 10), date(2026, 10, 10)),
        (date(2026, 10, 17), date(2026, 10, 17)),
    ]


@pytest.mark.django_db
def test_turns_shifted_onto_one_day_become_one():
    mondays = rule("weekly", weekday=0, holiday_shift="next")
    turns = occurrences(mondays, date(2026, 2, 10), date(2026, 3, 2), WorkCalendar())
    assert [(turn.planned_on, turn.date) for turn in turns] == [
        (date(2026, 2, 23), date(2026, 2, 24)),
        (date(2026, 3, 2), date(2026, 3, 2)),
    ]


@pytest.mark.django_db
def test_year_without_holidays_is_provisional_and_yields_to_weekends():
    monthly = rule("month_day", month_day=2, holiday_shift="next")
    turns = occurrences(monthly, date(2026, 12, 1), date(2027, 1, 31), WorkCalendar())
    assert turns == [
        Occurrence(date(2026, 12, 2), date(2026, 12, 2)),
        Occurrence(date(2027, 1, 2), date(2027, 1, 4), is_provisional=True),
    ]


@pytest.mark.django_db
def test_shift_into_an_unknown_year_is_provisional():
    monthly = rule("month_day", month_day=31, holiday_shift="next")
    calendar = WorkCalendar()
    calendar.mark(date(2026, 12, 31))
    calendar._years[2026] = {date(2026, 12, 31): calendar.mark(date(2026, 10, 1))}
    turns = occurrences(monthly, date(2026, 12, 5), END, calendar)
    assert turns == [Occurrence(date(2026, 12, 31), date(2027, 1, 1), is_provisional=True)]
