"""What passes the checks of uploaded pictures, and what does not."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from media import uploads
from media.uploads import check_image, clean_image, shown_name
from tests.factories.photos import photo_with_exif, picture_bytes, png_header_only, scanned_again, upload


def opened(clean) -> Image.Image:
    return Image.open(io.BytesIO(clean.content))


def zipped() -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        archive.writestr("run.txt", "x" * 50)
    return output.getvalue()


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_allowed_format_becomes_a_jpeg(format):
    clean = clean_image(upload(picture_bytes(format, size=(64, 48))))
    assert (opened(clean).format, opened(clean).size) == ("JPEG", (64, 48))
    assert (clean.width, clean.height) == (64, 48)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "P", "1", "I;16"])
def test_every_colour_mode_becomes_rgb(mode):
    content = io.BytesIO()
    Image.new(mode, (20, 20)).save(content, "PNG")
    assert opened(clean_image(upload(content.getvalue()))).mode == "RGB"


def test_cmyk_becomes_rgb():
    assert opened(clean_image(upload(picture_bytes(mode="CMYK")))).mode == "RGB"


def test_transparent_ground_becomes_white():
    content = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(content, "PNG")
    assert opened(clean_image(upload(content.getvalue()))).getpixel((10, 10)) == (255, 255, 255)


def test_exif_is_gone_and_the_picture_upright():
    original = photo_with_exif(orientation=6)
    assert b"SecretCamera" in original
    clean = clean_image(upload(original))
    assert (clean.width, clean.height) == (30, 40)
    assert dict(opened(clean).getexif()) == {}
    assert b"Secret" not in clean.content
    assert b"secret comment" not in clean.content
    assert b"Exif" not in clean.content


def test_large_picture_is_scaled_down():
    clean = clean_image(upload(picture_bytes(size=(5000, 2500))))
    assert (clean.width, clean.height) == (2000, 1000)


REFUSED = {
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "foreign"),
    "html as jpg": (b"<!DOCTYPE html><html><body>hello</body></html>", "foreign"),
    "svg without script": (b'<svg xmlns="http://www.w3.org/2000/svg"></svg>', "not_an_image"),
    "text": ("这不是照片".encode(), "not_an_image"),
    "gif": (picture_bytes("GIF"), "not_an_image"),
    "bmp": (picture_bytes("BMP"), "not_an_image"),
    "tiff": (picture_bytes("TIFF"), "not_an_image"),
    "empty": (b"", "empty"),
    "pdf": (b"%PDF-1.7\n%%EOF", "foreign"),
    "zip behind a jpeg": (picture_bytes() + zipped(), "foreign"),
    "html behind a jpeg": (picture_bytes() + b"<HTML><ScRiPt>alert(1)</ScRiPt>", "foreign"),
    "php in a comment": (picture_bytes(comment=b"<?php system($_GET['c']); ?>"), "foreign"),
    "truncated jpeg": (picture_bytes(size=(400, 300), quality=95)[:900], "broken"),
    "truncated png": (picture_bytes("PNG", size=(400, 300))[:60], "broken"),
    "truncated heif": (picture_bytes("HEIF", size=(400, 300))[:300], "not_an_image"),
    "jpeg magic alone": (b"\xff\xd8\xff\xe0" + b"\0" * 100, "not_an_image"),
    "wide png": (png_header_only(30_000, 2_000), "too_many_pixels"),
    "bomb by header": (png_header_only(100_000, 100_000), "too_many_pixels"),
    "scanned again and again": (scanned_again(100), "never_ends"),
    "scans behind a comment": (b"\xff\xd8\xff\xfe\x00\x04\xff\xd9" + scanned_again(100)[2:], "never_ends"),
    "a header of segments": (b"\xff\xd8" + b"\xff\xfe\x00\x02" * 3000 + picture_bytes()[2:], "never_ends"),
    "a header of nothing": (b"\xff\xd8" + b"\xff" * 200_000 + picture_bytes()[2:], "never_ends"),
    "bomb just over Pillow's warning": (png_header_only(10_000, 9_000), "too_many_pixels"),
}


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize("kind", REFUSED)
def test_refused_file_is_named(kind):
    content, code = REFUSED[kind]
    with pytest.raises(ValidationError) as caught:
        clean_image(upload(content, "证据 1.jpg"))
    assert caught.value.code == code
    assert "“证据 1.jpg”" in caught.value.messages[0]


def test_too_many_bytes_are_refused_unread(monkeypatch):
    monkeypatch.setattr(uploads, "MAX_BYTES", 100)
    file = upload(picture_bytes())
    with pytest.raises(ValidationError) as caught:
        clean_image(file)
    assert caught.value.code == "too_large"
    assert file.tell() == 0


def test_pixels_are_counted_before_any_is_decoded(monkeypatch):
    monkeypatch.setattr(Image.Image, "load", lambda self: pytest.fail("decoded"))
    with pytest.raises(ValidationError) as caught:
        clean_image(upload(png_header_only(8_000, 6_000)))
    assert caught.value.code == "too_many_pixels"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a.jpg", "a.jpg"),
        (None, "照片"),
        ("\x00\u202e\n", "照片"),
        ("长" * 60 + ".jpg", "长" * 28 + "…" + "长" * 6 + ".jpg"),
    ],
)
def test_shown_name_is_short_and_printable(name, shown):
    assert shown_name(name) == shown


def test_header_alone_refuses_without_a_decoded_pixel(monkeypatch):
    good = upload(picture_bytes())
    monkeypatch.setattr(Image.Image, "load", lambda image: pytest.fail("decoded"))
    for content, code in ((b"no picture", "not_an_image"), (png_header_only(8_000, 6_000), "too_many_pixels")):
        with pytest.raises(ValidationError) as refusal:
            check_image(upload(content))
        assert refusal.value.code == code
    assert (check_image(good), good.tell()) == (None, 0)


def test_webp_has_a_limit_of_its_own(monkeypatch):
    monkeypatch.setattr(uploads, "MAX_WEBP_PIXELS", 40 * 30 - 1)
    assert check_image(upload(picture_bytes())) is None
    with pytest.raises(ValidationError) as refusal:
        check_image(upload(picture_bytes("WEBP")))
    assert refusal.value.code == "too_many_pixels"


def test_large_jpeg_is_decoded_at_the_size_that_is_needed():
    picture = Image.open(io.BytesIO(picture_bytes(size=(4000, 3000))))
    uploads._as_jpeg(picture)
    assert picture.decoderconfig == (2, 0)  # half the width and height, by the decoder itself


@pytest.mark.parametrize(
    "content",
    [
        scanned_again(30),
        picture_bytes() + b"\xff\xda" * 5000,  # a film behind the photo
        picture_bytes(comment=b"\xff\xda" * 5000),
    ],
    ids=["progressive", "film behind it", "comment"],
)
def test_honest_jpeg_is_not_taken_for_an_endless_one(content):
    assert check_image(upload(content)) is None
    assert clean_image(upload(content)).width


def test_endless_jpeg_is_refused_before_it_is_opened(monkeypatch):
    monkeypatch.setattr(Image, "open", lambda *_args, **_kwargs: pytest.fail("opened"))
    with pytest.raises(ValidationError) as refusal:
        check_image(upload(scanned_again(100)))
    assert refusal.value.code == "never_ends"


def test_decoder_that_stays_taken_is_waited_for_only_so_long(monkeypatch):
    monkeypatch.setattr(uploads, "WAIT_SECONDS", 0.01)
    with uploads.ONE_AT_A_TIME, pytest.raises(ValidationError) as refusal:
        clean_image(upload(picture_bytes(), "证据 1.jpg"))
    assert refusal.value.code == "busy"
    assert "“证据 1.jpg”" in refusal.value.messages[0]
    assert clean_image(upload(picture_bytes())).width == 40
