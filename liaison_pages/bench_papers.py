"""Figures of papers for the wall: how long a full notice takes, from the request on."""

import time

from django.core.cache import caches
from django.core.management import call_command
from django.test import Client

from cms.bench import Workplace, figure
from cms.papers.fonts import chinese_families
from liaison_pages.bench_rows import WORKBOOK, fill
from liaison_pages.models import Deputy, VenuePage

DEPUTIES = 20


@figure(f"pdf of a notice with {DEPUTIES} deputies and photos", unit="s", goal=2)
def notice_seconds(bench: Workplace) -> tuple[float, str] | None:
    """A3, not made before, in a process that has looked for its fonts; photos have been cut to size."""
    return _measured(bench, is_kept=False)


@figure("pdf of the same, made before", unit="s", goal=0.2)
def kept_notice_seconds(bench: Workplace) -> tuple[float, str] | None:
    return _measured(bench, is_kept=True)


def _measured(bench: Workplace, *, is_kept: bool) -> tuple[float, str] | None:
    if not chinese_families().sans:
        return None
    if not VenuePage.objects.exists():
        call_command("import_district", str(WORKBOOK), verbosity=0)
    page = VenuePage.objects.live().select_related("venue").first()
    fill(page, list(Deputy.objects.all()[:DEPUTIES]))
    client, address = Client(SERVER_NAME="127.0.0.1"), f"/venues/{page.venue.code}/notice.pdf?size=a3"
    client.get(address)
    if not is_kept:
        caches["papers"].clear()
    started = time.monotonic()
    response = client.get(address)
    seconds = time.monotonic() - started
    if response.status_code != 200:
        raise RuntimeError(f"{address} answered {response.status_code}")
    return seconds, f"{len(response.content) // 1024} KB"
