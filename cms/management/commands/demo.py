"""`manage.py demo`: write the demo district and say how to try it."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from cms import demo


class Command(BaseCommand):
    help = "Write the demo district (invented people and matters) into an empty database."

    def add_arguments(self, parser):
        parser.add_argument("--seed", type=int, default=2026, help="The same seed writes the same demo.")
        parser.add_argument("--json", type=Path, help="Write addresses, accounts and codes to this file.")

    def handle(self, *args, seed: int, json: Path | None, **options):
        try:
            context = demo.build(seed=seed, progress=lambda message: self.stdout.write(f"  {message}"))
        except demo.DemoRefused as refused:
            raise CommandError(str(refused)) from refused
        manifest = demo.describe(context)
        if json:
            write_json(json, manifest)
        if options["verbosity"]:
            self._print(manifest)

    def _print(self, manifest: dict) -> None:
        self.stdout.write("")
        for title, key in (("网站", "base_url"), ("登录", "login_url"), ("办理", "queue_url")):
            self.stdout.write(f"{title}  {manifest[key]}")
        self.stdout.write("")
        for account in manifest["accounts"]:
            self.stdout.write(f"{account['username']:<14}{account['password']:<16}{account['role']}")


def write_json(path: Path, data: dict) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
