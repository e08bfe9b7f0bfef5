"""Calendar files: of one reception, a venue, a deputy, the district."""

from collections.abc import Callable, Iterable
from functools import partial
from hashlib import sha256

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Site

from liaison_pages.ics import CalendarFile, calendar_of
from liaison_pages.models import DistrictSettings, Reception, VenuePage
from liaison_pages.selectors import calendars
from liaison_pages.selectors.deputies import deputy_by_code
from liaison_pages.selectors.receptions import reception_with_key

MAX_AGE_SECONDS = 600


@require_safe
def district_calendar(request: HttpRequest) -> HttpResponse:
    """`/calendar.ics`: the receptions of all public venues, some minutes old at most."""
    whose = sha256(f"{request.scheme}://{request.get_host()}".encode()).hexdigest()  # a host may be longer than a key
    key = f"district-calendar:{get_language()}:{whose}"
    file = partial(_district_file, request)
    version, content = cache.get_or_set(key, file, settings.DISTRICT_CALENDAR_SECONDS)
    return _answer(request, version, lambda: content, code="receptions")


def _district_file(request: HttpRequest) -> tuple[str, bytes]:
    """Version and bytes. A thousand receptions take half a second to write: kept, whoever asks."""
    name = _("%(venue)s接待日") % {"venue": DistrictSettings.for_request(request).display_name}
    held = calendars.receptions_of_district(Site.find_for_request(request))
    file = _calendar(request, held, name)
    return file.version, file.content()


@require_safe
def venue_calendar(request: HttpRequest, code: str) -> HttpResponse:
    """`/venues/<code>/calendar.ics`: the receptions of a venue; 404 unless its page is open to all."""
    venue = _page(request, code).venue
    name = _("%(venue)s接待日") % {"venue": venue.display_name}
    return _file(request, calendars.receptions_of_venue(venue), name=name, code=venue.code)


@require_safe
def deputy_calendar(request: HttpRequest, code: str) -> HttpResponse:
    """`/deputies/<code>/calendar.ics`: where a deputy receives; 404 for one who is not published."""
    deputy = deputy_by_code(Site.find_for_request(request), code)
    if deputy is None:
        raise Http404
    name = _("%(deputy)s代表接待日") % {"deputy": deputy.name}
    return _file(request, calendars.receptions_of_deputy(deputy), name=name, code=deputy.code)


@require_safe
def reception_calendar(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """`/venues/<code>/receptions/<key>/calendar.ics`: one reception, to be added to one's own calendar."""
    venue = _page(request, code).venue
    reception = reception_with_key(venue, key)
    if reception is None:
        raise Http404
    name = _("%(venue)s接待日") % {"venue": venue.display_name}
    return _file(request, [reception], name=name, code=f"{venue.code}-{key}")


def _page(request: HttpRequest, code: str) -> VenuePage:
    page = calendars.public_page(Site.find_for_request(request), code, get_language())
    if page is None:
        raise Http404
    return page


def _file(request: HttpRequest, receptions: Iterable[Reception], *, name: str, code: str) -> HttpResponse:
    """
    The file; 304, before anything is written, to whoever has this version.

    There is no Last-Modified: a deputy who is hidden, or a venue that is renamed, changes the file and leaves no time
    that could be compared.
    """
    file = _calendar(request, receptions, name)
    return _answer(request, file.version, file.content, code=code)


def _calendar(request: HttpRequest, receptions: Iterable[Reception], name: str) -> CalendarFile:
    root = f"{request.scheme}://{request.get_host()}"
    return calendar_of(receptions, name=name, hostname=Site.find_for_request(request).hostname, root=root)


def _answer(request: HttpRequest, version: str, content: Callable[[], bytes], *, code: str) -> HttpResponse:
    etag = quote_etag(version)
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(content(), content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = f'inline; filename="{code}.ics"'
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={MAX_AGE_SECONDS}"
    return response
