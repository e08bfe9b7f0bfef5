"""`manage.py tasks`: the recurring tasks that plugins registered, listed or run."""

import logging

from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Site

from cms.kernel.registrar import registrar
from cms.kernel.states import is_enabled

logger = logging.getLogger(__name__)


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
        if name and not any(_sites(entry) for entry in chosen):
            self.stdout.write(f"{name}: nothing to do, {chosen[0].plugin_id} is on for no site")
        turns = [(entry, site) for entry in chosen for site in _sites(entry)]
        failed = [f"{entry.name}: {site.hostname}" for entry, site in turns if not self.run(entry, site)]
        if failed:
            raise CommandError("Failed, and told in the log: " + ", ".join(failed))

    def run(self, entry, site: Site) -> bool:
        """Run the task for the site; whether it succeeded. One that fails stops no other."""
        try:
            entry.value(site)
        except Exception:  # whatever the task of an add-on raises
            logger.exception("task %s of %s failed", entry.name, entry.plugin_id)
            return False
        self.stdout.write(f"{entry.name}: {site.hostname}")
        return True


def _sites(entry) -> list[Site]:
    return [site for site in Site.objects.all() if is_enabled(entry.plugin_id, site)]
