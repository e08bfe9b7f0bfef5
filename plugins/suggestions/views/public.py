"""Published suggestions, for everybody."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from wagtail.models import Site

from plugins.suggestions import selectors
from plugins.suggestions.timeline import public_timeline

PAGE_SIZE = 20


@require_safe
def suggestion_list(request: HttpRequest) -> HttpResponse:
    """Published suggestions of the site, newest first."""
    found = selectors.published(Site.find_for_request(request))
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "suggestions/list.html", {"page_obj": page, "section": "suggestions"})


@require_safe
def suggestion_detail(request: HttpRequest, term: str, session: str, number: str) -> HttpResponse:
    """One published suggestion; 404 for any other."""
    suggestion = selectors.published_one(
        Site.find_for_request(request), term=int(term), session=int(session), number=int(number)
    )
    if suggestion is None:
        raise Http404
    context = {
        "page_kind": "article",
        "suggestion": suggestion,
        "replies": selectors.public_replies(suggestion),
        "joined": selectors.joined_count(suggestion),
        "entries": public_timeline(suggestion),
        "section": "suggestions",
    }
    return render(request, "suggestions/detail.html", context)
