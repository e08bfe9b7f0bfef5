"""
Wagtail's search over its own index in the database, for Chinese (`WAGTAILSEARCH_BACKENDS`).

Wagtail's backends take a run of ideographs for one word, so that nothing inside a title is found, and hand some quotes
to SQLite as its own. Here what is indexed and what is asked go through the same reading (`cms.search.words`): an index
holds single ideographs, and a word of a query is a phrase of neighbours. Explorer, choosers and listings need to know
nothing of it. After a change of the reading: `manage.py update_index`.
"""

from copy import copy
from importlib import import_module

from django.db import connection
from django.db.models import CharField, F, OuterRef, Subquery
from django.db.models.functions import Cast
from modelsearch.conf import get_app_config
from modelsearch.query import MATCH_NONE, And, Not, Or, Phrase, PlainText, SearchQuery
from modelsearch.utils import get_descendants_content_types_pks

from cms.search.words import pieces, plain

MOST_INDEXED = 50_000  # characters of one field: PostgreSQL takes 1 MB of different words a row
MOST_ASKED = 200  # characters of a query; the database refuses words of 2,047 bytes and trees of thousands of them
NEIGHBOURS = ","  # between pieces of one word: no word to either database, and no blank, at which Wagtail cuts


def read_query(query: SearchQuery) -> SearchQuery | None:
    """`query` with its texts read as the index is; None when there is nothing in it to look for: “！？”."""
    if isinstance(query, PlainText):
        words = [NEIGHBOURS.join(pieces(word)) for word in plain(query.query_string)[:MOST_ASKED].split()]
        text = " ".join(filter(None, words))
        return PlainText(text, operator=query.operator, boost=query.boost) if text else None
    if isinstance(query, Phrase):
        text = " ".join(pieces(query.query_string[:MOST_ASKED]))
        return Phrase(text) if text else None
    if isinstance(query, (And, Or)):
        parts = [part for each in query.subqueries if (part := read_query(each))]
        return type(query)(parts) if parts else None
    if isinstance(query, Not):
        part = read_query(query.subquery)
        return Not(part) if part else None
    return query


class ReadsQuery:
    """
    For compilers of queries. The index keeps a row's texts together: a choice of `fields` is not heard.

    By relevance means: the shorter the title, the more of it was asked for, and a title that is the query comes first.
    Wagtail asks SQLite for a rank by searching the index once more for each row, so that a character that stands in
    10,000 titles took over 9 s, and PostgreSQL ranks titles alike while somebody types. The index keeps the length.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.query = read_query(self.query) or MATCH_NONE
        self.fields = None
        if self.order_by_relevance:
            self.order_by_relevance = False  # the order is the queryset's own
            self.queryset = self.queryset.order_by(_shortness(self.queryset.model).desc(), F("pk").desc())


def _shortness(model) -> Subquery:
    """Of the title of a row of `model`: the average length of titles, divided by its own."""
    entries = (
        get_app_config()
        .get_model("IndexEntry")
        .objects.filter(
            content_type__in=get_descendants_content_types_pks(model), object_id=Cast(OuterRef("pk"), CharField())
        )
    )
    return Subquery(entries.values("title_norm")[:1])


class ReadObject:
    """What Wagtail's index asks of an object: its key and its fields, whose values are texts already read."""

    def __init__(self, indexer):
        self.pk = indexer.obj.pk
        self._fields = [
            _with_text(field, " ".join(pieces(text[:MOST_INDEXED])))
            for each in indexer.search_fields
            for field, *_weight, text in indexer.prepare_field(indexer.obj, each)
        ]

    def get_search_fields(self) -> list:
        return self._fields


def _with_text(field, text: str):
    given = copy(field)
    given.get_value = lambda obj: text
    return given


def SearchBackend(params):  # noqa: N802 - the name that Wagtail asks a backend's module for
    """The backend for the database in use: each works with models that the other database has not."""
    return import_module(f"cms.search.backends.{connection.vendor}").SearchBackend(params)
