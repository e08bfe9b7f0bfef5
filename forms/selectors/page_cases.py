"""Cases by the page of their venue."""

from forms.models import OPEN_STATES, IntakeSubmission


def count_open_cases_of_page(page) -> int:
    """How many open submissions the venues have whose page is `page` or stands below it."""
    return (
        IntakeSubmission.objects.filter(state__in=OPEN_STATES, venue__pages__path__startswith=page.path)
        .values("pk")
        .distinct()
        .count()
    )
