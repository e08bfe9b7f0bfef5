"""Pictures that staff upload are written anew: no place, no camera, nothing hidden, nothing that runs."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from media.models import LiaisonImage
from tests.factories.access import UserFactory
from tests.factories.media import jpeg

pytestmark = pytest.mark.django_db
URLS = ["wagtailimages:add", "wagtailimages:add_multiple", "wagtailimages_chooser:create"]
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.fixture(autouse=True)
def _signed_in(site, client):
    client.force_login(UserFactory(is_superuser=True))


def with_place() -> bytes:
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"  # GPS: 32 degrees north
    exif.get_ifd(0x8825)[2] = (32.0, 23.0, 40.0)
    exif[0x010F] = "示例相机"
    return jpeg((40, 20), exif=exif)


def post(client, name: str, file):
    prefix = "image-chooser-upload-" if name.endswith("create") else ""
    key = "files[]" if name.endswith("multiple") else f"{prefix}file"
    return client.post(reverse(name), {f"{prefix}title": "新", key: file})


@pytest.mark.parametrize("name", URLS)
def test_picture_loses_its_metadata_and_its_name(client, name):
    content = with_place()
    assert Image.open(io.BytesIO(content)).getexif()
    post(client, name, SimpleUploadedFile("我家.jpg", content, "image/jpeg"))
    row = LiaisonImage.objects.get()
    with row.file.open() as stored, Image.open(stored) as image:
        assert (image.format, image.size, dict(image.getexif())) == ("JPEG", (40, 20), {})
    assert (row.width, row.height) == (40, 20)
    assert "我家" not in row.file.name


@pytest.mark.parametrize("name", URLS)
@pytest.mark.parametrize(
    ("filename", "content"),
    [("a.svg", SVG), ("a.jpg", SVG), ("a.jpg", jpeg() + b"<script>alert(1)</script>"), ("a.jpg", b""), ("a.png", b"x")],
)
def test_what_is_no_plain_picture_is_refused(client, name, filename, content):
    response = post(client, name, SimpleUploadedFile(filename, content, "image/jpeg"))
    assert response.status_code == 200
    assert LiaisonImage.objects.count() == 0


def test_editing_without_a_new_file_keeps_the_old_one(client):
    post(client, URLS[0], SimpleUploadedFile("a.jpg", jpeg(), "image/jpeg"))
    row = LiaisonImage.objects.get()
    url = reverse("wagtailimages:edit", args=[row.pk])
    data = {"title": "改", "focal_point_x": "", "focal_point_y": "", "focal_point_width": "", "focal_point_height": ""}
    assert client.post(url, data).status_code == 302
    assert [(each.title, each.file.name) for each in LiaisonImage.objects.all()] == [("改", row.file.name)]
