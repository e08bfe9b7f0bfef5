"""How a day is said."""

from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import pgettext


def day_text(day: date | str | None) -> str:
    """
    12月15日, with the year when it is not this one; 15 December in English. Of an ISO date as moves keep it, too; empty
    for none.
    """
    if not day:
        return ""
    if isinstance(day, str):
        day = date.fromisoformat(day)
    if day.year != timezone.localdate().year:
        return date_format(day, pgettext("date format", "Y年n月j日"))
    return date_format(day, pgettext("date format", "n月j日"))
