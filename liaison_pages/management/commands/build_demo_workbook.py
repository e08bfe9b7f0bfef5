"""Build the demo district's workbook anew. For developers: needs the packages of requirements-dev.txt."""

from pathlib import Path

from django.core.management.base import BaseCommand

from liaison_pages.demo.workbook import DEFAULT_SEED, TARGET, demo_rows
from liaison_pages.importer.template import build_workbook, save


class Command(BaseCommand):
    help = "Build liaison_pages/data/guangling.xlsx from the list of divisions; the same seed gives the same bytes."

    def add_arguments(self, parser):
        parser.add_argument("--seed", type=int, default=DEFAULT_SEED)
        parser.add_argument("--output", type=Path, default=TARGET)

    def handle(self, *args, seed: int, output: Path, **options):
        rows = demo_rows(seed)
        with output.open("wb") as target:
            save(build_workbook(rows), target)
        if options["verbosity"]:
            for sheet, found in rows.items():
                self.stdout.write(f"{sheet} {len(found)}")
