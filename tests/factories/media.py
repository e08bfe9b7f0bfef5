"""Pictures and documents in a venue's own collection."""

import io
import zipfile

import factory
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory
from PIL import Image
from wagtail.models import Collection

from liaison_pages.models import Venue
from media.models import LiaisonDocument, LiaisonImage

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def collection_of(venue: Venue) -> Collection:
    """The venue's collection, made when the factory made a venue without one."""
    if venue.collection is None:
        venue.collection = Collection.get_first_root_node().add_child(name=f"{venue.code} {venue.name}")
        venue.save(update_fields=["collection"])
    return venue.collection


def jpeg(size: tuple[int, int] = (8, 6), **options) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", size, "white").save(buffer, "JPEG", **options)
    return buffer.getvalue()


def archive(entries: dict[str, bytes]) -> bytes:
    """A zip file with these names and contents."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name, content in entries.items():
            file.writestr(name, content)
    return buffer.getvalue()


class LiaisonImageFactory(DjangoModelFactory):
    class Meta:
        model = LiaisonImage

    title = factory.Sequence(lambda n: f"示例图片{n}")
    file = factory.LazyFunction(lambda: ContentFile(jpeg(), "example.jpg"))


class LiaisonDocumentFactory(DjangoModelFactory):
    class Meta:
        model = LiaisonDocument

    title = factory.Sequence(lambda n: f"示例文件{n}")
    file = factory.LazyFunction(lambda: ContentFile(PDF, "example.pdf"))
