"""`manage.py migrate`: Django's own, with the product's migrations before those of add-ons."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.core.management import CommandError
from django.core.management.commands import migrate
from django.db.migrations.executor import MigrationExecutor

from cms.kernel.discovery import CannotStart, cannot_be, plugin_behind
from cms.kernel.registrar import is_core

_AHEAD = (
    "The add-on {id!r} cannot be migrated: {migration} wants to run before {other}, and the product goes first. "
    "Migrate without it by LIAISON_PLUGINS_EXCLUDE={id}."
)


class CoreFirst(MigrationExecutor):
    """Plans add-ons last: one whose migration fails leaves the core's schema whole, and is named."""

    def apply_migration(self, state, migration, *args, **kwargs):
        with _naming(_add_ons().get(migration.app_label)):
            return super().apply_migration(state, migration, *args, **kwargs)

    def unapply_migration(self, state, migration, *args, **kwargs):
        with _naming(_add_ons().get(migration.app_label)):
            return super().unapply_migration(state, migration, *args, **kwargs)

    def migration_plan(self, targets, clean_start=False):
        add_ons = _add_ons()
        for (label, name), migration in self.loader.disk_migrations.items():
            ahead = [f"{app}.{other}" for app, other in migration.run_before if app not in add_ons]
            if label in add_ons and ahead:
                raise CommandError(_AHEAD.format(id=add_ons[label], migration=f"{label}.{name}", other=ahead[0]))
        return super().migration_plan(sorted(targets, key=lambda target: target[0] in add_ons), clean_start)


def _add_ons() -> dict[str, str]:
    """The id of each add-on by its app's label."""
    return {
        config.label: config.plugin.id
        for config in apps.get_app_configs()
        if getattr(config, "plugin", None) and not is_core(config.plugin)
    }


@contextmanager
def _naming(plugin_id: str | None = None) -> Iterator[None]:
    """Around migrations: an error of an add-on's says whose it is, and how to migrate without."""
    try:
        yield
    except (CannotStart, CommandError):
        raise
    except Exception as error:
        plugin_id = plugin_id or plugin_behind(error)
        if plugin_id is None:
            raise
        raise cannot_be("migrated", plugin_id, error) from error


class Command(migrate.Command):
    def handle(self, *args, **options):
        migrate.MigrationExecutor = CoreFirst  # the command of Django names its executor in its module alone
        with _naming():  # a module of migrations may raise already when it is read
            super().handle(*args, **options)
