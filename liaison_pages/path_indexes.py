"""
Paths of the trees, indexed as SQLite's LIKE compares them.

Wagtail and treebeard ask for what stands below a page with `path LIKE 'prefix%'`. SQLite's LIKE takes no heed of case,
so that the columns' own index does not serve it and every page is looked at; PostgreSQL has an index for it from
Django.

Two of the tables are Wagtail's. And where a migration alters a column, Django builds SQLite's table anew, with those
indexes alone that its model declares. So these are made after every `migrate`, where they are missing.
"""

from django.db import connections
from django.db.models.signals import post_migrate

TABLES = ("wagtailcore_page", "wagtailcore_collection", "liaison_pages_venue")


def follow_migrations(config) -> None:
    """Django tells of the end of `migrate` by this signal alone."""
    post_migrate.connect(make_indexes, sender=config, dispatch_uid="liaison_pages.path_indexes")


def make_indexes(using: str, **_signal) -> None:
    """Make those that are missing in an SQLite database; a table that is not there yet, or no more, is left out."""
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        for table in set(TABLES).intersection(connection.introspection.table_names(cursor)):
            cursor.execute(f"CREATE INDEX IF NOT EXISTS {table}_path_like ON {table} (path COLLATE NOCASE)")
