"""Things by names as somebody spells them, for filters that found nothing as it was typed."""

from cms.search.query import Query
from cms.search.selectors import names, near_names


def pks_by_name(site, kind: str, words: str) -> list[int]:
    """
    Ids of `kind` (of `liaison_pages.search_sources`) whose names are spelled so in pinyin; if none, of those that sound
    so or have one character otherwise. At most two queries, and some two hundred ids.
    """
    query = Query.read(words)
    return [int(key) for key in names(site, kind, query) or near_names(site, kind, query)]
