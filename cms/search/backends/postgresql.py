"""Wagtail's search in PostgreSQL, for Chinese (`cms.search.backend`)."""

from modelsearch.backends.database.postgres import postgres

from cms.search.backend import ReadObject, ReadsQuery


class Index(postgres.PostgresIndex):
    def add_items(self, model, objs):
        super().add_items(model, [ReadObject(postgres.ObjectIndexer(obj, self.backend)) for obj in objs])


class SearchCompiler(ReadsQuery, postgres.PostgresSearchQueryCompiler):
    pass


class AutocompleteCompiler(ReadsQuery, postgres.PostgresAutocompleteQueryCompiler):
    pass


class SearchBackend(postgres.PostgresSearchBackend):
    index_class = Index
    query_compiler_class = SearchCompiler
    autocomplete_query_compiler_class = AutocompleteCompiler

    def __init__(self, params):
        super().__init__({"SEARCH_CONFIG": "simple", **params})  # English stems would cut names short
