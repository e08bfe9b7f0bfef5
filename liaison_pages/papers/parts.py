"""What papers share: the frame of a sheet, its code, faces."""

import io
import re

import segno
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from liaison_pages.models import DistrictSettings
from liaison_pages.selectors.deputies import PORTRAIT, PublicDeputy
from liaison_pages.selectors.public_pages import UNREADABLE

SIZES = ("a4", "a3")
PRINTED_FACE = f"{PORTRAIT}|format-jpeg"


def frame(district: DistrictSettings, *, title: str, size: str, url: str) -> dict:
    """What every sheet has: whose it is, its size, and the code with `url`."""
    is_english = get_language() == "en"
    return {
        "size": size,
        "lang": "en" if is_english else "zh",
        "title": title,
        "district": (is_english and district.full_name_en) or district.full_name,
        "organiser": (is_english and district.organiser_en) or district.organiser,
        "seal_words": _("印章：连心"),
        "qr": square_code(url),
        "qr_words": _("二维码：%(url)s") % {"url": url},
        "address_shown": shown_address(url),
        "type_words": _("也可以在浏览器里输入"),
    }


def square_code(url: str) -> str:
    """`url` as an SVG with its quiet zone; a quarter of it may be torn or dirty (level Q)."""
    drawn = io.BytesIO()
    segno.make_qr(url, error="q", boost_error=False).save(drawn, kind="svg", border=4, xmldecl=False, omitsize=True)
    return drawn.getvalue().decode()


class Faces:
    """Photos of deputies for a sheet: `pictures` are the files, name → bytes."""

    def __init__(self):
        self.pictures: dict[str, bytes] = {}

    def add(self, deputy: PublicDeputy) -> dict:
        """{name, initial, face}: `face` is the file's name, empty for the stand-in where there is no readable photo."""
        name = ""
        if deputy.photo is not None and (content := _portrait(deputy.photo)):
            name = f"face-{len(self.pictures) + 1}.jpg"
            self.pictures[name] = content
        return {"name": deputy.name, "initial": deputy.name.strip()[-1:], "face": name}


def _portrait(image) -> bytes:
    try:
        with image.get_rendition(PRINTED_FACE).file.open("rb") as file:
            return file.read()
    except UNREADABLE:
        return b""


def shown_address(url: str) -> str:
    """As somebody types it."""
    return re.sub(r"^https?://", "", url)
