"""What the front page shows."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import npgettext
from wagtail.models import Site

from liaison_pages.models import HomePage, VenueKind
from liaison_pages.selectors.public_pages import HEAD_PHOTO, SMALL_PHOTO, fetch_renditions, images_in
from liaison_pages.selectors.receptions import receptions_between
from liaison_pages.selectors.venue_lists import kind_counts
from liaison_pages.views.parts import notices_first, reception_rows

SHOWN_RECEPTIONS = 6
LOOK_AHEAD_DAYS = 7


def present(page: HomePage, request) -> dict:
    """The context of `liaison_pages/home_page.html`."""
    site = Site.find_for_request(request) or page.get_site()
    counts = kind_counts(site)
    receptions = coming_receptions(site, request)
    fetch_renditions(images_in(page.body), *HEAD_PHOTO, *SMALL_PHOTO)
    notices, content = notices_first(page.body)
    return {
        "notices": notices,
        "content": content,
        "receptions": receptions[:SHOWN_RECEPTIONS],
        "receptions_count": sum(not row["is_cancelled"] for row in receptions),
        "has_more": len(receptions) > SHOWN_RECEPTIONS,
        "has_today": any(row["is_today"] for row in receptions),
        "kinds": [
            {"code": kind, "label": counted_kind(kind, counts[kind]), "count": counts[kind]} for kind in VenueKind
        ],
        "venues_count": sum(counts.values()),
    }


def counted_kind(kind: VenueKind, count: int) -> str:
    """What `count` venues of the kind are called."""
    return {
        VenueKind.HOME: npgettext("counted", "代表之家", "代表之家", count),
        VenueKind.STATION: npgettext("counted", "代表联络站", "代表联络站", count),
        VenueKind.POINT: npgettext("counted", "代表联络点", "代表联络点", count),
        VenueKind.SPACE: npgettext("counted", "特色空间", "特色空间", count),
    }[kind]


def coming_receptions(site, request) -> list[dict]:
    """Receptions of the next days that are not over, as `reception_rows`."""
    now = timezone.localtime()
    last = now.date() + timedelta(days=LOOK_AHEAD_DAYS - 1)
    held = [
        reception
        for reception in receptions_between(site, now.date(), last)
        if reception.date > now.date() or reception.ends_at > now.time()
    ]
    return reception_rows(held, request)
