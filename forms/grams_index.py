"""
The index over the grams of public matters, which each database has in its own way: GIN over an array on PostgreSQL, a
full-text table that follows the model's own table on SQLite.

Django's models know neither, so they are made after every `migrate`, where they are missing: SQLite's triggers go with
a table that Django builds anew.
"""

from django.db import connections
from django.db.models.signals import post_migrate

TABLE = "liaison_forms_mattergrams"
FULL_TEXT = f"{TABLE}_fts"

POSTGRES = (f"CREATE INDEX IF NOT EXISTS {TABLE}_gin ON {TABLE} USING gin (grams)",)
_ADD = f"INSERT INTO {FULL_TEXT}(rowid, grams) VALUES (new.matter_id, new.grams);"  # noqa: S608  constants
_TAKE = f"INSERT INTO {FULL_TEXT}({FULL_TEXT}, rowid, grams) VALUES ('delete', old.matter_id, old.grams);"  # noqa: S608
SQLITE = (
    f"CREATE TRIGGER IF NOT EXISTS {TABLE}_added AFTER INSERT ON {TABLE} BEGIN {_ADD} END",
    f"CREATE TRIGGER IF NOT EXISTS {TABLE}_removed AFTER DELETE ON {TABLE} BEGIN {_TAKE} END",
    f"CREATE TRIGGER IF NOT EXISTS {TABLE}_changed AFTER UPDATE ON {TABLE} BEGIN {_TAKE} {_ADD} END",
)
SQLITE_TABLE = (
    f"CREATE VIRTUAL TABLE {FULL_TEXT} USING fts5(grams, content='{TABLE}', content_rowid='matter_id', detail=none)"
)
SQLITE_FILL = f"INSERT INTO {FULL_TEXT}({FULL_TEXT}) VALUES ('rebuild')"  # noqa: S608


def follow_migrations(config) -> None:
    """Django tells of the end of `migrate` by this signal alone."""
    post_migrate.connect(make_index, sender=config, dispatch_uid="forms.grams_index")


def make_index(using: str, **_signal) -> None:
    """Make what is missing; nothing while the table itself is not there."""
    connection = connections[using]
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        if TABLE not in tables:
            return
        for statement in POSTGRES if connection.vendor == "postgresql" else _for_sqlite(tables):
            cursor.execute(statement)


def _for_sqlite(tables: list[str]) -> tuple[str, ...]:
    return SQLITE if FULL_TEXT in tables else (SQLITE_TABLE, SQLITE_FILL, *SQLITE)
