"""
The sitemap: an index of sections, for a file holds 50,000 addresses at most. Wagtail's pages are one; apps that serve
other addresses bring theirs.
"""

from django.conf import settings
from django.contrib import sitemaps
from django.contrib.sitemaps import views
from django.http import HttpRequest, HttpResponse
from django.urls import get_script_prefix, reverse
from django.views.decorators.http import require_safe
from wagtail.contrib.sitemaps import Sitemap
from zope.interface import Interface

from cms.frame import in_language
from cms.kernel.registrar import registrar
from cms.secret_pages import ROOTS

PER_FILE = 10_000  # addresses; a file may hold 50,000
LISTS = ("liaison_pages:deputy_list", "liaison_pages:my_deputy", "liaison_forms:matters", "liaison_forms:entrance")
CLOSED = ("admin", "documents", "status", *ROOTS)  # first steps of addresses, in either language
SECTION_URL = "sitemap_section"


class ISitemapSection(Interface):
    """Public addresses that are no pages of Wagtail's, provided (`registrar.provide`) by the section's name."""

    def sitemap(request):
        """A `django.contrib.sitemaps.Sitemap` of the request's site, or None where there is nothing to tell."""


class ListsSitemap(sitemaps.Sitemap):
    """Lists and forms of the product's own apps that are no pages of Wagtail's."""

    def items(self) -> tuple[str, ...]:
        return LISTS

    def location(self, item: str) -> str:
        return reverse(item)


class PagesSitemap(Sitemap):
    """Wagtail's pages, but for those that copy another one: what is behind its password is behind theirs."""

    limit = PER_FILE

    def items(self):
        return super().items().filter(alias_of=None)

    def get_latest_lastmod(self):
        return None  # Django's own looks at every page for it


def _sections(request: HttpRequest) -> dict:
    utilities = registrar().components.getUtilitiesFor(ISitemapSection)
    brought = {name: section.sitemap(request) for name, section in sorted(utilities)}
    found = {"pages": PagesSitemap(request), "lists": ListsSitemap(), **brought}
    return {name: sitemap for name, sitemap in found.items() if sitemap is not None}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """`/sitemap.xml`: the files of all sections."""
    return views.index(request, _sections(request), sitemap_url_name=SECTION_URL)


@require_safe
def section(request: HttpRequest, section: str) -> HttpResponse:
    """`/sitemap-<section>.xml?p=`: the addresses of one section; 404 for one that there is not."""
    return views.sitemap(request, _sections(request), section=section)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """
    `/robots.txt`: where the sitemap is, and what is nobody's to find: the staff's screens, and residents' own pages,
    whose addresses are keys. Both are refused to search engines by their own heads as well.
    """
    root = get_script_prefix()
    closed = [in_language(f"{root}{step}/", code) for step in CLOSED for code, _name in settings.LANGUAGES]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    lines += ["", f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
