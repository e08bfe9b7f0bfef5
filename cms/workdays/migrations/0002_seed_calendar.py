"""
Fill the calendar from chinesecalendar, so that due dates and receptions are right from the first day.

Undoing it leaves the rows: days may have been edited since, and the table goes with the migration before this one.
"""

from chinese_calendar import Holiday
from chinese_calendar.constants import holidays, workdays
from django.db import migrations

FIRST_YEAR = 2024


def seed(apps, schema_editor):
    calendar_day = apps.get_model("liaison_workdays", "CalendarDay")
    rows = [(day, False, Holiday(name).chinese) for day, name in holidays.items()]
    rows += [(day, True, f"{Holiday(name).chinese}调休") for day, name in workdays.items()]
    calendar_day.objects.using(schema_editor.connection.alias).bulk_create(
        [
            calendar_day(date=day, is_working=is_working, name=name)
            for day, is_working, name in sorted(rows)
            if day.year >= FIRST_YEAR
        ],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("liaison_workdays", "0001_initial")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
