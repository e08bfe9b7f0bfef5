"""`manage.py plugins`: the add-ons of this installation, listed, switched, checked; their contract's reference."""

from django.core import checks
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from wagtail.models import Site

from cms.kernel.actors import System
from cms.kernel.reference import PAGE, page_with, reference
from cms.kernel.registrar import registrar
from cms.kernel.states import is_enabled, reasons_inactive, set_enabled
from cms.kernel.tables import command_first, unwritten


class Command(BaseCommand):
    help = (
        "List the add-ons, switch one on or off for a site, check all contracts, or compare docs/plugins.md with them."
    )

    def add_arguments(self, parser):
        parser.add_argument("action", choices=["list", "enable", "disable", "check", "docs"])
        parser.add_argument("plugin", nargs="?", default="", help="the add-on's id")
        parser.add_argument("--site", default="", help="the site's host name; without it the default site")
        parser.add_argument("--write", action="store_true", help="docs: write the reference instead of comparing it")

    def handle(self, *args, action: str, plugin: str, site: str, write: bool = False, **options):
        if action == "check":
            self._check()
        elif action == "docs":
            self._docs(write)
        elif action == "list":
            self._list(self._site(site))
        else:
            self._switch(plugin, self._site(site), is_on=action == "enable")

    def _site(self, hostname: str) -> Site:
        if Site._meta.db_table not in connection.introspection.table_names():
            raise CommandError("There is no database yet: run `python manage.py migrate` first.")
        chosen = Site.objects.filter(hostname=hostname) if hostname else Site.objects.filter(is_default_site=True)
        if (found := chosen.first()) is None:
            raise CommandError(f"There is no site {hostname!r}." if hostname else "There is no default site.")
        return found

    def _list(self, site: Site) -> None:
        for plugin in registrar().add_ons():
            state = "on" if is_enabled(plugin.id, site) else "off"
            reasons = " ".join(reasons_inactive(plugin.id, site))
            self.stdout.write(f"{plugin.id}\t{plugin.version}\t{state}\t{plugin.title}\t{reasons}".rstrip())

    def _switch(self, plugin_id: str, site: Site, *, is_on: bool) -> None:
        ids = [plugin.id for plugin in registrar().add_ons()]
        if plugin_id not in ids:
            command = f"`manage.py plugins {'enable' if is_on else 'disable'} ID`"
            asked = f"There is no add-on {plugin_id!r}." if plugin_id else f"Which add-on? {command}."
            raise CommandError(f"{asked} Installed are: {', '.join(ids) or 'none'}.")
        if is_on and (command := command_first(plugin_id)):
            raise CommandError(f"The tables of {plugin_id!r} are not as its models say. Run first: {command}")
        set_enabled(plugin_id=plugin_id, site=site, is_enabled=is_on, actor=System("manage.py plugins"))
        for reason in reasons_inactive(plugin_id, site) if is_on else []:
            self.stderr.write(f"{plugin_id}: {reason}")
        self._list(site)

    def _docs(self, write: bool) -> None:
        page = page_with(reference())
        if write:
            PAGE.write_text(page, encoding="utf-8")
        elif page != PAGE.read_text(encoding="utf-8"):
            raise CommandError("The reference in docs/plugins.md is stale: `manage.py plugins docs --write`.")
        self.stdout.write("docs/plugins.md says what the contracts say.")

    def _check(self) -> None:
        found = checks.run_checks(tags=["plugins"])
        for message in found:
            self.stderr.write(str(message))
        lacking = unwritten([plugin.id for plugin in registrar().add_ons()])
        for plugin_id, command in lacking.items():
            self.stderr.write(
                f"The add-on {plugin_id!r} has models that no migration makes, so that their tables are not there.\n"
                f"\tHINT: {command}, then python manage.py migrate"
            )
        if lacking or any(message.is_serious() for message in found):
            raise CommandError("An add-on does not keep its contract.")
        self.stdout.write(f"{len(registrar().add_ons())} add-ons keep their contract.")
