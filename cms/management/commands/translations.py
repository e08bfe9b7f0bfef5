from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cms.translations import DOMAIN_FILE, GettextMissing, collect, problems

SHOWN = 40  # problems printed; the count names all


class Command(BaseCommand):
    help = "Brings the English catalogue up to date with the source; --check only reports what it lacks."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="change nothing; fail when a string is untranslated")

    def handle(self, *args, check: bool, **options):
        catalogue = Path(settings.LOCALE_PATHS[0]) / "en" / DOMAIN_FILE
        try:
            current = collect(settings.BASE_DIR, catalogue, "en")
        except GettextMissing as error:
            raise CommandError(str(error)) from None
        found = problems(current)
        if not check:
            catalogue.parent.mkdir(parents=True, exist_ok=True)
            current.save(str(catalogue))
            self.stdout.write(f"{catalogue.relative_to(settings.BASE_DIR)}: {len(current)} strings")
        for problem in found[:SHOWN]:
            self.stdout.write(str(problem))
        if found and check:
            raise CommandError(f"{len(found)} of {len(current)} strings lack an English translation.")
        self.stdout.write(f"{len(current) - len(found)} of {len(current)} strings are translated.")
