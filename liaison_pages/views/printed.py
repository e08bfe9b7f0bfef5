"""Where a printed code leads."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.models import Site

from cms.frame import page_url
from liaison_pages.models import DistrictSettings
from liaison_pages.selectors.printed import Scanned, scanned
from liaison_pages.selectors.public_pages import forms_to_deputies
from liaison_pages.views.deputies import way_to_write


@never_cache
@require_safe
def printed(request: HttpRequest, code: str) -> HttpResponse:
    """
    `/q/<code>`: to the form of the venue or to the deputy (302), the paper named in `?from=`.

    A paper outlives what it leads to. While the venue takes nothing, the district's entrance does; a deputy to whom
    nobody can write has a page still. 404, with ways on, for a code that stands for nothing public.
    """
    found = scanned(Site.find_for_request(request), code)
    if found is None:
        context = {"district": DistrictSettings.for_request(request)}
        return render(request, "liaison_pages/printed_unknown.html", context, status=404)
    return redirect(_deputy_url(found, request) if found.deputy else _venue_url(found, request))


def _venue_url(found: Scanned, request: HttpRequest) -> str:
    forms = forms_to_deputies(found.venues)
    urls = [page_url(forms[venue.pk], request) for venue in found.venues if venue.pk in forms]
    return f"{urls[0] if urls else reverse('liaison_forms:entrance')}?from={found.paper}"


def _deputy_url(found: Scanned, request: HttpRequest) -> str:
    write = way_to_write(found.deputy, found.venues, request)
    return f"{write['url']}&from={found.paper}" if write else reverse("liaison_pages:deputy", args=[found.deputy.code])
