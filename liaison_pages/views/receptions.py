"""One reception's page: when, where, who, how to come; what to do instead when it is off or over."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail.models import Site

from cms.frame import page_url
from liaison_pages import linked_data
from liaison_pages.ics import summary
from liaison_pages.models import Reception, VenuePage
from liaison_pages.selectors.calendars import public_page
from liaison_pages.selectors.deputies import FACE, fetch_faces, public_deputies
from liaison_pages.selectors.public_pages import surroundings
from liaison_pages.selectors.receptions import next_reception, reception_with_key
from liaison_pages.views.venue_page import actions_on, crumbs


@require_safe
def reception(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """
    `/venues/<code>/receptions/<key>/`, past ones too; 404 unless the venue's page is open to all. One that the rota
    no longer has answers 404 with the venue's next one.
    """
    page = public_page(Site.find_for_request(request), code, get_language())
    if page is None:
        raise Http404
    held = reception_with_key(page.venue, key)
    context = _around(page, request)
    if held is None:
        context["next"] = next_reception(page.venue)
        return render(request, "liaison_pages/reception_gone.html", context, status=404)
    told = _told(held)
    context["linked_data"] = [linked_data.event(held, context["venue_url"], request, told["deputies"])]
    return render(request, "liaison_pages/reception.html", {**context, **told})


def _around(page: VenuePage, request: HttpRequest) -> dict:
    """The place, whatever of its receptions is asked for."""
    around, own_url = surroundings(page), page_url(page, request)
    return {
        "section": "venues",
        "venue": page.venue,
        "venue_url": own_url,
        "trail": [*crumbs(around.trail, request), {"title": page.venue.display_name, "url": own_url}],
        "actions": actions_on(page, around, request),
    }


def _told(held: Reception) -> dict:
    """What is said of the reception. Its deputies' photos cost two queries, however many."""
    phase = phase_of(held, timezone.localtime())
    is_cancelled = held.status == Reception.Status.CANCELLED
    fetch_faces(held.deputies.all(), FACE)
    return {
        "page_kind": "article",
        "reception": held,
        "name": summary(held),
        "deputies": public_deputies(held.deputies.all()),
        "phase": phase,
        "is_cancelled": is_cancelled,
        "is_moved": held.status == Reception.Status.MOVED,
        "next": next_reception(held.venue) if is_cancelled or phase == "over" else None,
    }


def phase_of(held: Reception, now: datetime) -> str:
    """'over', 'on' (it goes on), 'today' (later today) or 'coming'; of a cancelled one, by the hours it had."""
    if (held.date, held.ends_at) <= (now.date(), now.time()):
        return "over"
    if held.date > now.date():
        return "coming"
    return "on" if held.starts_at <= now.time() else "today"
