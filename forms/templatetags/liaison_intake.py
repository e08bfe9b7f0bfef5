"""What the intake page's template needs: the form with a fresh token, whatever way the page is rendered."""

from django import template

from forms import tokens
from forms.intake_form import IntakeForm
from forms.models import Channel
from forms.selectors.intake import accepts, place_of

register = template.Library()

KEPT = "liaison_forms.intake"


@register.simple_tag(takes_context=True)
def intake(context, page) -> dict:
    """
    The form, its place and whether it can be sent: `{"form", "place", "accepts"}`.

    A bound form in the context (after an error) is used as it is. `?deputy=CODE` chooses a deputy beforehand, and
    `?from=qr` says that the visitor came by a printed code. Made once a rendering, however often it is asked for.
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
    channel = Channel.QR if asked.get("from") == Channel.QR else Channel.WEB
    token = tokens.new_token(page_pk=page.pk or 0, notice_version=place.district.notice_version, channel=channel)
    initial = {"token": token.sign(), "deputy": asked.get("deputy", "")}  # one who is not in the list chooses nobody
    return IntakeForm(page=page, venue=place.venue, initial=initial)
