"""Papers for the wall as PDF: made of what is public, kept once made, limited so that pages never wait for them."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Site

from cms import errors, limits
from cms.limits.views import STATUS, limited_response, words_until
from cms.papers import Busy, PaperError, Sheet, typeset
from liaison_pages.models import DistrictSettings, VenuePage
from liaison_pages.papers.notice import notice_of
from liaison_pages.papers.parts import SIZES
from liaison_pages.papers.poster import deputy_poster, venue_poster
from liaison_pages.selectors.calendars import public_page
from liaison_pages.selectors.deputies import deputy_by_code, public_deputy, venues_of_deputy

CACHED = "public, max-age=600"
BUSY_SECONDS = 5
UNAVAILABLE = 503


@require_safe
def notice(request: HttpRequest, code: str) -> HttpResponse:
    """`/venues/<code>/notice.pdf?size=a3`: the venue's notice; 404 unless it has a page that is open to all."""
    page, size = _page(request, code), _size(request)
    sheet = notice_of(page, DistrictSettings.for_request(request), size)
    return _pdf(request, sheet, f"{page.venue.display_name}-{_('公告')}-{size.upper()}")


@require_safe
def poster(request: HttpRequest, code: str) -> HttpResponse:
    """`/venues/<code>/poster.pdf?size=a3`: the venue's poster, for venues that have a notice."""
    venue, size = _page(request, code).venue, _size(request)
    sheet = venue_poster(venue, DistrictSettings.for_request(request), size)
    return _pdf(request, sheet, f"{venue.display_name}-{_('海报')}-{size.upper()}")


@require_safe
def deputy(request: HttpRequest, code: str) -> HttpResponse:
    """`/deputies/<code>/poster.pdf?size=a3`: 404 for who is not published or serves no longer."""
    size = _size(request)
    found = deputy_by_code(Site.find_for_request(request), code)
    if found is None or not found.is_serving:
        raise Http404
    shown = public_deputy(found, with_groups=True)
    sheet = deputy_poster(found, shown, venues_of_deputy(found), DistrictSettings.for_request(request), size)
    return _pdf(request, sheet, f"{shown.name}-{_('代表码')}-{size.upper()}")


def _page(request: HttpRequest, code: str) -> VenuePage:
    page = public_page(Site.find_for_request(request), code, get_language())
    if page is None:
        raise Http404
    return page


def _size(request: HttpRequest) -> str:
    size = request.GET.get("size", SIZES[0])
    if size not in SIZES:
        raise Http404
    return size


def _pdf(request: HttpRequest, sheet: Sheet, name: str) -> HttpResponse:
    """The PDF; a page that says what to do where there is none: 429 too often, 503 not now."""
    try:
        content = typeset(sheet, admit=partial(_admit, request))
    except limits.Limited as limited:
        text = _("下载得太多了，请在 %(until)s再来。") % {"until": words_until(limited)}
        return limited_response(_refused(request, text, STATUS), limited)
    except PaperError as error:
        response = _refused(request, str(error), UNAVAILABLE)
        if isinstance(error, Busy):
            response["Retry-After"] = str(BUSY_SECONDS)
        return response
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, f"{name}.pdf")
    response["Cache-Control"] = CACHED
    return response


def _admit(request: HttpRequest) -> None:
    limits.spend(("paper.address", limits.address_of(request)), ("paper.site", str(Site.find_for_request(request).pk)))


def _refused(request: HttpRequest, text: str, status: int) -> HttpResponse:
    response = errors.page(request, errors.Problem(status, _("这份文件现在拿不到"), text))
    response["Cache-Control"] = "no-store"
    return response
