"""Figures of the district: how long its workbook takes, and what a venue's page asks of the database."""

import time

from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

import liaison_pages.bench_paint
import liaison_pages.bench_papers  # noqa: F401  both register figures
from cms.bench import Workplace, figure
from liaison_pages.bench_rows import WORKBOOK, every_kind_of_content, fill
from liaison_pages.models import Deputy, VenuePage

FEW, MANY = 1, 30


@figure("import of the district workbook", unit="s", goal=10)
def import_seconds(bench: Workplace) -> float:
    started = time.monotonic()
    call_command("import_district", str(WORKBOOK), verbosity=0)
    return time.monotonic() - started


@figure(f"queries of a venue page, {FEW} deputy", unit="queries", goal=15)
def queries_with_few(bench: Workplace) -> int:
    return _queries_of_page(FEW)


@figure(f"queries of a venue page, {MANY} deputies", unit="queries", goal=15)
def queries_with_many(bench: Workplace) -> int:
    return _queries_of_page(MANY)


@figure("queries of the same, every kind of content", unit="queries", goal=15)
def queries_with_content(bench: Workplace) -> int:
    """Pictures, galleries and documents in a page's content cost one more each, however many there are."""
    return _queries_of_page(MANY, with_content=True)


def _queries_of_page(count: int, *, with_content: bool = False) -> int:
    """Queries of an uncached page of an imported venue with `count` deputies, receptions to come and photos."""
    page = VenuePage.objects.live().select_related("venue").first()
    deputies = list(Deputy.objects.all()[:count])
    fill(page, deputies)
    page.body = every_kind_of_content(page) if with_content else []
    page.save()
    client = Client(SERVER_NAME="127.0.0.1")
    client.get(page.url)  # what a process asks once: content types, sites; and the renditions are made
    cache.clear()
    Site.get_site_root_paths()  # any page asks for them, once an hour
    with CaptureQueriesContext(connection) as queries:
        response = client.get(page.url)
    if response.status_code != 200 or len(deputies) != count:
        raise RuntimeError(f"{page.url} answered {response.status_code} with {len(deputies)} deputies")
    return len(queries)
