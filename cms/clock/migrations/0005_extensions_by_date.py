"""
More time is asked for until a date: what was asked in working days is reckoned by today's calendar, and back.
"""

from datetime import timedelta

from django.db import migrations, models

SATURDAY = 5


def days_to_dates(apps, schema_editor):
    marks = _marks(apps)
    for row in _rows(apps):
        day, left = row.deadline.due_on, row.days
        while left:
            day += timedelta(days=1)
            left -= marks.get(day, day.weekday() < SATURDAY)
        row.due_on = day
        row.save(update_fields=["due_on"])


def dates_to_days(apps, schema_editor):
    marks = _marks(apps)
    for row in _rows(apps):
        start = row.deadline.due_on
        days = (start + timedelta(days=offset) for offset in range(1, (row.due_on - start).days + 1))
        row.days = sum(marks.get(day, day.weekday() < SATURDAY) for day in days)
        row.save(update_fields=["days"])


def _rows(apps):
    return apps.get_model("liaison_clock", "Extension").objects.select_related("deadline").order_by("pk")


def _marks(apps):
    return dict(apps.get_model("liaison_workdays", "CalendarDay").objects.values_list("date", "is_working"))


class Migration(migrations.Migration):
    dependencies = [("liaison_clock", "0004_last_step"), ("liaison_workdays", "0002_seed_calendar")]

    operations = [
        migrations.AddField("extension", "due_on", models.DateField(null=True)),
        migrations.AlterField("extension", "days", models.PositiveSmallIntegerField(null=True)),
        migrations.RunPython(days_to_dates, dates_to_days),
    ]
