"""
Searching a list of rows, for the admin's lists of venues, deputies, units and accounts.

These rows are in no search index, and are looked through by the database instead. So a list keeps its own conditions
(what the policy shows; an index takes conditions on some columns only), a row is found the moment it is saved, and
10,000 venues take some 20 ms (docs/operations/figures.md).
"""

from collections.abc import Iterable

from django.db.models import Q

from cms.search.backend import MOST_ASKED
from cms.search.words import plain

MOST_WORDS = 8  # what follows is not heard


def having(text: str, fields: Iterable[str]) -> Q:
    """The rows that have every word of `text` in one of `fields`, as it is typed or as `plain` writes it."""
    found = Q()
    for word in text[:MOST_ASKED].split()[:MOST_WORDS]:
        found &= Q.create(
            [(f"{field}__icontains", written) for field in fields for written in sorted({word, plain(word)})],
            connector=Q.OR,
        )
    return found


class SearchesRows:
    """For index views of Wagtail's that have `search_fields`: put first."""

    def search_queryset(self, queryset):
        return queryset.filter(having(self.search_query, self.search_fields or []))
