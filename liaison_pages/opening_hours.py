"""When a venue is open, read from what its staff wrote, for search engines (schema.org `openingHours`)."""

import re

DAYS = {"一": "Mo", "二": "Tu", "三": "We", "四": "Th", "五": "Fr", "六": "Sa", "日": "Su", "天": "Su"}
WORDS = {"每天": "Mo-Su", "每日": "Mo-Su", "工作日": "Mo-Fr", "周末": "Sa,Su"}
DAY = "(?:周|星期)([一二三四五六日天])"
SPAN_OF_DAYS = re.compile(f"{DAY}[至到–-]{DAY}")
HOURS = r"(\d{1,2}):([0-5]\d)[–-](\d{1,2}):([0-5]\d)"
TEXT = re.compile(rf"\s*(?P<days>\D+?)\s*(?P<hours>{HOURS}(?:[、,，]\s*{HOURS})*)\s*")


def opening_hours(text: str) -> list[str]:
    """
    "工作日 8:30–12:00、14:00–17:30" → ["Mo-Fr 08:30-12:00", "Mo-Fr 14:00-17:30"]; none of a text that says more than
    days and hours, for a half of what was written may be wrong.
    """
    found = TEXT.fullmatch(text)
    days = _days(found["days"]) if found else ""
    if not days:
        return []
    return [f"{days} {int(a):02d}:{b}-{int(c):02d}:{d}" for a, b, c, d in re.findall(HOURS, found["hours"])]


def _days(text: str) -> str:
    if text in WORDS:
        return WORDS[text]
    if span := SPAN_OF_DAYS.fullmatch(text):
        return f"{DAYS[span[1]]}-{DAYS[span[2]]}"
    parts = [re.fullmatch(DAY, part) for part in re.split("[、,，]", text)]
    return ",".join(DAYS[part[1]] for part in parts) if all(parts) else ""
