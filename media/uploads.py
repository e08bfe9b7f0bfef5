"""
The checks that every picture from outside passes, and its re-encoding.

What leaves here is a JPEG that this module wrote: no metadata, no second format hidden behind the picture. Kinds are
recognised by content, never by the file's name or by what the browser says.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

try:
    import pillow_heif
except ImportError:  # Willow brings it; without it HEIC is refused with a message
    HEIF: tuple[str, ...] = ()
else:
    pillow_heif.register_heif_opener()
    HEIF = ("HEIF",)

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 40_000_000
MAX_WEBP_PIXELS = 16_000_000  # its decoder takes 17 bytes a pixel, others 3 to 8
MAX_SIDE_PIXELS = 2000
MAX_SCANS = 64  # of a progressive JPEG: each passes over all pixels again; cameras and programs write some ten
MAX_MARKERS, MAX_GAP = 2000, 100_000  # of a JPEG: segments, and bytes between two of its header
JPEG_QUALITY = 85
FORMATS = ("JPEG", "PNG", "WEBP", *HEIF)
NAME_SHOWN = 40  # characters of a file's name in a message

# A decoded picture takes up to some 300 MB: each process has one in hand, however many forms arrive at once.
ONE_AT_A_TIME = Lock()
WAIT_SECONDS = 5  # for it; whoever waits keeps a thread from everybody else

# A marker in a JPEG, but for stuffing, restarts and others that stand alone.
MARKER = re.compile(rb"\xff([^\x00\x01\xd0-\xd8\xff])")
END_OF_PICTURE, START_OF_SCAN = 0xD9, 0xDA

# What a browser or an archiver would run or open, hidden in or behind a picture. Each is long enough that compressed
# pixels do not spell it by chance: four letters would, in one large photo of fifty.
FOREIGN = re.compile(rb"<script|<html[\s>]|<!doctype html|<\?php\s|%PDF-\d", re.IGNORECASE)


@dataclass(frozen=True)
class CleanImage:
    """A checked picture, re-encoded as JPEG. `clean_image` alone makes these."""

    content: bytes
    width: int
    height: int


def check_image(upload) -> None:
    """
    Raise ValidationError for what can be refused by its size and its header alone: cheap, no pixel is decoded.

    What passes here may still be refused by `clean_image`.
    """
    name = shown_name(upload.name)
    _check_bytes(upload, name)
    upload.seek(0)
    with _opened(upload, name):
        pass
    upload.seek(0)


def clean_image(upload) -> CleanImage:
    """
    The picture in `upload` (a Django UploadedFile) as a plain JPEG with no side over `MAX_SIDE_PIXELS`.

    Raises ValidationError, naming the file and what to do, for anything that is not a whole picture of `FORMATS`
    within `MAX_BYTES`, `MAX_PIXELS` (WebP: `MAX_WEBP_PIXELS`) and `MAX_SCANS`. Pixels and scans are counted before any
    is decoded. Code "busy", with nothing wrong with the picture, when others had the decoder for `WAIT_SECONDS`.
    """
    name = shown_name(upload.name)
    _check_bytes(upload, name)
    content = upload.read()
    if FOREIGN.search(content) or zipfile.is_zipfile(io.BytesIO(content)):
        raise _refuse(
            _("“%(name)s”里除了图片还有别的内容，例如网页或文档，这里收不了。请选原来的照片，或者截一张图再传。"),
            name,
            "foreign",
        )
    with _turn(name), _opened(io.BytesIO(content), name) as image:
        return _as_jpeg(image)


def shown_name(name: str | None) -> str:
    """A file's name for a message: without control characters, and short."""
    name = "".join(character for character in name or "" if character.isprintable()) or _("照片")
    return name if len(name) <= NAME_SHOWN else f"{name[: NAME_SHOWN - 12]}…{name[-10:]}"


def _refuse(message: str, name: str, code: str) -> ValidationError:
    return ValidationError(message, code=code, params={"name": name})


