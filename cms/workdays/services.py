"""Filling and editing the calendar of working days."""

from datetime import date, timedelta

from chinese_calendar import Holiday
from chinese_calendar.constants import holidays, workdays
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cms.kernel import audit, events
from cms.workdays.models import CalendarDay

FIRST_SEEDED_YEAR = 2024  # nothing in the product looks further back


@transaction.atomic
def seed_calendar(*, from_year: int = FIRST_SEEDED_YEAR) -> int:
    """
    Enter the holidays and worked weekends that chinesecalendar knows (the State Council's yearly notices).

    Days that are in the calendar stay as they are, edited or not; a second run adds nothing. Returns how many days
    were added. The data end with the last published year: later years are entered by the district's editors.
    """
    days = [
        CalendarDay(date=day, is_working=False, name=Holiday(name).chinese)
        for day, name in holidays.items()
        if day.year >= from_year
    ] + [
        CalendarDay(date=day, is_working=True, name=f"{Holiday(name).chinese}调休")
        for day, name in workdays.items()
        if day.year >= from_year
    ]
    before = CalendarDay.objects.count()
    CalendarDay.objects.bulk_create(sorted(days, key=lambda row: row.date), ignore_conflicts=True)
    return CalendarDay.objects.count() - before


@transaction.atomic
def save_day(*, day: CalendarDay, actor) -> CalendarDay:
    """Save a day, already valid; what is planned by the calendar follows after commit."""
    action = "workday.change" if day.pk else "workday.add"
    day.save()
    audit.record(day, action=action, actor=actor, data=_data(day))
    _announce(day)
    return day


@transaction.atomic
def add_span(*, first: date, last: date, is_working: bool, name: str, actor) -> list[CalendarDay]:
    """
    Enter the days first … last, a holiday as it is published. What is planned follows once, after commit.

    Raises ValidationError when one of the days is entered already.
    """
    span = [first + timedelta(days=offset) for offset in range((last - first).days + 1)]
    if taken := CalendarDay.objects.filter(date__in=span).first():
        raise ValidationError({"date": _("%(day)s 已经录过了，请先改那一天。") % {"day": taken.date.isoformat()}})
    days = [CalendarDay.objects.create(date=day, is_working=is_working, name=name) for day in span]
    for day in days:
        audit.record(day, action="workday.add", actor=actor, data=_data(day))
    _announce(days[0])
    return days


@transaction.atomic
def delete_day(*, day: CalendarDay, actor) -> None:
    """Delete a day, which then counts by its place in the week; what is planned follows after commit."""
    audit.record(day, action="workday.delete", actor=actor, data=_data(day))
    _announce(day)
    day.delete()


def _data(day: CalendarDay) -> dict:
    return {"date": day.date.isoformat(), "is_working": day.is_working, "name": day.name}


def _announce(day: CalendarDay) -> None:
    events.deliver_after_commit(events.write("workdays.changed", [day], _data(day)))
