"""What a venue's page shows, and the year of its receptions."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, pgettext
from wagtail.models import Site

from cms.bilingual import unless_chinese
from cms.frame import page_url
from liaison_pages import linked_data
from liaison_pages.models import DistrictSettings, Reception, Venue, VenueKind, VenuePage
from liaison_pages.selectors import receptions
from liaison_pages.selectors.calendars import public_page
from liaison_pages.selectors.deputies import FACE, PublicDeputy, public_deputies, roster
from liaison_pages.selectors.public_pages import (
    HEAD_PHOTO,
    SMALL_PHOTO,
    Surroundings,
    actions_of_translations,
    fetch_renditions,
    images_in,
    photos_of,
    shared_photo,
    surroundings,
)
from liaison_pages.views.parts import notices_first
from liaison_pages.views.venue_characters import CHARACTERS

YEARS_EITHER_WAY = 5
UPCOMING_LINES = 5


@dataclass(frozen=True)
class ShownLine:
    """A line of the rota for a template: the line, and the deputies whom the public may know of."""

    line: receptions.ScheduleLine
    deputies: list[PublicDeputy]
    other_days: tuple[date, ...] = ()  # later days on which all of it is the same (`folded`)

    @property
    def day(self):
        return self.line.day

    @property
    def reception(self) -> Reception:
        return self.line.reception

    @property
    def is_off(self) -> bool:
        return self.line.is_off

    @property
    def is_held_day(self) -> bool:
        """Not the usual day of one that is held on another: there is one such line of every reception."""
        return self.state != "moved"

    @property
    def state(self) -> str:
        """'cancelled', 'moved' (the usual day, now off), 'instead' (the new day of a moved one) or ''."""
        if self.is_off:
            return "cancelled" if self.reception.status == Reception.Status.CANCELLED else "moved"
        return "instead" if self.reception.planned_on != self.reception.date else ""


def shown_lines(lines) -> list[ShownLine]:
    """Lines of `selectors.receptions` as templates show them; no query."""
    return [ShownLine(line, public_deputies(line.reception.deputies.all(), with_photo=False)) for line in lines]


def folded(lines: list[ShownLine]) -> list[ShownLine]:
    """The lines, those that follow one another and differ by their day alone as one, as a weekly rule makes them."""
    found: list[ShownLine] = []
    for line in lines:
        if found and _is_usual(line) and _is_usual(found[-1]) and _told(line) == _told(found[-1]):
            found[-1] = replace(found[-1], other_days=(*found[-1].other_days, line.day))
        else:
            found.append(line)
    return found


def _is_usual(line: ShownLine) -> bool:
    return not line.state


def _told(line: ShownLine) -> tuple:
    held = line.reception
    return held.starts_at, held.ends_at, held.topic, line.deputies, list(held.units.all())


def crumbs(pages, request) -> list[dict]:
    """Steps of the breadcrumbs for these pages (of `surroundings`), each by its name in the visitor's language."""
    return [{"title": _name(page), "url": page_url(page, request)} for page in pages]


def _name(page) -> str:
    """On English pages a venue's English name; the directory, whose Chinese page serves both, as the header says it."""
    if get_language() != "en":
        return page.title
    if page.venue_name_en:
        return page.venue_name_en
    is_directory = getattr(page.specific_class, "frame_place", "") == "directory"
    return unless_chinese(page.title, pgettext("nav", "找家站点")) if is_directory else page.title


def places_below(pages, request) -> list[dict]:
    """The venues right below, by kind: {kind, places: [{title, url, page}]}, the page as `surroundings` gives it."""
    groups = []
    for kind in VenueKind:
        of_kind = [page for page in pages if page.venue_kind == kind]
        places = [{**step, "page": page} for page, step in zip(of_kind, crumbs(of_kind, request), strict=True)]
        if places:
            groups.append({"kind": kind.label, "places": places})
    return groups


def actions_on(page: VenuePage, around: Surroundings, request) -> list[dict]:
    """What one can do at the venue: {text, url}; of a translated page without any, what its Chinese page offers."""
    actions = around.actions or (actions_of_translations(page) if page.locale.language_code != "zh-hans" else [])
    return [{"text": action.specific_class.venue_action, "url": page_url(action, request)} for action in actions]


