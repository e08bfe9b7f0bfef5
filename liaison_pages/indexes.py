"""
Indexes that the ORM cannot declare, most of them on tables of Wagtail's.

Trees: Wagtail and treebeard ask for what stands below a page with `path LIKE 'prefix%'`. SQLite's LIKE takes no heed of
case, so that the columns' own index does not serve it and every page is looked at; PostgreSQL has an index for it from
Django. Children are those of one depth among them: the depth comes first, as of the pages at the top of a site, which
every public page asks for.

Few among many: pages with changes that nobody sees yet, and locked ones, are asked for by the admin's first page;
aliases of a page with a restriction by every list of venues. Where none is an alias, SQLite takes the column's own
index for one that finds every page, and passes it over.

Where a migration alters a column, Django builds SQLite's table anew, with those indexes alone that its model declares.
So these are made after every `migrate`, where they are missing.
"""

from collections.abc import Iterator

from django.db import connections
from django.db.models.signals import post_migrate

TREES = ("wagtailcore_page", "wagtailcore_collection", "liaison_pages_venue")
PAGES = "wagtailcore_page"


def indexes(vendor: str) -> Iterator[tuple[str, str, str]]:
    """(name, table, what is indexed) of each index on a database of this vendor."""
    path = "path COLLATE NOCASE" if vendor == "sqlite" else "path varchar_pattern_ops"
    if vendor == "sqlite":
        yield from ((f"{table}_path_like", table, f"({path})") for table in TREES)
    yield f"{PAGES}_by_depth", PAGES, f"(depth, {path})"
    yield f"{PAGES}_unpublished", PAGES, f"({path}) WHERE has_unpublished_changes"
    yield f"{PAGES}_locked", PAGES, "(locked_by_id) WHERE locked"
    yield f"{PAGES}_aliases", PAGES, "(alias_of_id) WHERE alias_of_id IS NOT NULL"


def follow_migrations(config) -> None:
    """Django tells of the end of `migrate` by this signal alone."""
    post_migrate.connect(make_indexes, sender=config, dispatch_uid="liaison_pages.indexes")


def make_indexes(using: str, **_signal) -> None:
    """Make those that are missing; of a table that is not there yet, or no more, none."""
    connection = connections[using]
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        for name, table, indexed in indexes(connection.vendor):
            if table in tables:
                cursor.execute(f"CREATE INDEX IF NOT EXISTS {name} ON {table} {indexed}")
