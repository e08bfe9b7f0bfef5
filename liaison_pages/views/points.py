"""The venues of the directory for a browser that sorts them by distance or shows them on a map."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe
from wagtail.models import Site

from cms.templatetags.liaison_theme import map_links
from liaison_pages.selectors.venue_lists import streets_with_venues
from liaison_pages.views.directory import MOST_POINTS, DirectoryFilter, venue_rows

KEPT_SECONDS = 300


@require_safe
def venue_points(request: HttpRequest) -> JsonResponse:
    """
    `/venues/points.json`, with the filters of the directory: `{"venues": [what a row of the list says, with `at`]}`.

    400 and no venue for filters without sense and for more than `MOST_POINTS` venues. Where the visitor is, nobody here
    learns: the same file serves everybody.
    """
    site = Site.find_for_request(request)
    form = DirectoryFilter(request.GET, streets=streets_with_venues(site))
    venues = list(form.find(site)[: MOST_POINTS + 1]) if form.is_valid() else []
    if not form.is_valid() or len(venues) > MOST_POINTS:
        return JsonResponse({"venues": []}, status=400)
    response = JsonResponse(
        {"venues": [_point(row) for row in venue_rows(venues, request)]}, json_dumps_params={"ensure_ascii": False}
    )
    response["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    return response


def _point(row: dict) -> dict:
    """`at`: [latitude, longitude] in WGS 84, or None; texts as the list says them, each empty where there is none."""
    venue = row["venue"]
    is_placed = venue.latitude is not None and venue.longitude is not None
    return {
        "code": venue.code,
        "name": venue.display_name,
        "url": row["url"],
        "kind": venue.kind,
        "facts": [venue.get_kind_display(), venue.theme if venue.theme != venue.name else "", venue.address],
        "when": row["when"],
        "today": row["is_today"],
        "hours": venue.hours,
        "phone": venue.phone,
        "maps": [[link["text"], link["url"]] for link in map_links(venue)],
        "at": [float(round(venue.latitude, 6)), float(round(venue.longitude, 6))] if is_placed else None,
    }
