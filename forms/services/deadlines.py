"""Time limits of submissions, counted in working days from today. Lengths are the district's settings (domain, §3)."""

from datetime import date

from django.utils import timezone

from cms.workdays.selectors import add_workdays
from liaison_pages.models import DistrictSettings


def deciding_deadline(site) -> date:
    """By when an accepted submission is answered or referred."""
    return _due(DistrictSettings.for_site(site).deciding_days)


def reply_deadline(site, *, is_complex: bool) -> date:
    """By when whoever it was referred to must answer."""
    district = DistrictSettings.for_site(site)
    return _due(district.complex_reply_days if is_complex else district.reply_days)


def _due(working_days: int) -> date:
    return add_workdays(timezone.localdate(), working_days)
