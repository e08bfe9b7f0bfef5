"""The order of migrations: the product's before those of add-ons."""

import pytest
from django.core.management import CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from cms.kernel.discovery import CannotStart
from cms.kernel.management.commands.migrate import CoreFirst

pytestmark = pytest.mark.django_db


@pytest.fixture
def executor():
    return CoreFirst(connection)


def test_add_ons_come_last(executor):
    targets = executor.loader.graph.leaf_nodes()
    labels = [migration.app_label for migration, _backwards in executor.migration_plan(targets, clean_start=True)]
    assert set(labels[-len({"toys", "suggestions"}) :]) <= {"toys", "liaison_suggestions"}
    assert labels.index("liaison_forms") < labels.index("liaison_suggestions")


def test_migration_of_an_add_on_that_wants_to_go_before_the_product_is_refused(executor):
    executor.loader.disk_migrations["toys", "0001_initial"].run_before = [("liaison_forms", "0001_initial")]
    with pytest.raises(CommandError) as caught:
        executor.migration_plan(executor.loader.graph.leaf_nodes())
    assert str(caught.value) == (
        "The add-on 'toys' cannot be migrated: toys.0001_initial wants to run before liaison_forms.0001_initial, and "
        "the product goes first. Migrate without it by LIAISON_PLUGINS_EXCLUDE=toys."
    )


@pytest.mark.parametrize("failing", ["apply_migration", "unapply_migration"])
def test_migration_that_fails_is_said_with_the_add_on(executor, monkeypatch, failing):
    def fail(self, state, migration):
        raise RuntimeError(f"no {migration.name} today")

    monkeypatch.setattr(MigrationExecutor, failing, fail)
    core, add_on = (executor.loader.disk_migrations[label, "0001_initial"] for label in ("liaison_forms", "toys"))
    with pytest.raises(CannotStart) as caught:
        getattr(executor, failing)(None, add_on)
    assert str(caught.value) == (
        "The add-on 'toys' cannot be migrated: RuntimeError: no 0001_initial today. "
        "Start without it by LIAISON_PLUGINS_EXCLUDE=toys."
    )
    with pytest.raises(RuntimeError, match="no 0001_initial today"):
        getattr(executor, failing)(None, core)
