"""What stands below a page is found by an index on SQLite too."""

import pytest
from django.core.management import call_command
from django.db import connection
from wagtail.models import Collection, Page

from liaison_pages.models import Venue
from liaison_pages.path_indexes import TABLES

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has an index for it from Django"),
]
NAMES = {f"{table}_path_like" for table in TABLES}


def present() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'index'")
        return NAMES & {name for (name,) in cursor.fetchall()}


@pytest.mark.parametrize("model", [Page, Collection, Venue])
def test_index_serves_what_stands_below(model):
    plan = model.objects.order_by().filter(path__startswith="00010001").explain()
    assert f"INDEX {model._meta.db_table}_path_like " in plan


def test_indexes_that_a_rebuilt_table_lost_are_made_by_the_next_migrate():
    with connection.cursor() as cursor:
        for name in NAMES:
            cursor.execute(f"DROP INDEX {name}")
    assert present() == set()
    call_command("migrate", verbosity=0)
    assert present() == NAMES
