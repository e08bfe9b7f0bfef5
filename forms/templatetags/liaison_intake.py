"""What templates of intake need: the form with a fresh token, whatever way the page is rendered, and its maps."""

from django import template
from django.conf import settings

from forms import tokens
from forms.arrival import arrival
from forms.intake_form import IntakeForm
from forms.selectors.intake import accepts, place_of
from forms.selectors.maps import around

register = template.Library()

KEPT = "liaison_forms.intake"


@register.simple_tag(takes_context=True)
def intake(context, page) -> dict:
    """
    The form, its place and whether it can be sent: `{"form", "place", "accepts"}`.

    A bound form in the context (after an error) is used as it is. `?deputy=CODE` chooses a deputy beforehand, and
    `?from=` says how the visitor came (`forms.arrival`). Made once a rendering, however often it is asked for.
    """
    if KEPT not in context.render_context:
        context.render_context[KEPT] = _made(context, page)
    return context.render_context[KEPT]


def _made(context, page) -> dict:
    place = context.get("place") or place_of(page)
    form = context.get("form")
    if not isinstance(form, IntakeForm):
        form = _blank(page, place, context.get("request"))
    is_preview = getattr(context.get("request"), "is_preview", False)
    return {"form": form, "place": place, "accepts": accepts(page, place) or (is_preview and page.is_open)}


def _blank(page, place, request) -> IntakeForm:
    asked = request.GET if request is not None else {}
    version = place.district.notice_version
    token = tokens.new_token(page_pk=page.pk or 0, notice_version=version, **arrival(asked))
    initial = {"token": token.sign(), "deputy": asked.get("deputy", "")}  # one who is not in the list chooses nobody
    return IntakeForm(page=page, venue=place.venue, initial=initial)


@register.inclusion_tag("liaison_forms/includes/point.html")
def point_field(field, place) -> dict:
    """The form's `point`. `place`: a `Place` or an `Entrance`, for where the map opens."""
    tiles = settings.MAP_TILES
    venue = getattr(place, "venue", None) or getattr(place, "desk", None)
    return {"field": field, "tiles": tiles, "around": around(place.district.site_id, venue) if tiles else None}


@register.inclusion_tag("liaison_forms/includes/shown_point.html")
def shown_point(point) -> dict:
    """`point` for those who handle it, and where there are tiles, on a map."""
    return {"point": point, "tiles": settings.MAP_TILES}
