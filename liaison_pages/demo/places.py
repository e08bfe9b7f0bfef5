"""The demo's streets and towns: short codes, where they lie, what they are like."""

import csv
import re
from dataclasses import dataclass, field
from pathlib import Path

DIVISIONS = Path(__file__).resolve().parent.parent / "data" / "guangling-divisions.csv"
SUFFIX = re.compile(r"(居民委员会|居委会|村委会|村民委员会)\Z")
OLD_TOWN, TOWN, VILLAGE, ZONE = "old_town", "town", "village", "zone"  # what an area is like; texts follow it


@dataclass(frozen=True)
class Community:
    """A community or village by its everyday name."""

    code: str
    official_name: str

    @property
    def is_village(self) -> bool:
        return self.official_name.endswith("村委会")

    @property
    def name(self) -> str:
        """'琼花观社区', '渡江村', '沙头居委会'."""
        short = SUFFIX.sub("", self.official_name)
        if self.is_village:
            return short if short.endswith("村") else f"{short}村"
        return short if short.endswith("社区") else f"{short}居委会"

    @property
    def core(self) -> str:
        """'琼花观', '渡江': the name without its kind."""
        return SUFFIX.sub("", self.official_name).removesuffix("社区").removesuffix("村")


@dataclass(frozen=True)
class Street:
    """A street, town or zone; `stations` and `points` are how many of each it gets."""

    code: str
    name: str
    short: str
    latitude: float
    longitude: float
    setting: str
    stations: int
    points: int
    deputies: int
    communities: list[Community] = field(default_factory=list)

    @property
    def core(self) -> str:
        """'东关', '李典': the name without its kind."""
        return self.name.removesuffix("街道").removesuffix("镇").removeprefix("广陵")


# code → short, latitude, longitude (a point in the area, not a surveyed one), setting, stations, points, deputies
TABLE = {
    "321002001": ("DG", 32.3958, 119.4446, OLD_TOWN, 5, 4, 18),
    "321002002": ("WH", 32.3926, 119.4338, OLD_TOWN, 5, 4, 18),
    "321002003": ("WF", 32.3785, 119.4362, TOWN, 4, 5, 18),
    "321002004": ("QJ", 32.4012, 119.4655, TOWN, 5, 6, 22),
    "321002005": ("TW", 32.3768, 119.4571, TOWN, 4, 4, 16),
    "321002102": ("LD", 32.2890, 119.5320, VILLAGE, 3, 5, 14),
    "321002103": ("ST", 32.3120, 119.5050, VILLAGE, 3, 4, 12),
    "321002104": ("TQ", 32.2600, 119.5880, VILLAGE, 4, 5, 15),
    "321002106": ("WT", 32.4195, 119.4880, TOWN, 3, 4, 12),
    "321002400": ("KFQ", 32.3605, 119.4920, ZONE, 4, 5, 16),
    "321002401": ("HJ", 32.3915, 119.5420, VILLAGE, 3, 4, 13),
    "321002402": ("TA", 32.3870, 119.5760, VILLAGE, 3, 4, 12),
}


def read_divisions() -> list[dict[str, str]]:
    """The rows of the list of divisions: code, level, name, parent_code."""
    with DIVISIONS.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def read_streets() -> list[Street]:
    """The streets with their communities, in the order of the list."""
    rows = read_divisions()
    return [
        Street(
            row["code"], row["name"], *TABLE[row["code"]],
            communities=[Community(each["code"], each["name"]) for each in rows if each["parent_code"] == row["code"]],
        )
        for row in rows
        if row["level"] == "street"
    ]  # fmt: skip
