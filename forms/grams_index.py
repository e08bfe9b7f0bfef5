"""The index over the grams of public matters (`cms.search.token_index`)."""

from cms.search.token_index import TokenIndex

INDEX = TokenIndex("liaison_forms_mattergrams", "grams", key="matter_id")
TABLE, FULL_TEXT = INDEX.table, INDEX.full_text
