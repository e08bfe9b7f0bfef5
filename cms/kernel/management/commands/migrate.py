"""`manage.py migrate`: Django's own, with the product's migrations before those of add-ons."""

from django.apps import apps
from django.core.management.commands import migrate
from django.db.migrations.executor import MigrationExecutor

from cms.kernel.registrar import is_core


class CoreFirst(MigrationExecutor):
    """Plans add-ons last: one whose migration fails leaves the core's schema whole."""

    def migration_plan(self, targets, clean_start=False):
        add_ons = {
            config.label
            for config in apps.get_app_configs()
            if getattr(config, "plugin", None) and not is_core(config.plugin)
        }
        return super().migration_plan(sorted(targets, key=lambda target: target[0] in add_ons), clean_start)


class Command(migrate.Command):
    def handle(self, *args, **options):
        migrate.MigrationExecutor = CoreFirst  # the command of Django names its executor in its module alone
        super().handle(*args, **options)
