"""
Paths of the trees, indexed as SQLite's LIKE compares them.

Wagtail and treebeard ask for what stands below a page with `path LIKE 'prefix%'`. SQLite's LIKE takes no heed of case, so
that the columns' own index does not serve it and every page is looked at; PostgreSQL has an index for it from Django.
"""

from django.db import migrations

TABLES = ("wagtailcore_page", "wagtailcore_collection", "liaison_pages_venue")


def add(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for table in TABLES:
            schema_editor.execute(f"CREATE INDEX IF NOT EXISTS {table}_path_like ON {table} (path COLLATE NOCASE)")


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for table in TABLES:
            schema_editor.execute(f"DROP INDEX IF EXISTS {table}_path_like")


class Migration(migrations.Migration):
    dependencies = [
        ("liaison_pages", "0011_no_moderators_workflow"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(add, remove)]
