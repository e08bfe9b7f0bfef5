"""The papers of all venues at once, for an office that prints for its stations."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Site

from cms.papers import PaperError, Sheet, typeset
from liaison_pages.models import DistrictSettings
from liaison_pages.papers.notice import notice_of
from liaison_pages.papers.parts import SIZES
from liaison_pages.papers.poster import venue_poster
from liaison_pages.selectors.calendars import public_page
from liaison_pages.selectors.venue_lists import public_venues


class Command(BaseCommand):
    help = "Write CODE-notice.pdf and CODE-poster.pdf of every venue with a public page into a folder."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)
        parser.add_argument("--site", metavar="HOST", help="host name of the site; the default site when left out")
        parser.add_argument("--size", choices=SIZES, default=SIZES[0])

    def handle(self, *args, folder: Path, size: str, **options):
        host = options["site"]
        site = Site.objects.filter(hostname=host) if host else Site.objects.filter(is_default_site=True)
        if not site:
            raise CommandError(f"There is no site {host}.")
        folder.mkdir(parents=True, exist_ok=True)
        count = 0
        for name, sheet in _sheets(site[0], size):
            try:
                (folder / name).write_bytes(typeset(sheet))
            except PaperError as error:
                raise CommandError(f"{name}: {error}") from error
            count += 1
        self.stdout.write(f"{count} papers in {folder}")


def _sheets(site: Site, size: str) -> Iterator[tuple[str, Sheet]]:
    district = DistrictSettings.for_site(site)
    for code in public_venues(site).order_by("path").values_list("code", flat=True):
        page = public_page(site, code, settings.LANGUAGE_CODE)
        yield f"{code}-notice.pdf", notice_of(page, district, size)
        yield f"{code}-poster.pdf", venue_poster(page.venue, district, size)
