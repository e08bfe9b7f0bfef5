"""Figures of the district: how long its workbook takes, and what a venue's page asks of the database."""

import datetime
import time
from pathlib import Path

from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.bench import Workplace, figure
from liaison_pages.models import Deputy, Reception, VenueMembership, VenuePage

WORKBOOK = Path(__file__).resolve().parent / "data" / "guangling.xlsx"
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


def _queries_of_page(count: int) -> int:
    """Queries of an uncached page of an imported venue that has `count` deputies and `count` receptions to come."""
    page = VenuePage.objects.live().select_related("venue").first()
    deputies = list(Deputy.objects.all()[:count])
    page.venue.receptions.all().delete()
    page.venue.memberships.all().delete()
    VenueMembership.objects.bulk_create(VenueMembership(venue=page.venue, deputy=deputy) for deputy in deputies)
    for number, deputy in enumerate(deputies, start=1):
        day = datetime.date.today() + datetime.timedelta(days=number)
        hours = {"starts_at": datetime.time(9), "ends_at": datetime.time(11)}
        Reception.objects.create(venue=page.venue, planned_on=day, date=day, **hours).deputies.add(deputy)
    client = Client(SERVER_NAME="127.0.0.1")
    client.get(page.url)  # what a process asks once: content types, sites
    cache.clear()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = client.get(page.url)
    if response.status_code != 200 or len(deputies) != count:
        raise RuntimeError(f"{page.url} answered {response.status_code} with {len(deputies)} deputies")
    return len(queries)
