"""A point on the map: WGS-84 (EPSG:4326), as browsers tell it."""

import re
from decimal import Decimal
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

DECIMALS = 6  # eleven centimetres
MAX_LENGTH = 40
PAIR = re.compile(r"(-?\d{1,2}(?:\.\d{1,6})?), ?(-?\d{1,3}(?:\.\d{1,6})?)", re.ASCII)
UNREADABLE = _("看不出是哪个点。请重新指一下；也可以清空，写地名就行。")


class Point(NamedTuple):
    """Degrees north and degrees east, with up to six decimals. As text: "32.394100,119.435600"."""

    latitude: Decimal
    longitude: Decimal

    def __str__(self):
        return f"{self.latitude:.{DECIMALS}f},{self.longitude:.{DECIMALS}f}"


def read_point(text: str) -> Point:
    """The point that `text` says ("32.3941,119.4356"). Raises ValidationError for anything else."""
    found = PAIR.fullmatch(text)
    if found is None:
        raise ValidationError(UNREADABLE, code="unreadable")
    point = Point(Decimal(found[1]), Decimal(found[2]))
    if abs(point.latitude) > 90 or abs(point.longitude) > 180:
        raise ValidationError(UNREADABLE, code="out_of_range")
    return point
