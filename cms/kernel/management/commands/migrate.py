"""`manage.py migrate`: Django's own, with the product's migrations before those of add-ons."""

from django.apps import apps
from django.core.management import CommandError
from django.core.management.commands import migrate
from django.db.migrations.executor import MigrationExecutor

from cms.kernel.registrar import is_core

_AHEAD = (
    "The add-on {id!r} cannot be migrated: {migration} wants to run before {other}, and the product goes first. "
    "Migrate without it by LIAISON_PLUGINS_EXCLUDE={id}."
)


class CoreFirst(MigrationExecutor):
    """Plans add-ons last: one whose migration fails leaves the core's schema whole."""

    def migration_plan(self, targets, clean_start=False):
        add_ons = {
            config.label: config.plugin.id
            for config in apps.get_app_configs()
            if getattr(config, "plugin", None) and not is_core(config.plugin)
        }
        for (label, name), migration in self.loader.disk_migrations.items():
            ahead = [f"{app}.{other}" for app, other in migration.run_before if app not in add_ons]
            if label in add_ons and ahead:
                raise CommandError(_AHEAD.format(id=add_ons[label], migration=f"{label}.{name}", other=ahead[0]))
        return super().migration_plan(sorted(targets, key=lambda target: target[0] in add_ons), clean_start)


class Command(migrate.Command):
    def handle(self, *args, **options):
        migrate.MigrationExecutor = CoreFirst  # the command of Django names its executor in its module alone
        super().handle(*args, **options)