def _check_bytes(upload, name: str) -> None:
    if upload.size > MAX_BYTES:
        raise _refuse(_("“%(name)s”超过 10 MB，请换一张小一点的。"), name, "too_large")
    if not upload.size:
        raise _refuse(_("“%(name)s”是空的，请重新选择。"), name, "empty")


@contextmanager
def _turn(name: str) -> Iterator[None]:
    """The one turn of the process."""
    if not ONE_AT_A_TIME.acquire(timeout=WAIT_SECONDS):
        raise _refuse(_("现在传照片的人多，“%(name)s”还没有处理。请过一分钟再交一次。"), name, "busy")
    try:
        yield
    finally:
        ONE_AT_A_TIME.release()


@contextmanager
def _opened(file, name: str) -> Iterator[Image.Image]:
    """
    The picture in `file`, its header read, its pixels and scans counted. Faults inside, too, become ValidationErrors.
    """
    if _never_ends(file):
        raise _refuse(_("“%(name)s”打不开。请截一张图，传截下来的图。"), name, "never_ends")
    try:
        with Image.open(file, formats=FORMATS) as image:
            most = MAX_WEBP_PIXELS if image.format == "WEBP" else MAX_PIXELS
            if image.width * image.height > most:
                raise _too_many_pixels(name)
            yield image
    except ValidationError:
        raise
    except UnidentifiedImageError:
        kinds = _("“%(name)s”不是照片。请选 JPG、PNG、WebP 或 HEIC 格式的照片。")
        raise _refuse(kinds, name, "not_an_image") from None
    except Image.DecompressionBombError:
        raise _too_many_pixels(name) from None
    except Exception as error:  # decoders raise whatever they like on hostile bytes; each means "cannot be read"
        raise _refuse(_("“%(name)s”打不开，可能没有传完整。请重新选择。"), name, "broken") from error


def _never_ends(file) -> bool:
    """
    Whether it is a JPEG that keeps a decoder busy for long, by its scans or its segments. Walks from marker to marker,
    as decoders do: what lies in metadata or behind the picture (a phone's short film) is not counted and hides nothing.
    """
    file.seek(0)
    content = file.read()
    file.seek(0)
    at, markers, scans = 2, 0, 0
    while content.startswith(b"\xff\xd8") and (found := MARKER.search(content, at)):
        marker = found[1][0]
        markers, scans = markers + 1, scans + (marker == START_OF_SCAN)
        if markers > MAX_MARKERS or scans > MAX_SCANS or (not scans and found.start() - at > MAX_GAP):
            return True
        if marker == END_OF_PICTURE:
            return False
        at = found.end() + int.from_bytes(content[found.end() : found.end() + 2])
    return False


def _too_many_pixels(name: str) -> ValidationError:
    return _refuse(_("“%(name)s”的像素太大（最多 4000 万像素，WebP 1600 万），请缩小后再传。"), name, "too_many_pixels")


def _as_jpeg(image: Image.Image) -> CleanImage:
    """Decode at the size that is needed, make it small, turn it upright, write it on white and without metadata."""
    share = min(1, MAX_SIDE_PIXELS / max(image.size))
    image.draft("RGB", (int(image.width * share), int(image.height * share)))  # JPEG only: a part of the pixels
    image.thumbnail((MAX_SIDE_PIXELS, MAX_SIDE_PIXELS), Image.Resampling.LANCZOS)
    image.load()
    plain = _on_white(ImageOps.exif_transpose(image))
    output = io.BytesIO()
    plain.save(output, "JPEG", quality=JPEG_QUALITY, optimize=True, exif=b"")
    return CleanImage(output.getvalue(), plain.width, plain.height)


def _on_white(image: Image.Image) -> Image.Image:
    """An RGB image that carries nothing but its pixels."""
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        ground = Image.new("RGB", image.size, "white")
        ground.paste(layer, mask=layer.getchannel("A"))
        return ground
    plain = Image.new("RGB", image.size)
    plain.paste(image.convert("RGB"))
    return plain
