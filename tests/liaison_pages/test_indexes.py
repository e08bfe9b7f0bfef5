"""The indexes that the ORM cannot declare are there after every migrate, and serve what they are for."""

import pytest
from django.core.management import call_command
from django.db import connection
from wagtail.models import Collection, Page

from liaison_pages.indexes import indexes
from liaison_pages.models import Venue

pytestmark = pytest.mark.django_db
on_sqlite = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="PostgreSQL's planner looks at so few rows one by one"
)
NAMES = {name for name, _table, _indexed in indexes(connection.vendor)}


def present() -> set[str]:
    with connection.cursor() as cursor:
        found = [
            connection.introspection.get_constraints(cursor, table)
            for table in {table for _name, table, _indexed in indexes(connection.vendor)}
        ]
    return NAMES & {name for constraints in found for name in constraints}


@on_sqlite
@pytest.mark.parametrize("model", [Page, Collection, Venue])
def test_index_serves_what_stands_below(model):
    plan = model.objects.order_by().filter(path__startswith="00010001").explain()
    assert f"INDEX {model._meta.db_table}_path_like " in plan


@on_sqlite
@pytest.mark.parametrize(
    ("pages", "name"),
    [
        ({"depth": 3, "url_path__startswith": "/front/"}, "by_depth"),
        ({"depth": 5, "path__startswith": "0001000100010001"}, "by_depth"),
        ({"path__startswith": "00010001", "has_unpublished_changes": True}, "unpublished"),
        ({"locked": True, "locked_by": 1}, "locked"),
        ({"alias_of": 1}, "aliases"),
    ],
    ids=["top of a site", "children", "drafts", "locked", "aliases"],
)
def test_index_serves_few_pages_among_many(pages, name):
    plan = Page.objects.order_by().filter(**pages).explain()
    assert f"INDEX wagtailcore_page_{name} " in plan


def test_indexes_that_a_rebuilt_table_lost_are_made_by_the_next_migrate():
    with connection.cursor() as cursor:
        for name in NAMES:
            cursor.execute(f"DROP INDEX {name}")
    assert present() == set()
    call_command("migrate", verbosity=0)
    assert present() == NAMES
