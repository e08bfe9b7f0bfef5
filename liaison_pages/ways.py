"""Ways in that stand for one address: what `IWayIn` mostly is."""

from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from zope.interface import implementer

from cms.frame import frame_of, page_url
from liaison_pages.interfaces import IWayIn


@implementer(IWayIn)
@dataclass(frozen=True)
class Way:
    """A named route without parameters, with a query (`?when=week`) where wanted."""

    dimension: str
    order: int
    title: Any  # translatable
    text: Any
    route: str = ""
    query: str = ""

    def url(self, request) -> str:
        try:
            return reverse(self.route) + self.query
        except NoReverseMatch:
            return ""


class DirectoryWay(Way):
    """The directory, which is a page: it has no route of its own."""

    def url(self, request) -> str:
        directory = frame_of(request).directory
        return page_url(directory, request) + self.query if directory else ""
