"""The rows of the demo district's workbook, the same for the same seed."""

import datetime
from itertools import cycle, pairwise
from pathlib import Path
from random import Random
from typing import Any

from liaison_pages.demo import english, texts
from liaison_pages.demo.people import People, constituency
from liaison_pages.demo.places import Community, Street, read_divisions, read_streets
from liaison_pages.demo.rota import rules_of
from liaison_pages.demo.units import UNITS

TARGET = Path(__file__).resolve().parent.parent / "data" / "guangling.xlsx"
DEFAULT_SEED = 321002
Row = dict[str, Any]

# Themed spaces: street → themes, in turn over its stations and points.
SPACES = {
    "DG": ("小爬爬议事会", "古井议事会", "民情走廊", "民情小院", "连心会客厅", "代表工作室", "咖啡议事角"),
    "WH": ("连心会客厅", "民情走廊", "咖啡议事角", "民情气象站", "代表工作室"),
    "WF": ("连心会客厅", "民情气象站", "代表工作室", "咖啡议事角"),
    "QJ": ("连心会客厅", "民情气象站", "代表工作室", "咖啡议事角", "民情走廊"),
    "TW": ("连心会客厅", "民情气象站", "代表工作室"),
    "LD": ("民情小院", "民情走廊", "代表工作室"),
    "ST": ("民情小院", "连心会客厅", "民情气象站"),
    "TQ": ("民情小院", "代表工作室", "民情走廊"),
    "WT": ("民情小院", "代表工作室", "连心会客厅"),
    "KFQ": ("新质生产力研究院", "咖啡议事角", "民情气象站"),
    "HJ": ("民情小院", "代表工作室", "民情走廊"),
    "TA": ("民情小院", "连心会客厅", "民情小院"),
}
UNIQUE = frozenset({"小爬爬议事会", "古井议事会", "新质生产力研究院"})  # they go by this name alone


def demo_rows(seed: int = DEFAULT_SEED) -> dict[str, list[Row]]:
    """Sheet → rows (field → value), as `importer.template.build_workbook` takes them."""
    builder = _Builder(Random(seed))  # noqa: S311  invented data, nothing secret
    streets = read_streets()
    for street in streets:
        builder.add_street(street)
    builder.deputies += builder.people.of_higher_levels(streets)
    return {
        "行政区划": division_rows(streets),
        "选区": [row for street in streets for row in constituency_rows(street)],
        "家站点": builder.venues,
        "人大代表": [_with_dates(row) for row in builder.deputies],
        "驻站代表": builder.memberships,
        "接待规则": [_with_dates(row) for row in builder.rules],
        "承办单位": builder.units,
    }


def division_rows(streets: list[Street]) -> list[Row]:
    """All divisions with English names."""
    names = {street.code: english.street_name(street) for street in streets}
    names |= {each.code: english.community_name(each) for street in streets for each in street.communities}
    return [{**row, "name_en": names.get(row["code"], "Guangling District")} for row in read_divisions()]


