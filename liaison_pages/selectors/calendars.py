"""What public calendar files need."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from liaison_pages.models import Deputy, Reception, Venue, VenuePage
from liaison_pages.selectors.receptions import with_people
from liaison_pages.selectors.venue_lists import public_venues

# How far back and ahead a file reaches: readers fetch it again, so that it need not hold everything there is.
SPAN = (timedelta(days=92), timedelta(days=400))
SPAN_OF_DISTRICT = (timedelta(days=31), timedelta(days=92))


def public_page(site, code: str, language: str) -> VenuePage | None:
    """The page of the active venue `code` that is open to all, in `language` where there is one. One query."""
    pages = VenuePage.objects.open_to_all().filter(venue__site=site, venue__code=code, venue__is_active=True)
    found = {page.locale.language_code: page for page in pages.with_venue().order_by("locale_id", "path")}
    return found.get(language) or next(iter(found.values()), None)


def receptions_of_venue(venue: Venue, now: datetime | None = None) -> list[Reception]:
    """Those of `venue` within `SPAN`, cancelled ones included. Three queries."""
    return _within(venue.receptions.all(), SPAN, now)


def receptions_of_deputy(deputy: Deputy, now: datetime | None = None) -> list[Reception]:
    """Those that `deputy` receives at, at public venues, within `SPAN`. Three queries."""
    held = Reception.objects.filter(deputies=deputy, venue__in=public_venues(deputy.site_id))
    return _within(held, SPAN, now)


def receptions_of_district(site, now: datetime | None = None) -> list[Reception]:
    """Those of all public venues of `site` within `SPAN_OF_DISTRICT`. Three queries."""
    return _within(Reception.objects.filter(venue__in=public_venues(site)), SPAN_OF_DISTRICT, now)


def _within(held: QuerySet[Reception], span: tuple[timedelta, timedelta], now: datetime | None) -> list[Reception]:
    today = timezone.localdate(now)
    rows = held.filter(date__range=(today - span[0], today + span[1])).select_related("venue")
    return list(with_people(rows).order_by("date", "starts_at", "pk"))
