"""The search page, and suggestions while somebody types."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Site

from cms import bilingual
from cms.search.query import LONGEST, Query
from cms.search.registry import sources_on
from cms.search.results import Group, Position, overview, page_of, suggestions


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """
    `/search/?q=`: the first of every kind; with `kind` all of one, page after page by `after`. 400 for a kind or a page
    that there is not; a query is never an error.
    """
    site = Site.find_for_request(request)
    query = Query.read(request.GET.get("q", ""))
    context = {"section": "search", "query": query, "longest": LONGEST}
    kind, after = request.GET.get("kind", ""), request.GET.get("after", "")
    source = next((each for each in sources_on(site) if each.kind == kind), None)
    try:
        position = Position.read(after)
    except ValueError:
        position = None
    if position is None or bool(kind) != bool(source):
        return render(request, "search/search.html", {**context, "is_refused": True}, status=400)
    if source:
        groups = [page_of(request, site, source, query, position)]
        groups = [group for group in groups if group.rows or position.part]
    else:
        groups = overview(request, site, query)
    context |= {
        "groups": [_shown(group, query, source is not None) for group in groups],
        "source": source,
        "is_further_on": bool(position.part),
        "is_near": any(group.is_near for group in groups),
        "all_url": _address(query),
        "first_url": _address(query, kind=kind) if source else "",
        "ways": [] if groups else [way for each in sources_on(site) for way in each.ways_in(request, site)],
    }
    return render(request, "search/search.html", context)


def _shown(group: Group, query: Query, is_alone: bool) -> dict:
    """A group with the address that continues it: the whole of its kind from an overview, else its next page."""
    kind, url = group.source.kind, ""
    if group.further:
        url = _address(query, kind=kind, **({"after": group.further} if is_alone else {}))
    return {"kind": kind, "title": group.source.title, "rows": group.rows, "further_url": url}


def _address(query: Query, **more) -> str:
    return f"{reverse('liaison_search:search')}?{urlencode({'q': query.typed, **more})}"


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """`/search/suggest/?q=`: {"suggestions": [{"text", "note", "url", "lang"}], "status": what is read out}."""
    site = Site.find_for_request(request)
    found = suggestions(request, site, Query.read(request.GET.get("q", "")))
    rows = [
        {
            "text": row.found.title,
            "note": str(source.title),
            "url": row.found.url,
            "lang": bilingual.LANG if bilingual.is_foreign(row.found.title) else "",
        }
        for source, row in found
    ]
    status = _("有 %(count)d 条建议，用上下键选。") % {"count": len(rows)} if rows else _("没有建议，按回车搜索。")
    return JsonResponse({"suggestions": rows, "status": status})
