"""The one way in which the site's news become Atom (RFC 4287): what every feed has in common."""

import re
from urllib.parse import urlsplit

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, set_response_etag
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks

from cms.frame import in_language
from cms.notices.kinds import site_name

NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
MOST = 30  # entries of a feed
FIRST_YEAR = 2026  # of tag URIs (RFC 4151): any time at which the host was the site's


def tag_of(url: str) -> str:
    """A name for what is at the absolute `url` that stays when the site moves to https, and in either language."""
    parts = urlsplit(url)
    path = in_language(parts.path, "zh-hans")
    return f"tag:{parts.hostname},{FIRST_YEAR}:{path}" + (f"#{parts.fragment}" if parts.fragment else "")


def printable(text: str) -> str:
    """`text` without what XML 1.0 has no place for: control characters, as pasted from word processors."""
    return NOT_IN_XML.sub(" ", str(text))


class StableAtom(Atom1Feed):
    """Atom in which feed and entries are known by `tag_of` their addresses."""

    def __init__(self, title, link, *args, feed_guid=None, feed_url=None, **kwargs):
        super().__init__(printable(title), link, *args, feed_guid=tag_of(feed_url or link), feed_url=feed_url, **kwargs)

    def add_item(self, title, link, description, unique_id=None, **kwargs):
        super().add_item(printable(title), link, printable(description), unique_id=tag_of(link), **kwargs)


class AtomFeed(Feed):
    """
    A feed of the newest `MOST` of something. Subclasses give title, link and items, and of an item `item_title`,
    `item_text` (plain), `item_link`, `item_pubdate`, `item_updateddate`.

    It is asked for again each time, so that what is taken down is gone at once; who has it already gets 304.
    """

    feed_type = StableAtom
    language = "zh-Hans"  # of what people wrote, whatever the interface speaks

    def __call__(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        response = super().__call__(request, *args, **kwargs)
        response["Cache-Control"] = "no-cache"
        set_response_etag(response)
        return get_conditional_response(request, etag=response["ETag"], response=response)

    def author_name(self, obj) -> str:
        """The site's own name; `obj` is a site, or has one."""
        return site_name(getattr(obj, "site", obj))

    def item_text(self, item) -> str:
        return ""

    def item_description(self, item) -> str:
        """The text as HTML, which a summary is read as."""
        return linebreaks(self.item_text(item), autoescape=True)
