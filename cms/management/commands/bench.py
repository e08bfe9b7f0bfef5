import json
import logging
import shutil
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
        parser.add_argument("-k", dest="words", default="", help="only the figures whose name has these words in it")

    def handle(self, *args, cleans: bool, words: str, **options):
        autodiscover_modules("bench")
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            empty = self._use_throw_away_database(folder)
            logging.disable(logging.INFO)  # Wagtail tells of every page; only the figures are printed
            workplace = Workplace(settings.BASE_DIR, folder=folder, empty_database=empty, cleans_clone=cleans)
            results = []
            for result in measure_all(workplace, words):
                self.stdout.write(self._line(result))
                results.append(result)
            logging.disable(logging.NOTSET)
            connection.close()
        self._write(results)
        short = [result.figure.name for result in results if result.verdict == "SHORT"]
        if short:
            raise CommandError(f"short: {', '.join(short)}")

    def _use_throw_away_database(self, folder: Path) -> Path:
        """
        Points everything at a migrated SQLite file, for figures never touch a district's data. Gives a copy of it that
        stays empty.
        """
        if connection.vendor != "sqlite":
            raise CommandError("The figures are measured on SQLite: run it without DATABASE_URL.")
        connection.close()
        empty, used = folder / "empty.sqlite3", folder / "bench.sqlite3"
        connection.settings_dict["NAME"] = str(empty)
        settings.MEDIA_ROOT = folder / "media"
        call_command("migrate", verbosity=0, interactive=False)
        connection.close()
        shutil.copyfile(empty, used)
        connection.settings_dict["NAME"] = str(used)
        return empty

    def _line(self, result: Result) -> str:
        value = "—" if result.value is None else f"{result.value:.2f}".rstrip("0").rstrip(".")
        figure = result.figure
        note = f"  ({result.note})" if result.note and result.value is not None else ""
        return f"{figure.name:<60}{value:>8} {figure.unit:<8} goal ≤ {figure.goal:<6g} {result.verdict}{note}"

    def _write(self, results: list[Result]) -> None:
        rows = [
            {
                "figure": result.figure.name,
                "value": result.value,
                "unit": result.figure.unit,
                "goal": result.figure.goal,
                "verdict": result.verdict,
                "note": result.note,
            }
            for result in results
        ]
        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        (settings.VAR_DIR / "bench.json").write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
