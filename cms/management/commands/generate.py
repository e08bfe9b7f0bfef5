"""`manage.py generate`: a large invented district in an empty database."""

import argparse

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from cms.demo import PASSWORD, DemoRefused, accounts
from cms.generate import Amounts, generate


def amount(text: str) -> int:
    """A whole number, not negative."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(_("请用 0 或更大的整数。"))
    return int(text)


class Command(BaseCommand):
    help = "Write a large district (invented places and people, marked as examples) into an empty database."

    def add_arguments(self, parser):
        parser.add_argument("--venues", type=amount, default=10_000)
        parser.add_argument("--staff", type=amount, default=2_000)
        parser.add_argument("--submissions", type=amount, default=20_000)
        parser.add_argument("--seed", type=int, default=2026, help="The same seed writes the same district.")

    def handle(self, *args, venues: int, staff: int, submissions: int, seed: int, **options):
        amounts = Amounts(venues, staff, submissions)
        verbosity = options["verbosity"]
        with tqdm(total=amounts.total, disable=None if verbosity else True, leave=False) as bar:

            def progress(title: str, count: int) -> None:
                bar.set_description(title)
                bar.update(count)

            try:
                generate(amounts=amounts, seed=seed, progress=progress)
            except DemoRefused as refused:
                raise CommandError(str(refused)) from refused
        if verbosity:
            for role, username in {each["role"]: each["username"] for each in reversed(accounts())}.items():
                self.stdout.write(f"{username:<14}{PASSWORD:<16}{role}")
