"""
The checks that every picture from outside passes, and its re-encoding.

What leaves here is a JPEG that this module wrote: no metadata, no second format hidden behind the picture. Kinds are
recognised by content, never by the file's name or by what the browser says.
"""

import io
import re
import warnings
import zipfile
from dataclasses import dataclass

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
MAX_SIDE_PIXELS = 2000
JPEG_QUALITY = 85
FORMATS = ("JPEG", "PNG", "WEBP", *HEIF)
NAME_SHOWN = 40  # characters of a file's name in a message

# What a browser or an archiver would run or open, hidden in or behind a picture. Each is long enough that compressed
# pixels do not spell it by chance: four letters would, in one large photo of fifty.
FOREIGN = re.compile(rb"<script|<html[\s>]|<!doctype html|<\?php\s|%PDF-\d", re.IGNORECASE)


@dataclass(frozen=True)
class CleanImage:
    """A checked picture, re-encoded as JPEG. `clean_image` alone makes these."""

    content: bytes
    width: int
    height: int


def clean_image(upload) -> CleanImage:
    """
    The picture in `upload` (a Django UploadedFile) as a plain JPEG with no side over `MAX_SIDE_PIXELS`.

    Raises ValidationError, naming the file and what to do, for anything that is not a whole picture of `FORMATS`
    within `MAX_BYTES` and `MAX_PIXELS`. The pixels are counted from the header, before any is decoded.
    """
    name = shown_name(upload.name)
    if upload.size > MAX_BYTES:
        raise _refuse(_("“%(name)s”超过 10 MB，请换一张小一点的。"), name, "too_large")
    content = upload.read()
    if not content:
        raise _refuse(_("“%(name)s”是空的，请重新选择。"), name, "empty")
    if FOREIGN.search(content) or zipfile.is_zipfile(io.BytesIO(content)):
        raise _refuse(
            _("“%(name)s”里除了图片还有别的内容，例如网页或文档，这里收不了。请选原来的照片，或者截一张图再传。"),
            name,
            "foreign",
        )
    return _reencode(content, name)


def shown_name(name: str | None) -> str:
    """A file's name for a message: without control characters, and short."""
    name = "".join(character for character in name or "" if character.isprintable()) or _("照片")
    return name if len(name) <= NAME_SHOWN else f"{name[: NAME_SHOWN - 12]}…{name[-10:]}"


def _refuse(message: str, name: str, code: str) -> ValidationError:
    return ValidationError(message, code=code, params={"name": name})


def _reencode(content: bytes, name: str) -> CleanImage:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=FORMATS) as image:
                _check_size(image, name)
                return _as_jpeg(image)
    except ValidationError:
        raise
    except UnidentifiedImageError:
        kinds = _("“%(name)s”不是照片。请选 JPG、PNG、WebP 或 HEIC 格式的照片。")
        raise _refuse(kinds, name, "not_an_image") from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels(name) from None
    except Exception as error:  # decoders raise whatever they like on hostile bytes; each means "cannot be read"
        raise _refuse(_("“%(name)s”打不开，可能没有传完整。请重新选择。"), name, "broken") from error


def _check_size(image: Image.Image, name: str) -> None:
    if image.width * image.height > MAX_PIXELS:
        raise _too_many_pixels(name)


def _too_many_pixels(name: str) -> ValidationError:
    return _refuse(_("“%(name)s”的像素太大（最多 4000 万像素），请缩小后再传。"), name, "too_many_pixels")


def _as_jpeg(image: Image.Image) -> CleanImage:
    """Decode at the size that is needed, turn it upright, put it on white, and write it without metadata."""
    image.draft("RGB", (MAX_SIDE_PIXELS, MAX_SIDE_PIXELS))  # JPEG only: decodes a quarter of the pixels
    image.load()
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((MAX_SIDE_PIXELS, MAX_SIDE_PIXELS), Image.Resampling.LANCZOS)
    plain = _on_white(upright)
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
