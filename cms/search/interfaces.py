"""How an app says what of its own the public may find."""

from dataclasses import dataclass, field
from datetime import date

from zope.interface import Attribute, Interface


@dataclass(frozen=True)
class Entry:
    """
    One thing in one language as it may be found: by its `name`, by its `text`, or by both.

    `key` (at most 40 characters) is what `ISearchSource.load` finds it by; `language` tells apart the entries of one
    key, and is empty where there is one only.
    """

    key: str
    language: str = ""
    name: str = ""
    text: str = ""


@dataclass(frozen=True)
class Found:
    """One thing as the public may see it now: `title` links to `url`, `note` says what it is, `texts` are its words."""

    title: str
    url: str
    note: str = ""
    texts: tuple[str, ...] = field(default=())
    moment: date | None = None  # when it was published, where that matters


class ISearchSource(Interface):
    """
    A kind of thing that the public can find: `registrar.provide(source, ISearchSource, source.kind)`. While its add-on
    is off, nothing of it is found.
    """

    kind = Attribute("Short name, ASCII letters alone; it stands in addresses.")
    title = Attribute("What the group of results is called, translatable.")
    order = Attribute("Groups stand from low to high: venues 10, deputies 20, places 30, pages 40, matters 50.")

    def keys(site, after, limit):
        """
        At most `limit` keys of what there is on `site`, public or not, the oldest first, from behind the key `after`
        ('' from the first): for making all rows anew.
        """

    def entries(site, keys):
        """The `Entry`s of those of `keys` that the public may find on `site`."""

    def load(request, site, keys):
        """
        {key: Found} for those of `keys` that the public may see now, in the visitor's language where there is one;
        through the selectors that the public pages ask. A constant number of queries.
        """

    def ways_in(request, site):
        """`Found`s to offer where a search found nothing: the streets, say. Empty for most kinds."""
