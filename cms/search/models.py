"""
What the public may find: names, and texts. Rows come and go with what they stand for, written by `cms.search.services`
alone; what they lead to is loaded by its own app whenever it is shown, so that a row by itself shows nothing.
"""

from django.db import models

from cms.search.token_index import TokenIndex

MOST_NAME = 300  # characters of a name that are read
KEY_LENGTH = 40


class TokensField(models.Field):
    """
    What a row is found by, a list of words without blanks or quotes: `tsvector` on PostgreSQL, a text of words with
    blanks between on SQLite, whose full-text index reads it.
    """

    def db_type(self, connection) -> str:
        return "tsvector" if connection.vendor == "postgresql" else "text"

    def get_placeholder(self, value, compiler, connection) -> str:
        return "%s::tsvector" if connection.vendor == "postgresql" else "%s"

    def get_db_prep_value(self, value, connection, prepared=False):
        if value is None or isinstance(value, str):
            return value
        mark = "'" if connection.vendor == "postgresql" else ""
        return " ".join(f"{mark}{token}{mark}" for token in value)

    def from_db_value(self, value, expression, connection) -> list[str]:
        return [token.strip("'") for token in value.split()]

    def value_to_string(self, obj) -> str:
        """For fixtures."""
        return " ".join(self.value_from_object(obj) or ())

    def to_python(self, value):
        return value.split() if isinstance(value, str) else value


class Findable(models.Model):
    """A row of something that may be found: whose it is, and by which key its kind loads it again."""

    site = models.ForeignKey("wagtailcore.Site", models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=30)  # of an `ISearchSource`
    key = models.CharField(max_length=KEY_LENGTH)
    language = models.CharField(max_length=10, blank=True)
    tokens = TokensField()

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.kind} {self.key}"


class FindableName(Findable):
    """A name, found by any part of it, by its sound, and with one character mistyped."""

    name = models.CharField(max_length=MOST_NAME)  # in the words of `cms.search.words.plain`
    spellings = models.TextField(blank=True)  # with blanks between (`cms.search.spelling`)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "kind", "key", "language"], name="one_findable_name"),
        ]


class FindableText(Findable):
    """A long text, found by phrases of it. The higher its primary key, the newer it is."""

    id = models.BigAutoField(primary_key=True)
    text = models.TextField()  # in the words of `cms.search.words.plain`

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "kind", "key", "language"], name="one_findable_text"),
        ]
        indexes = [models.Index(fields=["site", "kind", "-id"], name="findable_texts_newest")]


# Tokens are cut already: FTS5 has only to divide at blanks. Each first character has an index of its own, so that one
# ideograph alone is found as fast as two.
_OPTIONS = "tokenize='ascii', prefix='1'"
NAMES = TokenIndex("liaison_search_findablename", "tokens", options=_OPTIONS, storage="fastupdate=off")
TEXTS = TokenIndex("liaison_search_findabletext", "tokens", options=_OPTIONS, storage="fastupdate=off")
