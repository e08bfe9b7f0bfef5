"""
Indexes over what a row is found by, which each database has in its own way: GIN on PostgreSQL, a full-text table (FTS5)
that follows the row's own table by triggers on SQLite.

Django's models know neither, so they are made after every `migrate`, where they are missing: SQLite's triggers go with
a table that Django builds anew.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connections
from django.db.models.signals import post_migrate


@dataclass(frozen=True)
class TokenIndex:
    """The index over `column` of `table`, whose primary key is the whole number `key`; `options` are FTS5's."""

    table: str
    column: str
    key: str = "id"
    options: str = ""
    storage: str = ""  # PostgreSQL's WITH

    @property
    def full_text(self) -> str:
        """SQLite's full-text table; its `rowid` is the row's key."""
        return f"{self.table}_fts"

    @property
    def postgres(self) -> tuple[str, ...]:
        storage = f" WITH ({self.storage})" if self.storage else ""
        return (f"CREATE INDEX IF NOT EXISTS {self.table}_gin ON {self.table} USING gin ({self.column}){storage}",)

    @property
    def sqlite_fill(self) -> str:
        return f"INSERT INTO {self.full_text}({self.full_text}) VALUES ('rebuild')"  # noqa: S608  constants

    def sqlite(self, tables: Iterable[str]) -> tuple[str, ...]:
        """What is missing where there are `tables`."""
        return self.sqlite_triggers if self.full_text in tables else (*self._sqlite_table, *self.sqlite_triggers)

    @property
    def _sqlite_table(self) -> tuple[str, ...]:
        options = f", {self.options}" if self.options else ""
        return (
            f"CREATE VIRTUAL TABLE {self.full_text} USING fts5({self.column}, content='{self.table}', "
            f"content_rowid='{self.key}', detail=none{options})",
            self.sqlite_fill,
        )

    @property
    def sqlite_triggers(self) -> tuple[str, ...]:
        table, full_text, column, key = self.table, self.full_text, self.column, self.key
        add = f"INSERT INTO {full_text}(rowid, {column}) VALUES (new.{key}, new.{column});"  # noqa: S608  constants
        take = f"INSERT INTO {full_text}({full_text}, rowid, {column}) VALUES ('delete', old.{key}, old.{column});"  # noqa: S608
        return (
            f"CREATE TRIGGER IF NOT EXISTS {table}_added AFTER INSERT ON {table} BEGIN {add} END",
            f"CREATE TRIGGER IF NOT EXISTS {table}_removed AFTER DELETE ON {table} BEGIN {take} END",
            f"CREATE TRIGGER IF NOT EXISTS {table}_changed AFTER UPDATE ON {table} BEGIN {take} {add} END",
        )

    def follow_migrations(self, config) -> None:
        """Django tells of the end of `migrate` by this signal alone."""
        post_migrate.connect(self.make, sender=config, dispatch_uid=f"token_index.{self.table}", weak=False)

    def make(self, using: str, **_signal) -> None:
        """Make what is missing; nothing while the table itself is not there."""
        connection = connections[using]
        with connection.cursor() as cursor:
            tables = connection.introspection.table_names(cursor)
            if self.table in tables:
                for statement in self.postgres if connection.vendor == "postgresql" else self.sqlite(tables):
                    cursor.execute(statement)
