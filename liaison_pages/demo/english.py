"""English names by pinyin, made when the workbook is built."""

from pypinyin import lazy_pinyin

from liaison_pages.demo.places import Community, Street

KINDS = {
    "home": "Deputies' Home",
    "station": "Deputy Liaison Station",
    "point": "Deputy Contact Point",
}
THEMES = {
    "连心会客厅": "Heart-to-Heart Parlour",
    "民情走廊": "People's Voice Corridor",
    "民情气象站": "People's Voice Weather Station",
    "代表工作室": "Deputy's Workshop",
    "民情小院": "People's Voice Courtyard",
    "咖啡议事角": "Coffee Corner",
    "小爬爬议事会": "Little Stool Council",
    "古井议事会": "Old Well Council",
    "新质生产力研究院": "New Productive Forces Institute",
}


def pinyin(name: str) -> str:
    """'琼花观' → 'Qionghuaguan'."""
    return "".join(lazy_pinyin(name)).capitalize()


def street_name(street: Street) -> str:
    if street.name.endswith("街道"):
        return f"{pinyin(street.core)} Subdistrict"
    if street.name.endswith("镇"):
        return f"{pinyin(street.core)} Town"
    return "Guangling Economic Development Zone"


def community_name(community: Community) -> str:
    return f"{pinyin(community.core)} {'Village' if community.is_village else 'Community'}"
