"""
Public matters that are like what somebody writes (docs/adr/0012).

Candidates are found by an index over grams: by the rarest ones of what was written, and by pairs of the next ones, each
search cut off, so that it takes no longer among a million matters than the machine needs for some thousand rows. They
are then weighed one by one.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from django.db import connection, transaction

from forms.grams import EVERYDAY, gram_of, words_of
from forms.grams_index import FULL_TEXT, TABLE
from forms.models import GramFrequency, PublicMatter
from forms.models.grams import ALL, number_of, word_of
from forms.selectors.matters import public_matters

FEWEST_GRAMS = 3  # of what is written: two words may mean anything
LEAST_SHARED = 2  # grams besides those of the place and everyday ones: one street has many matters
LEAST_LIKENESS = 0.26  # of 1: between what is alike and what is not in tests/forms/similar_texts.py
EVERYDAY_WEIGHT = 0.25
ELSEWHERE = 0.75  # of its likeness keeps what is at another place than was written

RARE_ROWS = 600  # that the rarest grams may find together, each by itself
PAIRED_GRAMS = 8  # the next ones are searched for in pairs
ROWS_OF_A_PAIR = 60
MOST_LOADED = 12  # of the likest: some may be of an add-on that is off


@dataclass(frozen=True)
class Written:
    """What somebody writes: its grams with their weights, those of the place, and how often each occurs."""

    weights: dict[int, float]
    place: frozenset[int]
    counts: dict[int, int]
    everyday: frozenset[int]

    @property
    def total(self) -> float:
        return sum(self.weights.values())


def similar_matters(site, *, content: str, place: str = "", limit: int) -> list[PublicMatter]:
    """At most `limit` public matters of `site` that are like `content` at `place`, the likest first; three queries."""
    written = _read(site, content, place)
    if written is None:
        return []
    scored = [(_likeness(written, grams), pk) for pk, grams in _candidates(site, written)]
    best = sorted((pair for pair in scored if pair[0] >= LEAST_LIKENESS), reverse=True)[:MOST_LOADED]
    rows = public_matters(site).in_bulk([pk for _score, pk in best]) if best else {}
    return [rows[pk] for _score, pk in best if pk in rows][:limit]


def _read(site, content: str, place: str) -> Written | None:
    """None for what is too short, and where nothing is public yet."""
    words = {gram_of(word): word for word in (*words_of(content), *words_of(place))}
    everyday = frozenset(gram for gram, word in words.items() if word in EVERYDAY)
    if len(words) - len(everyday) < FEWEST_GRAMS:
        return None
    rows = GramFrequency.objects.filter(site=site, gram__in=[ALL, *words])
    counts = {gram: count for gram, count in rows.values_list("gram", "count") if count > 0}
    total = counts.pop(ALL, 0)
    if not total or not counts:
        return None
    weights = {
        gram: _rarity(counts.get(gram, 0), total) * (EVERYDAY_WEIGHT if gram in everyday else 1) for gram in words
    }
    return Written(weights, frozenset(gram_of(word) for word in words_of(place)), counts, everyday)


def _rarity(count: int, total: int) -> float:
    """How much a gram says that `count` of `total` matters have. Among few matters all say nearly the same."""
    return math.log(1 + (total + 50) / (count + 1))


def _likeness(written: Written, grams: list[int]) -> float:
    """From 0 to 1: the weight of what both have, beside what each has (cosine)."""
    weights = written.weights
    shared = written.weights.keys() & grams
    if len(shared - written.place - written.everyday) < LEAST_SHARED:
        return 0
    both = sum(weights[gram] for gram in shared)
    usual = written.total / len(weights)
    there = both + usual * (len(grams) - len(shared))
    is_elsewhere = written.place and not written.place & shared
    return both / math.sqrt(written.total * there) * (ELSEWHERE if is_elsewhere else 1)


# --- Candidates -----------------------------------------------------------------------------------------------------


def _candidates(site, written: Written) -> Iterator[tuple[int, list[int]]]:
    """(matter, its grams) of what has something in common with what is written, each once."""
    searches = list(_searches(written))
    if not searches:
        return
    seen: set[int] = set()
    for pk, grams in _find(site.pk, searches):
        if pk not in seen:
            seen.add(pk)
            yield pk, grams


@dataclass(frozen=True)
class Search:
    """Rows that have any of `grams`, or all of them, up to `most`."""

    grams: tuple[int, ...]
    needs_all: bool
    most: int


def _searches(written: Written) -> Iterator[Search]:
    telling = sorted((count, gram) for gram, count in written.counts.items() if gram not in written.everyday)
    rare, rows = [], 0
    for count, gram in telling:
        if rows + count > RARE_ROWS:
            break
        rare.append(gram)
        rows += count
    if rare:
        yield Search(tuple(rare), needs_all=False, most=RARE_ROWS)
    next_ones = [gram for _count, gram in telling[len(rare) :]][:PAIRED_GRAMS]
    for pair in combinations(next_ones, 2):
        yield Search(pair, needs_all=True, most=ROWS_OF_A_PAIR)


def _find(site_id: int, searches: Iterable[Search]) -> list[tuple[int, list[int]]]:
    find = _find_in_postgres if connection.vendor == "postgresql" else _find_in_sqlite
    return find(site_id, searches)


def _find_in_postgres(site_id: int, searches: Iterable[Search]) -> list[tuple[int, list[int]]]:
    parts, values = [], []
    for search in searches:
        operator = "@>" if search.needs_all else "&&"
        parts.append(
            f"(SELECT matter_id, grams FROM {TABLE} WHERE grams {operator} %s::integer[] AND site_id = %s LIMIT %s)"  # noqa: S608
        )
        values += [list(search.grams), site_id, search.most]
    with transaction.atomic(), connection.cursor() as cursor:
        # A search that is cut off tempts the planner to read the table instead of the index; compiling costs more
        # than the search itself.
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL jit = off")
        cursor.execute(" UNION ALL ".join(parts), values)
        return cursor.fetchall()


def _find_in_sqlite(site_id: int, searches: Iterable[Search]) -> list[tuple[int, list[int]]]:
    parts, values = [], []
    for search in searches:
        parts.append(
            f"SELECT * FROM (SELECT found.matter_id, found.grams FROM {FULL_TEXT} JOIN {TABLE} AS found "  # noqa: S608
            f"ON found.matter_id = {FULL_TEXT}.rowid WHERE {FULL_TEXT} MATCH %s AND found.site_id = %s LIMIT %s)"
        )
        words = (" AND " if search.needs_all else " OR ").join(f'"{word_of(gram)}"' for gram in search.grams)
        values += [words, site_id, search.most]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        rows = cursor.fetchall()
    return [(pk, [number_of(word) for word in text.split()]) for pk, text in rows]