def constituency_rows(street: Street) -> list[Row]:
    """The street's constituencies, each with neighbouring communities of it, none without."""
    names = list(dict.fromkeys(constituency(street, index) for index in range(street.deputies)))
    count = len(street.communities)
    cuts = [place * count // len(names) for place in range(len(names) + 1)]
    return [
        {"name": name, "community_codes": tuple(each.code for each in street.communities[first:last])}
        for name, (first, last) in zip(names, pairwise(cuts), strict=True)
    ]


def _with_dates(row: Row) -> Row:
    """Dates and times as Excel's own, not as text."""
    made = dict(row)
    for field, value in row.items():
        if isinstance(value, str) and field.endswith("_on"):
            made[field] = datetime.date.fromisoformat(value)
        elif isinstance(value, str) and field.endswith("_at"):
            made[field] = datetime.time.fromisoformat(value)
    return made


class _Builder:
    """Collects the rows, street by street."""

    def __init__(self, random: Random):
        self.random = random
        self.people = People(random)
        self.venues: list[Row] = []
        self.deputies: list[Row] = []
        self.memberships: list[Row] = []
        self.rules: list[Row] = []
        self.units = [
            {"code": f"U-{code}", "name": name, "name_en": name_en, "phone": f"0514-0000{index:04d}",
             "contact_name": "示例联系人", "is_active": True}
            for index, (code, name, name_en) in enumerate(UNITS, start=9001)
        ]  # fmt: skip

    def add_street(self, street: Street) -> None:
        """A home, its stations, their points and the themed spaces, with deputies, roster and rota."""
        deputies = self.people.of_street(street)
        self.deputies += deputies
        home = self._venue(street, "home", f"GL-{street.short}", f"{street.name}代表之家", "", street.communities[0])
        home["name_en"] = f"{english.street_name(street)} {english.KINDS['home']}"
        found = [home, *self._stations_and_points(street, home)]
        found += self._spaces(street, found)
        rosters = self._rosters(found, [row["code"] for row in deputies])
        units = [row["code"] for row in self.units]
        for venue in found:
            self.rules += rules_of(venue, rosters[venue["code"]], units, street.setting, self.random)
        self.venues += found

    def _stations_and_points(self, street: Street, home: Row) -> list[Row]:
        stations = [
            self._outlet(street, "station", f"{home['code']}-{index:02d}", home["code"], community)
            for index, community in enumerate(street.communities[: street.stations], start=1)
        ]
        rest = street.communities[street.stations : street.stations + street.points]
        parents = cycle([*stations, home])
        points = [
            self._outlet(street, "point", f"{home['code']}-P{index}", parent["code"], community)
            for index, (community, parent) in enumerate(zip(rest, parents, strict=False), start=1)
        ]
        return [*stations, *points]

    def _outlet(self, street: Street, kind: str, code: str, parent: str, community: Community) -> Row:
        suffix = {"station": "代表联络站", "point": "代表联络点"}[kind]
        row = self._venue(street, kind, code, f"{community.name}{suffix}", parent, community)
        row["name_en"] = f"{english.community_name(community)} {english.KINDS[kind]}"
        return row

    def _spaces(self, street: Street, venues: list[Row]) -> list[Row]:
        by_code = {community.code: community for community in street.communities}
        hosts = [venue for venue in venues if venue["kind"] != "home"]
        found = []
        for index, (theme, host) in enumerate(zip(SPACES[street.short], cycle(hosts), strict=False), start=1):
            community = by_code[host["community_code"]]
            name = theme if theme in UNIQUE else f"{community.core}{theme}"
            row = self._venue(street, "space", f"GL-{street.short}-S{index}", name, host["code"], community)
            english_theme = english.THEMES[theme]
            row["theme"] = theme
            row["name_en"] = english_theme if theme in UNIQUE else f"{english.pinyin(community.core)} {english_theme}"
            row["introduction"] = self.random.choice(texts.THEMES[theme])
            found.append(row)
        return found

    def _venue(self, street: Street, kind: str, code: str, name: str, parent: str, community: Community) -> Row:
        random, number = self.random, len(self.venues) + int(self.random.random() * 80) + 1
        place = street.name if kind == "home" else community.name
        introductions = texts.INTRODUCTIONS.get((kind, street.setting), ("",))
        return {
            "code": code, "kind": kind, "name": name, "parent_code": parent, "street_code": street.code,
            "community_code": community.code, "is_active": True,
            "address": f"{street.name}{community.name}示例路 {number} 号",
            "latitude": round(street.latitude + random.uniform(-0.006, 0.006), 6),
            "longitude": round(street.longitude + random.uniform(-0.007, 0.007), 6),
            "hours": random.choice(texts.HOURS[kind]),
            "phone": self._phone(),
            "duties": "\n".join(texts.DUTIES[kind]),
            "accessibility": random.choice(texts.ACCESSIBILITY),
            "introduction": random.choice(introductions).format(place=place),
            "rules": random.choice(texts.RULES[kind]),
            "process": random.choice(texts.PROCESS),
            "yearly_plan": "" if kind == "space" else texts.PLANS[street.setting],
        }  # fmt: skip

    def _phone(self) -> str:
        """A number that nobody has: example numbers of the area code."""
        self._phones = getattr(self, "_phones", 0) + 1
        return f"0514-0000{self._phones:04d}"

    def _rosters(self, venues: list[Row], deputies: list[str]) -> dict[str, list[str]]:
        """Venue → its deputies: homes have six, stations four, points two, spaces one or two; each has a head."""
        sizes = {"home": 6, "station": 4, "point": 2, "space": 2}
        turn = cycle(deputies)
        rosters: dict[str, list[str]] = {}
        for venue in venues:
            roster = list(dict.fromkeys(next(turn) for _index in range(sizes[venue["kind"]])))
            rosters[venue["code"]] = roster
            roles = ["head", "liaison"] + ["member"] * len(roster)
            self.memberships += [
                {"venue_code": venue["code"], "deputy_code": deputy, "role": role, "sort_order": order * 10}
                for order, (deputy, role) in enumerate(zip(roster, roles, strict=False))
            ]
        return rosters
