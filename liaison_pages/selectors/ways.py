"""The ways in that apps and add-ons bring."""

from cms.kernel.failures import attempt
from cms.kernel.registrar import registrar
from cms.kernel.states import enabled
from liaison_pages.interfaces import IWayIn


def ways_in(dimension: str, site, request) -> list[dict]:
    """{title, text, url} of what apps and add-ons that are on offer everybody on `site` under `dimension`, in order."""
    entries = enabled(registrar().all("utility", target=IWayIn.__name__), site)
    found = []
    for entry in sorted(entries, key=lambda entry: entry.value.order):
        way = entry.value
        if way.dimension == dimension and (url := attempt("way in", entry, lambda: way.url(request))):  # noqa: B023  called at once
            found.append({"title": str(way.title), "text": str(way.text), "url": url})
    return found
