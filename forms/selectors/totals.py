"""How much was said and answered on a site, for everybody to read. Both count along an index."""

from datetime import date, datetime, time

from django.utils import timezone

from cms.kernel.models import NumberSeries
from forms.models import IntakeSubmission


def count_received(site, since: date) -> int:
    """Submissions of the year of `since`: as many as numbers were given out, for the series has no gaps."""
    series = NumberSeries.objects.filter(site=site, name=f"submission:{since.year}")
    return series.values_list("last", flat=True).first() or 0


def count_answered(site, since: date) -> int:
    """Submissions that have a reply, given on or after `since`."""
    first = timezone.make_aware(datetime.combine(since, time()))
    return IntakeSubmission.objects.filter(site=site, replied_at__gte=first).count()
