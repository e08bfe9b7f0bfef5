"""Calendar files."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from liaison_pages.ics import venue_calendar as venue_calendar_file
from liaison_pages.selectors.calendars import calendar_receptions, public_page


@require_safe
def venue_calendar(request: HttpRequest, code: str) -> HttpResponse:
    """The receptions of a venue as an .ics file; 404 unless its page is published."""
    page = public_page(code, get_language())
    if page is None:
        raise Http404
    url = request.build_absolute_uri(page.get_url(request))
    content = venue_calendar_file(page, calendar_receptions(page.venue), url)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{page.venue.code}.ics"'
    response["Cache-Control"] = "public, max-age=600"
    return response
