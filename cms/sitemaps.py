"""
The sitemap: an index of sections, for a file holds 50,000 addresses at most. Wagtail's pages are one; apps that serve
other addresses bring theirs.
"""

from django.contrib.sitemaps import views
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from wagtail.contrib.sitemaps import Sitemap
from zope.interface import Interface

from cms.kernel.registrar import registrar

SECTION_URL = "sitemap_section"


class ISitemapSection(Interface):
    """Public addresses that are no pages of Wagtail's, provided (`registrar.provide`) by the section's name."""

    def sitemap(request):
        """A `django.contrib.sitemaps.Sitemap` of the request's site."""


class PagesSitemap(Sitemap):
    """Wagtail's pages."""

    def get_latest_lastmod(self):
        return None  # Django's own looks at every page for it


def _sections(request: HttpRequest) -> dict:
    utilities = registrar().components.getUtilitiesFor(ISitemapSection)
    return {"pages": PagesSitemap(request), **{name: section.sitemap(request) for name, section in sorted(utilities)}}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """`/sitemap.xml`: the files of all sections."""
    return views.index(request, _sections(request), sitemap_url_name=SECTION_URL)


@require_safe
def section(request: HttpRequest, section: str) -> HttpResponse:
    """`/sitemap-<section>.xml?p=`: the addresses of one section; 404 for one that there is not."""
    return views.sitemap(request, _sections(request), section=section)
