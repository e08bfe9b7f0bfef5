"""`{% slot "venue.main" venue=venue %}`: the viewlets that plugins put there."""

import logging
import time

from django import template
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Site

from cms.kernel.failures import shown
from cms.kernel.registrar import registrar
from cms.kernel.states import enabled

logger = logging.getLogger(__name__)
register = template.Library()

SLOW_SECONDS = 0.2


@register.simple_tag(takes_context=True)
def slot(context, name: str, **given) -> SafeString:
    """The HTML of the slot's viewlets in order. A viewlet that raises is logged and renders empty; tests re-raise."""
    site = _site(context, given)
    values = {**context.flatten(), **given}
    return render_viewlets(enabled(registrar().all("slot", target=name), site), values)


def render_viewlets(entries: list, values: dict) -> SafeString:
    """The HTML of `entries` in order; for callers that ask once which are on and render them for many rows."""
    return mark_safe("".join(_render(entry, values) for entry in entries))  # noqa: S308  components escape


def _site(context, given: dict):
    """The site of the object shown, never the request's host, unless no object is given."""
    for value in given.values():
        if getattr(value, "site_id", None):
            return value.site
    request = context.get("request")
    return Site.find_for_request(request) if request else None


def _render(entry, values: dict) -> str:
    start = time.perf_counter()
    viewlet = entry.value
    html = shown("viewlet", entry, lambda: viewlet.render_html(values) if viewlet.available(values) else "")
    if time.perf_counter() - start > SLOW_SECONDS:
        logger.warning("viewlet %s of %s took over %d ms", entry.name, entry.plugin_id, SLOW_SECONDS * 1000)
    return html
