"""Public matters in the sitemap, in files by their primary keys: none of them takes longer than another."""

from collections.abc import Iterable

from django.contrib.sitemaps import Sitemap
from django.core.paginator import EmptyPage, PageNotAnInteger
from django.urls import reverse
from wagtail.models import Site
from zope.interface import implementer

from cms.sitemaps import ISitemapSection
from forms.models import PublicMatter
from forms.selectors.matters import MOST_DIGITS, for_sitemap, last_pk

PER_FILE = 10_000


class _Page:
    def __init__(self, rows: Iterable):
        self.object_list = rows


class KeyPaginator:
    """As Django's paginator, as far as sitemaps ask: page n holds the keys from (n - 1) × PER_FILE on."""

    def __init__(self, site: Site):
        self.site = site

    @property
    def num_pages(self) -> int:
        return last_pk(self.site) // PER_FILE + 1

    def page(self, number) -> _Page:
        """Raises EmptyPage and PageNotAnInteger."""
        text = str(number)
        if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS):
            raise PageNotAnInteger
        number = int(number)
        if not 1 <= number <= self.num_pages:
            raise EmptyPage
        return _Page(for_sitemap(self.site, (number - 1) * PER_FILE, number * PER_FILE))


class MattersSitemap(Sitemap):
    """The matters of one site."""

    def __init__(self, site: Site):
        self.site = site

    @property
    def paginator(self) -> KeyPaginator:
        return KeyPaginator(self.site)

    def location(self, item: PublicMatter) -> str:
        return reverse("liaison_forms:matter", args=[item.code])

    def lastmod(self, item: PublicMatter):
        return item.progressed_at

    def get_latest_lastmod(self):
        return None  # Django's own looks at every matter for it


@implementer(ISitemapSection)
class MattersSection:
    """The section `matters`."""

    def sitemap(self, request) -> MattersSitemap:
        return MattersSitemap(Site.find_for_request(request))
