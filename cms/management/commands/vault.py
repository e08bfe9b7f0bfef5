"""`manage.py vault newkey`: a key for LIAISON_VAULT_KEYS."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from cms.vault import new_key


class Command(BaseCommand):
    help = "Print a fresh entry for LIAISON_VAULT_KEYS. Put it first; keep the old ones, or their data stay closed."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("action", choices=["newkey"])
        parser.add_argument("--id", default="", help="name of the key; this month by default")

    def handle(self, *args, **options):
        self.stdout.write(new_key(options["id"] or f"{timezone.now():%Y%m}"))
