"""`manage.py access repair`: bring the rows behind roles in step with their definition, and say what had drifted."""

from django.core.management.base import BaseCommand
from django.db import transaction

from cms.access.selectors import role_groups
from cms.access.services import drop_empty_groups, repair


class Command(BaseCommand):
    help = "repair: rewrite the permissions behind every role, report what had drifted, drop groups without members."

    def add_arguments(self, parser):
        parser.add_argument("action", choices=["repair"])
        parser.add_argument("--dry-run", action="store_true", help="report, change nothing")

    @transaction.atomic
    def handle(self, *args, dry_run=False, **options):
        drifted = 0
        for role_group in role_groups():
            added, removed = repair(role_group)
            if added or removed:
                drifted += 1
                self.stdout.write(f"{role_group}: +{added} −{removed}")
        dropped = drop_empty_groups()
        if dry_run:
            transaction.set_rollback(True)
        self.stdout.write(f"{drifted} role groups had drifted, {dropped} had no members.")
