"""Wagtail's search in SQLite, for Chinese (`cms.search.backend`)."""

from modelsearch.backends.database.sqlite import sqlite

from cms.search.backend import ReadObject, ReadsQuery


class Index(sqlite.SQLiteIndex):
    def add_items(self, model, objs):
        super().add_items(model, [ReadObject(sqlite.ObjectIndexer(obj, self.backend)) for obj in objs])


class SearchCompiler(ReadsQuery, sqlite.SQLiteSearchQueryCompiler):
    pass


class AutocompleteCompiler(ReadsQuery, sqlite.SQLiteAutocompleteQueryCompiler):
    pass


class SearchBackend(sqlite.SQLiteSearchBackend):
    index_class = Index
    query_compiler_class = SearchCompiler
    autocomplete_query_compiler_class = AutocompleteCompiler
