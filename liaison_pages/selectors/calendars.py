"""What a venue's public calendar file needs."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from liaison_pages.models import Reception, Venue, VenuePage
from liaison_pages.selectors.receptions import with_people

PAST_SHOWN = timedelta(days=92)


def public_page(code: str, language: str) -> VenuePage | None:
    """The published page of the active venue `code`, in `language` where there is one; None when nothing is public."""
    pages = VenuePage.objects.live().public().filter(venue__code=code, venue__is_active=True)
    found = {page.locale.language_code: page for page in pages.select_related("venue__site", "locale")}
    return found.get(language) or next(iter(found.values()), None)


def calendar_receptions(venue: Venue, now: datetime | None = None) -> list[Reception]:
    """All coming receptions of `venue` and those of the last three months, cancelled ones included."""
    first: date = timezone.localdate(now) - PAST_SHOWN
    return list(with_people(venue.receptions.filter(date__gte=first)))
