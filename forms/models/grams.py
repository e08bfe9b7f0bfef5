"""Character pairs of texts that the public may read, for finding what is alike (docs/adr/0012)."""

from django.db import models

ALL = 0  # in `GramFrequency`, the row that counts the matters themselves


class GramsField(models.Field):
    """
    A list of whole numbers: `integer[]` on PostgreSQL; on SQLite a text of hexadecimal words, which its full-text
    index reads.
    """

    def db_type(self, connection) -> str:
        return "integer[]" if connection.vendor == "postgresql" else "text"

    def get_db_prep_value(self, value, connection, prepared=False):
        if connection.vendor == "postgresql" or value is None or isinstance(value, str):
            return value
        return " ".join(map(word_of, value))

    def from_db_value(self, value, expression, connection) -> list[int]:
        return value if isinstance(value, list) else [number_of(word) for word in value.split()]

    def value_to_string(self, obj) -> str:
        """For fixtures."""
        return " ".join(map(word_of, self.value_from_object(obj)))

    def to_python(self, value):
        return [number_of(word) for word in value.split()] if isinstance(value, str) else value


def word_of(gram: int) -> str:
    """A gram as SQLite's index reads it: eight hexadecimal digits, without a sign."""
    return f"{gram & 0xFFFFFFFF:08x}"


def number_of(word: str) -> int:
    """The gram that `word_of` wrote."""
    number = int(word, 16)
    return number - (1 << 32) if number >= 1 << 31 else number


class MatterGrams(models.Model):
    """
    What a public matter is found by. There while the matter is public, written by `forms.services.matters`.

    The index on `grams` is made after every `migrate` (`forms.grams_index`).
    """

    matter = models.OneToOneField("liaison_forms.PublicMatter", models.CASCADE, primary_key=True, related_name="grams")
    site = models.ForeignKey("wagtailcore.Site", models.CASCADE, related_name="+", db_index=False)
    grams = GramsField()

    def __str__(self):
        return f"{self.matter_id}"


class GramFrequency(models.Model):
    """In how many of a site's public matters a gram occurs; the gram ALL counts the matters."""

    site = models.ForeignKey("wagtailcore.Site", models.CASCADE, related_name="+", db_index=False)
    gram = models.IntegerField()
    count = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "gram"], name="one_frequency_per_gram")]

    def __str__(self):
        return f"{self.gram}: {self.count}"
