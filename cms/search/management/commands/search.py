"""`manage.py search --rebuild` makes all that the public search finds anew (docs/operations/search.md)."""

from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Site

from cms.search import services
from cms.search.registry import all_sources


class Command(BaseCommand):
    help = "Make what the public search finds anew, in batches; what is found meanwhile stays true."

    def add_arguments(self, parser):
        parser.add_argument("--rebuild", action="store_true", help="what it does; nothing happens without it")
        parser.add_argument("--site", type=int, help="one site alone, by its number")
        parser.add_argument("--kind", help="one kind alone: " + ", ".join(source.kind for source in all_sources()))
        parser.add_argument("--after", default="", help="go on behind this key, which the last line named; with --kind")

    def handle(self, *args, rebuild: bool, site: int | None, kind: str | None, after: str, **options):
        if not rebuild:
            raise CommandError("Say --rebuild: nothing was done.")
        if after and not (kind and after.isascii() and after.isdigit()):
            raise CommandError("--after is a number, and needs --kind: nothing was done.")
        sources = [source for source in all_sources() if kind in (None, source.kind)]
        sites = Site.objects.filter(pk=site) if site else Site.objects.all()
        if not sources or not sites:
            raise CommandError("There is no such kind or site: nothing was done.")
        for each in sites:
            for source in sources:
                self._rebuild(source, each, after)

    def _rebuild(self, source, site: Site, after: str) -> None:
        total = 0

        def wrote(last: str, count: int) -> None:
            nonlocal total
            total += count
            self.stdout.write(f"site {site.pk} {source.kind}: {total}, up to key {last}")

        services.rebuild(source, site, after=after, wrote=wrote)
        self.stdout.write(f"site {site.pk} {source.kind}: done, {total}")
