"""`manage.py events deliver`: run the handlers that failed or never ran. For cron, every minute."""

from django.core.management.base import BaseCommand

from cms.kernel.events import deliver_waiting


class Command(BaseCommand):
    help = "Deliver events whose handlers failed or have not run yet."

    def add_arguments(self, parser):
        parser.add_argument("action", choices=["deliver"])

    def handle(self, *args, **options):
        self.stdout.write(f"{deliver_waiting()} delivered")
