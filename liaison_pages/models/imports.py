"""What imports brought, so that a later one can tell a row that is new from one that somebody deleted."""

from django.db import models


class ImportedRow(models.Model):
    """
    A row that an import made or found standing, by the importer's table and key; it stays when the row is deleted.

    A key that is here and no longer stands was deleted (or given another code) in the admin: that is an edit, and an
    import leaves it so unless it overwrites. Written by `importer.deletions.remember` and by nothing else.
    """

    site = models.ForeignKey("wagtailcore.Site", models.CASCADE, related_name="+")
    table = models.CharField(max_length=20)  # `SheetKind.table`, or "groups"
    key = models.CharField(max_length=100)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "table", "key"], name="one_entry_per_imported_row")]

    def __str__(self):
        return f"{self.table} {self.key}"
