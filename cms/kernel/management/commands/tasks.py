"""`manage.py tasks`: the recurring tasks that plugins registered, listed or run."""

from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Site

from cms.kernel.registrar import registrar
from cms.kernel.states import is_enabled


class Command(BaseCommand):
    help = "List the recurring tasks, or run one (or all) for every site where its plugin is on."

    def add_arguments(self, parser):
        parser.add_argument("action", choices=["list", "run"])
        parser.add_argument("name", nargs="?", default="")

    def handle(self, *args, action: str, name: str, **options):
        entries = registrar().all("task")
        if action == "list":
            for entry in entries:
                self.stdout.write(f"{entry.name}\t{entry.plugin_id}")
            return
        chosen = [entry for entry in entries if not name or entry.name == name]
        if name and not chosen:
            raise CommandError(f"There is no task {name!r}. `manage.py tasks list` names them.")
        for entry in chosen:
            for site in Site.objects.all():
                if is_enabled(entry.plugin_id, site):
                    entry.value(site)
                    self.stdout.write(f"{entry.name}: {site.hostname}")
