"""Pictures as files, good and hostile."""

import io
import struct
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def picture_bytes(format="JPEG", size=(40, 30), mode="RGB", **options) -> bytes:
    """A small plain picture in `format`."""
    output = io.BytesIO()
    Image.new(mode, size, "teal" if mode != "L" else 90).save(output, format, **options)
    return output.getvalue()


def upload(content: bytes, name: str = "照片.jpg", content_type: str = "image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type)


def photo_with_exif(orientation: int = 6) -> bytes:
    """A JPEG of 40 × 30 with a place, a camera and an orientation in its EXIF data."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "SecretCamera"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (32.0, 23.0, 40.0)
    return picture_bytes(exif=exif, comment=b"a secret comment")


def scanned_again(times: int) -> bytes:
    """A progressive JPEG whose last scan is there `times` more times."""
    content = picture_bytes(size=(800, 600), progressive=True)
    at, end = content.rindex(b"\xff\xda"), len(content) - 2
    return content[:end] + content[at:end] * times + content[end:]


def png_header_only(width: int, height: int) -> bytes:
    """A PNG whose header promises `width` × `height` pixels; there are next to none behind it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 64)) + chunk(b"IEND", b"")
    )
