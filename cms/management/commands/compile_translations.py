from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from cms.translations import compile_stale


class Command(BaseCommand):
    help = "Compiles the .po files that changed. Needs no gettext."
    requires_system_checks = []

    def handle(self, *args, **options):
        for path in compile_stale([Path(folder) for folder in settings.LOCALE_PATHS]):
            if options["verbosity"]:
                self.stdout.write(f"compiled {path.relative_to(settings.BASE_DIR)}")
