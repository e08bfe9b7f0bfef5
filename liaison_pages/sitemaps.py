"""Deputies and receptions in the sitemap; venues are in it as pages of Wagtail's."""

from datetime import timedelta

from django.contrib.sitemaps import Sitemap
from django.core.paginator import EmptyPage, PageNotAnInteger
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site
from zope.interface import implementer

from cms.sitemaps import PER_FILE, ISitemapSection
from liaison_pages.models import Deputy, Reception
from liaison_pages.selectors.deputies import listed_deputies
from liaison_pages.selectors.receptions import public_receptions

WEEKS = 13  # how far ahead receptions are told


class SiteSitemap(Sitemap):
    """Base: the addresses of one site."""

    limit = PER_FILE

    def __init__(self, site: Site):
        self.site = site

    def get_latest_lastmod(self):
        return None  # Django's own looks at every item for it


class DeputiesSitemap(SiteSitemap):
    """The deputies' own pages."""

    def items(self):
        return listed_deputies(self.site).only("code", "edited_at").order_by("code")

    def location(self, item: Deputy) -> str:
        return reverse("liaison_pages:deputy", args=[item.code])

    def lastmod(self, item: Deputy):
        return item.edited_at


class WeekPaginator:
    """As Django's paginator, as far as sitemaps ask: page n holds the receptions of the nth week from today."""

    num_pages = WEEKS

    def __init__(self, site: Site):
        self.site = site

    def page(self, number) -> "Week":
        """Raises EmptyPage and PageNotAnInteger."""
        text = str(number)
        if not (text.isascii() and text.isdigit()):
            raise PageNotAnInteger
        if text.lstrip("0") != text or len(text) > len(str(WEEKS)) or int(text) > WEEKS:
            raise EmptyPage
        first = timezone.localdate() + timedelta(weeks=int(text) - 1)
        return Week(public_receptions(self.site, first, first + timedelta(days=6)))


class Week:
    def __init__(self, receptions):
        self.object_list = receptions


class ReceptionsSitemap(SiteSitemap):
    """The receptions to come, a file for each week: none of them takes longer for those of other weeks."""

    @property
    def paginator(self) -> WeekPaginator:
        return WeekPaginator(self.site)

    def location(self, item: Reception) -> str:
        return item.url

    def lastmod(self, item: Reception):
        return item.updated_at


@implementer(ISitemapSection)
class Section:
    """A section whose sitemap is made of the request's site."""

    def __init__(self, make):
        self.make = make

    def sitemap(self, request):
        return self.make(Site.find_for_request(request))
