"""
What the public sees of what was found: every key is loaded again by its own app, so that whatever is not public any
more shows nothing, and a text that does not hold the words any more is left out.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from cms.search import selectors
from cms.search.interfaces import Found
from cms.search.marks import holds, marked, snippet
from cms.search.query import Query
from cms.search.registry import sources_on

IN_OVERVIEW = 5  # of each kind
PER_PAGE = 20
NEWEST_TEXTS = 200  # of a kind; older ones are found by saying more
AT_ONCE = 20  # keys that are loaded together
SUGGESTED = 8
_POSITION = re.compile(r"(?:(names|near)-([\w-]{1,40})|texts-(\d{1,18})-(\d{1,3}))", re.ASCII)


@dataclass(frozen=True)
class Position:
    """Where a list goes on: behind a name's key, or behind a text's row, so many of which were shown."""

    part: str = ""  # 'names', 'near' (names that are nearly so), 'texts'; '' at the beginning
    key: str = ""
    pk: int = selectors.AFTER_ALL
    shown: int = 0

    @classmethod
    def read(cls, text: str) -> "Position":
        """What `str` wrote; raises ValueError for anything else."""
        if not text:
            return cls()
        match = _POSITION.fullmatch(text)
        if match is None:
            raise ValueError(text)
        if match[1]:
            return cls(match[1], match[2])
        return cls("texts", pk=int(match[3]), shown=int(match[4]))

    def __str__(self):
        return f"texts-{self.pk}-{self.shown}" if self.part == "texts" else f"{self.part}-{self.key}"


@dataclass(frozen=True)
class Row:
    """One result, with the words of the query marked."""

    found: Found
    phrases: tuple[str, ...]
    position: Position

    @cached_property
    def title(self) -> SafeString:
        return marked(self.found.title, self.phrases)

    @cached_property
    def snippet(self) -> SafeString:
        return snippet((text for text in self.found.texts if text not in self.found.note), self.phrases)

    @property
    def moment(self) -> date | None:
        return self.found.moment


@dataclass(frozen=True)
class Group:
    """Results of one kind; `further` continues them, None at the end."""

    source: object
    rows: list[Row]
    further: Position | None = None

    @property
    def is_near(self) -> bool:
        return bool(self.rows) and self.rows[0].position.part == "near"


def overview(request, site, query: Query) -> list[Group]:
    """The first of each kind; where there is nothing at all, names that are nearly so. No empty kinds."""
    if not query.phrases:
        return []
    sources = sources_on(site)
    for find in (_exact, _near):
        groups = [_group(source, find(request, site, source, query, Position()), IN_OVERVIEW) for source in sources]
        if found := [group for group in groups if group.rows]:
            return found
    return []


def page_of(request, site, source, query: Query, position: Position) -> Group:
    """A page of one kind, from `position` on."""
    if not query.phrases:
        return Group(source, [])
    if position.part == "near":
        return _group(source, _near(request, site, source, query, position), PER_PAGE)
    group = _group(source, _exact(request, site, source, query, position), PER_PAGE)
    if group.rows or position.part:
        return group
    return _group(source, _near(request, site, source, query, position), PER_PAGE)


def suggestions(request, site, query: Query) -> list[tuple[object, Row]]:
    """A few names for what was typed so far, each with its source: the first of every kind by turns."""
    if not query.phrases:
        return []
    for names in (selectors.names, selectors.near_names):
        found = []
        for source in sources_on(site):
            rows = _rows_of_names(request, site, source, query, names(site, source.kind, query), "names")
            found.append([(source, row) for row in islice(rows, SUGGESTED)])
        if any(found):
            return _by_turns(found)[:SUGGESTED]
    return []


def _by_turns(lists: list[list]) -> list:
    """Fairly many of each list, in the order of the lists."""
    taken = [0] * len(lists)
    for _turn in range(SUGGESTED):
        for place, rows in enumerate(lists):
            if taken[place] < len(rows) and sum(taken) < SUGGESTED:
                taken[place] += 1
    return [row for rows, count in zip(lists, taken, strict=True) for row in rows[:count]]


def _group(source, rows: Iterator[Row], size: int) -> Group:
    shown = list(islice(rows, size + 1))
    return Group(source, shown[:size], shown[size - 1].position if len(shown) > size else None)


def _exact(request, site, source, query: Query, position: Position) -> Iterator[Row]:
    """Names that hold the query, then texts that do, but for those whose name came before."""
    named = selectors.names(site, source.kind, query)
    if position.part != "texts":
        yield from _rows_of_names(request, site, source, query, _behind(named, position), "names")
    yield from _rows_of_texts(request, site, source, query, position, frozenset(named))


def _near(request, site, source, query: Query, position: Position) -> Iterator[Row]:
    keys = _behind(selectors.near_names(site, source.kind, query), position)
    return _rows_of_names(request, site, source, query, keys, "near")


def _behind(keys: list[str], position: Position) -> list[str]:
    """All of them where the key is gone."""
    return keys[keys.index(position.key) + 1 :] if position.key in keys else keys


def _rows_of_names(request, site, source, query: Query, keys: list[str], part: str) -> Iterator[Row]:
    for some in _batches(keys):
        loaded = source.load(request, site, some)
        for key in some:
            if key in loaded:
                yield Row(loaded[key], query.phrases, Position(part, key))


def _rows_of_texts(request, site, source, query: Query, position: Position, named: frozenset[str]) -> Iterator[Row]:
    before, shown = position.pk, position.shown
    while shown < NEWEST_TEXTS:
        hits = selectors.texts(site, source.kind, query, before=before, limit=AT_ONCE + 1)
        keys = [hit.key for hit in hits if hit.key not in named]
        loaded = source.load(request, site, keys) if keys else {}
        for hit in hits:
            shown, before = shown + 1, hit.pk
            found = loaded.get(hit.key)
            if found and shown <= NEWEST_TEXTS and holds((found.title, *found.texts), query.phrases):
                yield Row(found, query.phrases, Position("texts", pk=hit.pk, shown=shown))
        if len(hits) <= AT_ONCE:
            return


def _batches(keys: Iterable[str]) -> Iterator[list[str]]:
    keys = iter(keys)
    while some := list(islice(keys, AT_ONCE)):
        yield some
