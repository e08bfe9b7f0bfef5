"""Figures of the district: how long its workbook takes, and what a venue's page asks of the database."""

import datetime
import time
from pathlib import Path

from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from cms.bench import Workplace, figure
from liaison_pages.demo.album import FOLDER
from liaison_pages.models import Deputy, Reception, VenueMembership, VenuePage, VenuePhoto
from media.models import LiaisonDocument, LiaisonImage

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


@figure("queries of the same, every kind of content", unit="queries", goal=15)
def queries_with_content(bench: Workplace) -> int:
    """Pictures, galleries and documents in a page's content cost one more each, however many there are."""
    return _queries_of_page(MANY, with_content=True)


def _queries_of_page(count: int, *, with_content: bool = False) -> int:
    """Queries of an uncached page of an imported venue with `count` deputies, receptions to come and photos."""
    page = VenuePage.objects.live().select_related("venue").first()
    deputies = list(Deputy.objects.all()[:count])
    _fill(page, deputies)
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


def _fill(page: VenuePage, deputies: list[Deputy]) -> None:
    """Give the venue these deputies, each with a photo and a reception to come, and its page as many photos."""
    for rows in (page.venue.receptions, page.venue.memberships, page.photos):
        rows.all().delete()
    VenueMembership.objects.bulk_create(VenueMembership(venue=page.venue, deputy=deputy) for deputy in deputies)
    for number, deputy in enumerate(deputies, start=1):
        deputy.photo = _image(page)
        deputy.save()
        day = datetime.date.today() + datetime.timedelta(days=number)
        hours = {"starts_at": datetime.time(9), "ends_at": datetime.time(11)}
        Reception.objects.create(venue=page.venue, planned_on=day, date=day, **hours).deputies.add(deputy)
        VenuePhoto.objects.create(page=page, image=deputy.photo, sort_order=number)


def _image(page: VenuePage) -> LiaisonImage:
    drawing = FOLDER / "lane.jpg"
    file = ContentFile(drawing.read_bytes(), name=drawing.name)
    return LiaisonImage.objects.create(title="示例", description="示例", collection=page.venue.collection, file=file)


def every_kind_of_content(page: VenuePage) -> list[tuple]:
    """What a page's body can hold that asks the database, with notice and text: the richest page there is."""
    document = LiaisonDocument.objects.create(
        title="示例", collection=page.venue.collection, file=ContentFile(b"x", name="example.txt")
    )
    picture = {"image": _image(page), "alt": "示例"}
    return [
        ("notice", {"title": "示例", "text": "<p>示例</p>"}),
        ("text", "<p>示例</p>"),
        ("picture", picture),
        ("gallery", [picture, picture]),
        ("document", {"document": document}),
    ]
