"""
What is found, newest or nearest first: keys alone, of what may be public or not any more. `cms.search.results` loads
them.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import IntEnum

from django.db import connection, transaction

from cms.search import tokens
from cms.search.models import NAMES, TEXTS
from cms.search.query import Query, is_one_off
from cms.search.spelling import letters

MOST_NAMES = 200  # of a kind; whoever finds more says more
NEWEST_READ = 10_000  # texts that are read one by one, before the index is asked for older ones
MOST_MATCHED = 20_000  # older texts that are looked at
AFTER_ALL = 2**63 - 1


class Nearness(IntEnum):
    """How a name answers a query; the lower, the nearer."""

    EXACT = 0
    BEGINS = 1
    HOLDS = 2
    HOLDS_ALL = 3
    SPELLED = 4
    SOUNDS = 5
    MISTYPED = 6
    NONE = 9


# --- Names ------------------------------------------------------------------------------------------------------------


def names(site, kind: str, query: Query) -> list[str]:
    """Keys of the names that hold the query or are spelled so, the nearest first; at most MOST_NAMES. One query."""
    wanted = query.name_tokens
    return _names(site, kind, query, [wanted]) if wanted else []


def near_names(site, kind: str, query: Query) -> list[str]:
    """Keys of names that sound as the query does, or have one character otherwise. One query."""
    alternatives = query.near_tokens()
    return _names(site, kind, query, alternatives) if alternatives else []


def _names(site, kind: str, query: Query, alternatives: list[list[str]]) -> list[str]:
    found: dict[str, tuple] = {}
    for pk, key, name, spelled in _fetch_names(site, kind, query, alternatives):
        nearness = nearness_of(query, name, spelled.split())
        if nearness < Nearness.NONE:
            place = (nearness, len(name), pk)
            found[key] = min(place, found.get(key, place))
    return sorted(found, key=found.get)


def nearness_of(query: Query, name: str, spelled: list[str]) -> Nearness:
    """How the name answers; `name` in the words of `plain`, `spelled` as `cms.search.spelling` writes it."""
    if name == query.plain:
        return Nearness.EXACT
    if query.plain in name:
        return Nearness.BEGINS if name.startswith(query.plain) else Nearness.HOLDS
    if all(_is_in(phrase, name, spelled) for phrase in query.phrases):
        return Nearness.HOLDS_ALL if all(phrase in name for phrase in query.phrases) else Nearness.SPELLED
    if query.sound and any(each.startswith(query.sound) for each in spelled):
        return Nearness.SOUNDS
    return Nearness.MISTYPED if _is_mistyped(query, name, spelled) else Nearness.NONE


def _is_in(phrase: str, name: str, spelled: list[str]) -> bool:
    typed = letters(phrase)
    return phrase in name or any(each.startswith(typed) for each in spelled)


def _is_mistyped(query: Query, name: str, spelled: list[str]) -> bool:
    whole = query.whole
    if not whole:
        return False
    if query.is_chinese:
        parts = (name[first : first + length] for first in range(len(name)) for length in _lengths(whole))
    else:
        words = (*spelled, *name.split())
        parts = (each[:length] for each in words for length in _lengths(whole))
    return any(is_one_off(whole, part) for part in parts)


def _lengths(whole: str) -> tuple[int, ...]:
    return len(whole) - 1, len(whole), len(whole) + 1


def _fetch_names(site, kind: str, query: Query, alternatives: list[list[str]]) -> list[tuple]:
    plain = escaped(query.plain)
    order = (
        "ORDER BY (name = %s) DESC, (name LIKE %s ESCAPE '!') DESC, (name LIKE %s ESCAPE '!') DESC, length(name), id "
        f"LIMIT {MOST_NAMES}"
    )
    statement = f"SELECT id, key, name, spellings FROM {_matching(NAMES)} {order}"  # noqa: S608  constants
    values = [_match(site, kind, alternatives), query.plain, f"{plain}%", f"%{plain}%"]
    with _by_index() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


# --- Texts ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class TextHit:
    """A text that holds the query; the higher its `pk`, the newer."""

    pk: int
    key: str


def texts(site, kind: str, query: Query, *, before: int = AFTER_ALL, limit: int) -> list[TextHit]:
    """
    At most `limit` texts that hold every phrase, the newest first, older than the row `before`.

    On PostgreSQL an index finds rows in no order: what occurs often is found among the newest, which are read one by
    one, and the index is asked only for what does not, so that there is never much to sort. On SQLite the index itself
    goes from the newest on.
    """
    wanted = query.tokens
    if not wanted:
        return []
    if connection.vendor != "postgresql":
        return _older(site, kind, query, wanted, before, limit)
    oldest = _oldest_read(site, kind, before)
    found = _newest(site, kind, query, before, oldest, limit)
    if oldest and len(found) < limit:
        found += _older(site, kind, query, wanted, oldest, limit - len(found))
    return found


def _oldest_read(site, kind: str, before: int) -> int:
    """The oldest of the rows that are read one by one; 0 where that is all of them."""
    statement = (
        f"SELECT id FROM {TEXTS.table} WHERE site_id = %s AND kind = %s AND id < %s "  # noqa: S608  constants
        f"ORDER BY id DESC LIMIT 1 OFFSET {NEWEST_READ}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [site.pk, kind, before])
        row = cursor.fetchone()
    return row[0] if row else 0


def _newest(site, kind: str, query: Query, before: int, oldest: int, limit: int) -> list[TextHit]:
    holds, values = _holding(query)
    statement = (
        f"SELECT id, key FROM {TEXTS.table} WHERE site_id = %s AND kind = %s AND id < %s AND id >= %s AND {holds} "  # noqa: S608
        f"ORDER BY id DESC LIMIT %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [site.pk, kind, before, oldest, *values, limit])
        return [TextHit(*row) for row in cursor.fetchall()]


def _older(site, kind: str, query: Query, wanted: list[str], before: int, limit: int) -> list[TextHit]:
    holds, values = _holding(query)
    columns = "id, key" if connection.vendor == "postgresql" else f"{TEXTS.full_text}.rowid AS id, key"
    inner = f"SELECT {columns} FROM {_matching(TEXTS)} AND {holds}"  # noqa: S608  constants
    match = _match(site, kind, [wanted])
    if connection.vendor == "postgresql":
        # Cut off inside, so that the planner cannot choose to go through the table from its end instead.
        statement = f"SELECT id, key FROM ({inner} AND id < %s LIMIT {MOST_MATCHED}) AS older ORDER BY id DESC LIMIT %s"  # noqa: S608
    else:
        statement = f"{inner} AND {TEXTS.full_text}.rowid < %s ORDER BY {TEXTS.full_text}.rowid DESC LIMIT %s"
    with _by_index() as cursor:
        cursor.execute(statement, [match, *values, before, limit])
        return [TextHit(*row) for row in cursor.fetchall()]


def _holding(query: Query) -> tuple[str, list[str]]:
    """The condition that a text holds every phrase, and its values."""
    phrases = query.phrases
    return " AND ".join(["text LIKE %s ESCAPE '!'"] * len(phrases)), [f"%{escaped(phrase)}%" for phrase in phrases]


# --- Both -------------------------------------------------------------------------------------------------------------


def _matching(index) -> str:
    """FROM and WHERE of the rows that the index finds; the one value is of `_match`."""
    if connection.vendor == "postgresql":
        return f"{index.table} WHERE {index.column} @@ %s::tsquery"
    table, full_text = index.table, index.full_text
    return f"{full_text} CROSS JOIN {table} ON {table}.id = {full_text}.rowid WHERE {full_text} MATCH %s"


def _match(site, kind: str, alternatives: Iterable[Iterable[str]]) -> str:
    write = tokens.postgres_query if connection.vendor == "postgresql" else tokens.sqlite_query
    return write(alternatives, always=tokens.scope(site.pk, kind))


@contextmanager
def _by_index() -> Iterator:
    """A cursor for questions that the index answers: the planner is kept from reading the table, and from compiling."""
    if connection.vendor != "postgresql":
        with connection.cursor() as cursor:
            yield cursor
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL jit = off")
        yield cursor


def escaped(text: str) -> str:
    """For LIKE with ESCAPE '!'."""
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_")
