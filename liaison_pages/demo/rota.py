"""The demo's rota rules: of every kind there is, so that each can be seen somewhere."""

from random import Random
from typing import Any

from liaison_pages.demo import texts

STARTS_ON = "2026-01-01"
MORNING, AFTERNOON, EVENING = ("09:00", "11:00"), ("14:30", "17:00"), ("18:30", "20:00")
PATTERNS: tuple[dict[str, Any], ...] = (
    {"frequency": "month_day", "months": "odd", "month_day": 15},
    {"frequency": "month_day", "months": "all", "month_day": 10},
    {"frequency": "month_day", "months": "even", "month_day": 20, "holiday_shift": "previous"},
    {"frequency": "month_weekday", "weekday": 1, "nth": 1},
    {"frequency": "month_weekday", "weekday": 2, "nth": 2},
    {"frequency": "month_weekday", "weekday": 4, "nth": -1, "holiday_shift": "previous"},
    {"frequency": "month_weekday", "weekday": 3, "nth": 3, "months": "odd"},
    {"frequency": "month_weekday", "weekday": 5, "nth": 2, "holiday_shift": "keep"},
    {"frequency": "month_day", "months": "quarter", "month_day": 31},
)
WEEKLY: tuple[dict[str, Any], ...] = (
    {"frequency": "weekly", "weekday": 0, "holiday_shift": "skip"},
    {"frequency": "weekly", "weekday": 3, "holiday_shift": "skip"},
)
SHARE_OF_SPACES = 0.5  # of the themed spaces, how many have a rule of their own


def rules_of(venue: dict[str, Any], roster: list[str], units: list[str], setting: str, random: Random) -> list[dict]:
    """
    The rules of a venue.

    Homes meet weekly and once a quarter with a department, stations once or twice a month, points monthly, half of
    the themed spaces on a topic.
    """
    kind, found = venue["kind"], []
    if kind == "home":
        found = [
            (random.choice(WEEKLY), MORNING, {}),
            (PATTERNS[8], AFTERNOON, {"unit_codes": (random.choice(units),)}),
        ]
    elif kind == "station":
        found = [(pattern, MORNING, {}) for pattern in random.sample(PATTERNS[:4], 1)]
        if random.random() < 0.5:
            found.append((random.choice(PATTERNS[4:8]), AFTERNOON, {"topic": random.choice(texts.TOPICS[setting])}))
    elif kind == "point":
        found = [(random.choice(PATTERNS[:8]), random.choice((MORNING, AFTERNOON, EVENING)), {})]
    elif random.random() < SHARE_OF_SPACES:
        topic = {"topic": random.choice(texts.TOPICS[setting])}
        found = [(random.choice(PATTERNS[3:8]), random.choice((AFTERNOON, EVENING)), topic)]
    return [
        {
            "code": f"{venue['code']}-R{index}", "venue_code": venue["code"], "months": "all", "holiday_shift": "next",
            "starts_at": hours[0], "ends_at": hours[1], "starts_on": STARTS_ON,
            "deputy_codes": tuple(sorted(random.sample(roster, min(len(roster), random.randint(1, 2))))),
            **pattern, **more,
        }
        for index, (pattern, hours, more) in enumerate(found, start=1)
    ]  # fmt: skip
