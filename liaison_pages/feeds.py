"""The Atom feed of the district's news."""

from html import unescape

from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from wagtail.models import Site

from cms.feeds import MOST, AtomFeed
from cms.frame import page_url
from liaison_pages.models import DistrictSettings, InfoPage
from liaison_pages.selectors.public_pages import newest_articles

FIRST_CHARACTERS = 200


class NewsFeed(AtomFeed):
    """The newest information pages that stand below another one, as news do."""

    def get_object(self, request) -> Site:
        return Site.find_for_request(request)

    def title(self, site: Site) -> str:
        return _("近期消息 · %(place)s") % {"place": DistrictSettings.for_site(site).display_name}

    def link(self, site: Site) -> str:
        return reverse("wagtail_serve", args=[""])

    def items(self, site: Site):
        pages = newest_articles(site.root_page.path, MOST)
        return [page for page in pages if page.first_published_at]

    def item_title(self, item: InfoPage) -> str:
        return item.title

    def item_text(self, item: InfoPage) -> str:
        return item.search_description or first_words(item)

    def item_link(self, item: InfoPage) -> str:
        return page_url(item)

    def item_pubdate(self, item: InfoPage):
        return item.first_published_at

    def item_updateddate(self, item: InfoPage):
        return item.last_published_at or item.first_published_at


def first_words(page: InfoPage) -> str:
    """How the page's own text begins; empty for one that begins without any."""
    texts = (unescape(strip_tags(str(block.value))) for block in page.body if block.block_type == "text")
    return Truncator(" ".join(next(texts, "").split())).chars(FIRST_CHARACTERS)
