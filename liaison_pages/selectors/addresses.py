"""Which venue an address belongs to."""

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import translation
from wagtail.models import Site

from cms.frame import in_language
from liaison_pages.models import Venue, VenuePage
from liaison_pages.selectors.venue_lists import venue_by_code

WITH_CODE = ("liaison_pages:reception", "liaison_pages:venue_year")


def venue_at(site: Site, path: str) -> Venue | None:
    """
    The venue of `site` whose page, or what stands below it, is at the local `path`, in either language, published or
    not; None for a page of the district. One query.
    """
    path = in_language(path, settings.LANGUAGE_CODE)
    with translation.override(settings.LANGUAGE_CODE):
        try:
            found = resolve(path)
        except Resolver404:
            return None
    if found.view_name in WITH_CODE:
        return venue_by_code(site, found.kwargs["code"])
    return _venue_of_page(site, path) if found.view_name == "wagtail_serve" else None


def _venue_of_page(site: Site, path: str) -> Venue | None:
    """Of the lowest page of a venue on the way to `path`, in the trees of all languages."""
    steps = path.strip("/").split("/")
    roots = [root.root_path for root in Site.get_site_root_paths() if root.site_id == site.pk]
    ways = [f"{root}{'/'.join(steps[:length])}/" for root in roots for length in range(1, len(steps) + 1)]
    page = (
        VenuePage.objects.filter(url_path__in=ways, venue__site=site).select_related("venue").order_by("-depth").first()
    )
    return page.venue if page else None
