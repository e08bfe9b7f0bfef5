"""What the figures need in the database: a venue whose page shows all that a page can."""

import datetime
from pathlib import Path

from django.core.files.base import ContentFile

from liaison_pages.demo.album import FOLDER
from liaison_pages.models import Deputy, Reception, VenueMembership, VenuePage, VenuePhoto
from media.models import LiaisonDocument, LiaisonImage

WORKBOOK = Path(__file__).resolve().parent / "data" / "guangling.xlsx"


def fill(page: VenuePage, deputies: list[Deputy]) -> None:
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
