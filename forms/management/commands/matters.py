"""`manage.py matters --reindex` reads every public matter anew, after a change of what makes a gram (docs/adr/0012)."""

from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Site

from forms.services.matters import reindex


class Command(BaseCommand):
    help = "Read every public matter anew for the search for similar ones; each site in a transaction of its own."

    def add_arguments(self, parser):
        parser.add_argument("--reindex", action="store_true", help="what it does; nothing happens without it")

    def handle(self, *args, **options):
        if not options["reindex"]:
            raise CommandError("Say --reindex: nothing was done.")
        for site in Site.objects.all():
            self.stdout.write(f"{site.hostname}: {reindex(site=site)} matters")
