"""Working days: the seeded calendar, edited days, unknown years, and how many queries an answer costs."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from cms.workdays import selectors
from cms.workdays.calendar import WorkCalendar
from cms.workdays.models import CalendarDay
from cms.workdays.services import seed_calendar

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("day", "is_worked"),
    [
        (date(2026, 2, 13), True),  # a Friday
        (date(2026, 2, 14), True),  # a Saturday worked for the Spring Festival
        (date(2026, 2, 16), False),  # a Monday of the Spring Festival
        (date(2026, 2, 24), True),
        (date(2026, 10, 10), True),  # a Saturday worked for the National Day
        (date(2026, 10, 11), False),
        (date(2027, 2, 8), True),  # a Monday of a year whose holidays are not published
    ],
)
def test_is_workday_of_seeded_calendar(day, is_worked):
    assert selectors.is_workday(day) is is_worked


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2026, 11, 27), 2, date(2026, 12, 1)),  # over a weekend
        (date(2026, 9, 30), 1, date(2026, 10, 8)),  # over the National Day
        (date(2026, 10, 9), 1, date(2026, 10, 10)),  # onto a worked Saturday
        (date(2026, 10, 8), -1, date(2026, 9, 30)),
        (date(2026, 10, 3), 0, date(2026, 10, 3)),
        (date(2026, 12, 31), 2, date(2027, 1, 4)),  # into a year that is not known: weekends only
    ],
)
def test_add_workdays(start, count, end):
    assert selectors.add_workdays(start, count) == end


def test_workdays_between_counts_the_end_only():
    assert selectors.workdays_between(date(2026, 9, 30), date(2026, 10, 9)) == 2
    assert selectors.workdays_between(date(2026, 10, 9), date(2026, 9, 30)) == -2
    assert selectors.workdays_between(date(2026, 10, 9), date(2026, 10, 9)) == 0


def test_next_and_previous_workday_leap_over_holiday():
    assert selectors.next_workday(date(2026, 2, 14)) == date(2026, 2, 24)
    assert selectors.previous_workday(date(2026, 2, 24)) == date(2026, 2, 14)


def test_known_year_without_rows_is_not_known():
    assert [selectors.is_known_year(year) for year in (2023, 2024, 2026, 2027)] == [False, True, True, False]


def test_seed_keeps_edited_days_and_adds_nothing_twice():
    CalendarDay.objects.filter(date=date(2026, 2, 16)).update(is_working=True, name="值班")
    before = CalendarDay.objects.count()
    assert seed_calendar() == 0
    assert CalendarDay.objects.count() == before
    assert CalendarDay.objects.get(date=date(2026, 2, 16)).name == "值班"


def test_seed_adds_what_is_missing():
    CalendarDay.objects.filter(date=date(2026, 2, 16)).delete()
    assert seed_calendar() == 1


def test_calendar_asks_once_a_year(django_assert_num_queries):
    calendar = WorkCalendar()
    with django_assert_num_queries(1):
        days = [calendar.add_workdays(date(2026, 3, day), 5) for day in range(1, 31)]
    assert len(days) == 30
    with django_assert_num_queries(1):
        WorkCalendar().load(2024, 2027).is_workday(date(2025, 1, 1))


def test_check_fails_within_sixty_days():
    assert selectors.known_until() == date(2026, 12, 31)
    assert selectors.is_running_out(date(2026, 10, 31)) is False
    assert selectors.is_running_out(date(2026, 11, 1)) is True  # sixty days
    assert selectors.is_running_out(date(2027, 3, 1)) is True
    CalendarDay.objects.create(date=date(2099, 1, 1), is_working=False, name="元旦")
    call_command("workdays", "check")


def test_check_of_empty_calendar_says_what_to_do():
    CalendarDay.objects.all().delete()
    with pytest.raises(CommandError, match="请在后台录入"):
        call_command("workdays", "check")