def present(page: VenuePage, request) -> dict:
    """The context of `liaison_pages/venue_page.html`; `shown` is what the parts of its main column show."""
    venue, character = page.venue, CHARACTERS[page.venue.kind]
    around = surroundings(page)
    upcoming, past = receptions.upcoming_and_past(venue, UPCOMING_LINES, character.past_shown)
    lines = shown_lines(upcoming)
    photos, entries = photos_of(page), roster(venue)
    notices, content = notices_first(page.body)
    images = [photo.image for photo in photos] + [entry.deputy.photo for entry in entries] + images_in(page.body)
    fetch_renditions(images, FACE, *HEAD_PHOTO, *SMALL_PHOTO)
    trail = crumbs(around.trail, request)
    return {
        "section": "venues",
        **_shared(page, request, lines, photos),
        **_when(venue, request, lines),
        "venue": venue,
        "name": page.title if page.locale.language_code == get_language() else venue.display_name,
        "trail": trail,
        "actions": actions_on(page, around, request),
        "notices": notices,
        "duties": [line.strip() for line in venue.duties.splitlines() if line.strip()],
        "parts": [f"liaison_pages/venue/{name}.html" for name in character.parts],
        "shown": {
            "character": character,
            "above": trail[-1] if trail and around.trail[-1].venue_kind else None,
            "places": places_below(around.places, request),
            "lines": folded(lines),
            "past": past,
            "content": content,
            "roster": entries,
            "head_photo": photos[0] if photos else None,
            "photos": photos[1:],
        },
    }


def _shared(page: VenuePage, request, lines: list[ShownLine], photos: list) -> dict:
    """What search engines and messengers read of the page."""
    own_url, image = page_url(page, request), shared_photo(photos[0].image if photos else None)
    held = [line for line in lines if line.is_held_day]
    return {
        "share_image": image,
        "linked_data": [
            linked_data.venue(page.venue, own_url, request, image=image),
            *(linked_data.event(line.reception, own_url, request, line.deputies) for line in held),
        ],
    }


def _when(venue: Venue, request, lines: list[ShownLine]) -> dict:
    """The next reception, whether its notice is up, and which changes residents must know of now."""
    coming = next((line for line in lines if not line.is_off), None)
    last_announced = timezone.localdate() + timedelta(days=DistrictSettings.known_with(venue.site, request).notice_days)
    return {
        "next": coming,
        "is_announced": coming is not None and coming.day <= last_announced,
        "alerts": [line for line in lines if line.is_off and line.day <= last_announced],
    }


def venue_year(request, code: str):
    """`/venues/<code>/receptions/?year=`: all receptions of a year, month by month; 404 for a year out of reason."""
    site = Site.find_for_request(request)
    page = public_page(site, code, get_language())  # as the calendar: not of a page behind a password
    if page is None:
        raise Http404
    venue = page.venue
    this_year = timezone.localdate().year
    year = request.GET.get("year", str(this_year))
    if not (year.isascii() and year.isdigit() and int(year[:6]) in years(this_year)):
        raise Http404
    year = int(year)
    lines = shown_lines(receptions.year(venue, year))
    own_url = page_url(page, request)
    context = {
        "section": "venues",
        "venue": venue,
        "own_url": own_url,
        "trail": [*crumbs(surroundings(page).trail, request), {"title": venue.display_name, "url": own_url}],
        "year": year,
        "months": _by_month(lines),
        "previous_year": year - 1 if year - 1 in years(this_year) else None,
        "next_year": year + 1 if year + 1 in years(this_year) else None,
    }
    return render(request, "liaison_pages/venue_year.html", context)


def years(this_year: int) -> range:
    """The years that can be looked at."""
    return range(this_year - YEARS_EITHER_WAY, this_year + YEARS_EITHER_WAY + 1)


def _by_month(lines: list[ShownLine]) -> list[tuple]:
    months: dict = {}
    for line in lines:
        months.setdefault(line.day.replace(day=1), []).append(line)
    return list(months.items())
