"""What the front page shows."""

from datetime import timedelta
from itertools import groupby

from django.utils import timezone
from django.utils.translation import npgettext
from wagtail.models import Site

from cms.frame import frame_of, page_url
from liaison_pages import linked_data
from liaison_pages.models import DistrictSettings, HomePage, VenueKind
from liaison_pages.selectors.deputies import public_deputies
from liaison_pages.selectors.figures import counted_since, live_figures, reported_figures
from liaison_pages.selectors.public_pages import (
    HEAD_PHOTO,
    SMALL_PHOTO,
    dimension_pages,
    fetch_renditions,
    images_in,
    newest_articles,
)
from liaison_pages.selectors.receptions import first_of_days
from liaison_pages.selectors.venue_lists import kind_counts
from liaison_pages.views.dimension import shown_dimensions
from liaison_pages.views.parts import notices_first, reception_rows

SHOWN_TODAY = 4
SHOWN_DAYS = 4
SHOWN_OF_DAY = 2
LOOK_AHEAD_DAYS = 7
SHOWN_NEWS = 4


def present(page: HomePage, request) -> dict:
    """The context of `liaison_pages/home_page.html`."""
    site = Site.find_for_request(request) or page.get_site()
    counts = kind_counts(site)
    since = counted_since(site)
    fetch_renditions(images_in(page.body), *HEAD_PHOTO, *SMALL_PHOTO)
    notices, content = notices_first(page.body)
    articles = newest_articles(page.path, SHOWN_NEWS)
    return {
        "section": "front",
        "linked_data": linked_data.district(DistrictSettings.known_with(site, request), request),
        "notices": notices,
        "content": content,
        **coming_receptions(site, request),
        "kinds": [
            {"code": kind, "label": counted_kind(kind, counts[kind]), "count": counts[kind]} for kind in VenueKind
        ],
        "venues_count": sum(counts.values()),
        "reported": reported_figures(site, is_on_front_page=True),
        "live": live_figures(site, since),
        "live_since": since,
        "dimensions": shown_dimensions(dimension_pages(page.path), request),
        "articles": articles,
        "all_news": section_of(articles, request),
    }


def counted_kind(kind: VenueKind, count: int) -> str:
    """What `count` venues of the kind are called."""
    return {
        VenueKind.HOME: npgettext("counted", "代表之家", "代表之家", count),
        VenueKind.STATION: npgettext("counted", "代表联络站", "代表联络站", count),
        VenueKind.POINT: npgettext("counted", "代表联络点", "代表联络点", count),
        VenueKind.SPACE: npgettext("counted", "特色空间", "特色空间", count),
    }[kind]


def coming_receptions(site, request) -> dict:
    """
    The receptions of today and of the six days after it that are not over: {today} the first ones as `reception_rows`
    with their deputies, {soon} those of the next days that have any; {today_count, week_count} of all that are held.
    """
    today = timezone.localdate()
    held = first_of_days(site, today, today + timedelta(days=LOOK_AHEAD_DAYS - 1), of_each=SHOWN_TODAY)
    rows = [{**row, "deputies": _public_names(row["reception"])} for row in reception_rows(held, request)]
    counts = {reception.date: reception.held_that_day for reception in held}
    soon = [
        {"day": day, "count": counts[day], "rows": list(members)[:SHOWN_OF_DAY]}
        for day, members in groupby(rows, key=lambda row: row["reception"].date)
        if day > today
    ]
    return {
        "day": today,
        "today": [row for row in rows if row["is_today"]],
        "soon": soon[:SHOWN_DAYS],
        "today_count": counts.get(today, 0),
        "week_count": sum(counts.values()),
    }


def _public_names(reception) -> list[str]:
    return [deputy.name for deputy in public_deputies(reception.deputies.all(), with_photo=False)]


def section_of(articles: list, request) -> str:
    """The address of the page that the newest of `articles` stands below; no query, for the footer names it too."""
    above = {page.path: page for page in frame_of(request).notices}
    page = above.get(articles[0].path[: -articles[0].steplen]) if articles else None
    return page_url(page, request) if page else ""
