import json
import logging
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils.module_loading import autodiscover_modules

import cms.bench.clean_clone
import cms.bench.code  # noqa: F401  both register figures
from cms.bench import Result, Workplace, measure_all


class Command(BaseCommand):
    help = "Measures the figures that the project holds itself to and writes them to var/bench.json."

    def add_arguments(self, parser):
        parser.add_argument(
            "--clean-clone", dest="cleans", action="store_true", help="also time make demo and make test (minutes)"
        )

    def handle(self, *args, cleans: bool, **options):
        autodiscover_modules("bench")
        with tempfile.TemporaryDirectory() as folder:
            self._use_throw_away_database(Path(folder))
            logging.disable(logging.INFO)  # Wagtail tells of every page; only the figures are printed
            results = measure_all(Workplace(root=settings.BASE_DIR, cleans_clone=cleans))
            logging.disable(logging.NOTSET)
            connection.close()
        for result in results:
            self.stdout.write(self._line(result))
        self._write(results)
        short = [result.figure.name for result in results if result.verdict == "SHORT"]
        if short:
            raise CommandError(f"short: {', '.join(short)}")

    def _use_throw_away_database(self, folder: Path) -> None:
        """Points everything at a migrated SQLite file: figures never touch a district's data."""
        if connection.vendor != "sqlite":
            raise CommandError("The figures are measured on SQLite: run it without DATABASE_URL.")
        connection.close()
        connection.settings_dict["NAME"] = str(folder / "bench.sqlite3")
        settings.MEDIA_ROOT = folder / "media"
        call_command("migrate", verbosity=0, interactive=False)

    def _line(self, result: Result) -> str:
        value = "—" if result.value is None else f"{result.value:.1f}".removesuffix(".0")
        figure = result.figure
        return f"{figure.name:<46}{value:>8} {figure.unit:<8} goal ≤ {figure.goal:<6g} {result.verdict}"

    def _write(self, results: list[Result]) -> None:
        rows = [
            {
                "figure": result.figure.name,
                "value": result.value,
                "unit": result.figure.unit,
                "goal": result.figure.goal,
                "verdict": result.verdict,
            }
            for result in results
        ]
        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        (settings.VAR_DIR / "bench.json").write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
