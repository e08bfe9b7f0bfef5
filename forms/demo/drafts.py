"""Planning the demo's submissions: who says what, when, and how far it gets."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.utils import timezone

from cms.demo import DemoContext
from cms.workdays.selectors import is_workday, next_workday
from forms.demo.matter import Matter
from forms.demo.matters import COMMON_MATTERS, MATTERS, REJECTED

COUNT = 360
COMMON_EACH = 5  # submissions that share one common matter
REJECTED_COUNT = 22
OPENS, SHUTS = 8, 18  # the hours in which people work

# How a submission goes on: the moves, how often, and how many days ago it was received.
PATHS = {
    "screening": ((), 28, (0, 0, 0, 1, 1, 1, 2, 2, 4, 6)),
    "accepted": (("accept",), 22, (1, 2, 2, 3, 4, 7)),
    "referred": (("accept", "refer"), 40, (2, 3, 4, 4, 5, 6, 7, 8, 10, 14)),
    "returned": (("accept", "refer", "return"), 6, (5, 6, 8)),
    "on_spot": (("accept", "on_spot"), 14, (1, 2, 3, 5, 6)),
    "answered": (("accept", "refer", "answer"), 36, (6, 7, 8, 9)),
    "spot_closed": (("accept", "on_spot", "close"), 30, range(14, 115)),
    "closed": (("accept", "refer", "answer", "close"), 90, range(18, 115)),
    "withdrawn": (("accept", "withdraw"), 6, range(5, 90)),
    "merged": (("merge",), 18, ()),  # soon after its twin
    "rejected": (("reject",), 0, range(1, 100)),
    "common": (("accept",), 0, range(18)),  # before it was raised last
}
HOURS = {  # between a move and the one before it
    "accept": (1, 26), "reject": (2, 30), "merge": (1, 4), "refer": (1, 20), "on_spot": (1, 3), "return": (20, 40),
    "answer": (20, 90), "withdraw": (20, 60), "close": (8 * 24, 9 * 24),  # unrated
}  # fmt: skip


@dataclass(frozen=True)
class Draft:
    """
    A submission to be, with the moments of its moves.

    `about` is the coded reason or the common matter's title; `twin` is the draft that this one says again.
    """

    index: int
    moment: datetime
    matter: Matter
    path: str
    about: str = ""
    twin: "Draft | None" = None

    def moves(self, rng: Random) -> list[tuple[datetime, str]]:
        """The moves that have happened by now."""
        found, moment = [], self.moment
        for move in PATHS[self.path][0]:
            moment = working_time(moment + timedelta(minutes=rng.randint(*(60 * hours for hours in HOURS[move]))), rng)
            if moment >= timezone.now():
                break
            found.append((moment, move))
        return found


def working_time(moment: datetime, rng: Random) -> datetime:
    """`moment`, or the next morning of a working day when nobody works then."""
    local = timezone.localtime(moment)
    if is_workday(local.date()) and OPENS <= local.hour < SHUTS:
        return local
    day = local.date()
    if not is_workday(day) or local.hour >= SHUTS:
        day = next_workday(day)
    return local.replace(year=day.year, month=day.month, day=day.day, hour=OPENS, minute=rng.randrange(60))


def drafts(context: DemoContext) -> list[Draft]:
    """The submissions to be, oldest first: common matters, some that are turned down, the rest by chance."""
    rng = context.rng
    by_title = {matter.title: matter for matter in MATTERS}
    plans = [
        (by_title[titles[turn % len(titles)]], "common", title)
        for title, _facts, _proposals, titles, _last in COMMON_MATTERS
        for turn in range(COMMON_EACH)
    ]
    plans += [
        (Matter("other", title, content, "{community}", "", ""), "rejected", reason)
        for turn in range(REJECTED_COUNT)
        for reason, title, content in [REJECTED[turn % len(REJECTED)]]
    ]
    last_raised = {title: days_ago for title, _facts, _proposals, _titles, days_ago in COMMON_MATTERS}
    weights = [weight for _moves, weight, _ages in PATHS.values()]
    paths = rng.choices(list(PATHS), weights=weights, k=COUNT - len(plans))
    plans += [(rng.choice(MATTERS), path, "") for path in paths if path != "merged"]
    found = [
        Draft(
            index, context.workday_moment(last_raised.get(about, 0) + rng.choice(PATHS[path][2])), matter, path, about
        )
        for index, (matter, path, about) in enumerate(plans)
    ]
    twins = rng.sample(
        [draft for draft in found if draft.path in {"closed", "answered", "referred"}], COUNT - len(found)
    )
    found += [
        Draft(index, twin.moment + timedelta(minutes=rng.randint(5, 50)), twin.matter, "merged", twin=twin)
        for index, twin in enumerate(twins, start=len(found))
    ]
    return sorted(found, key=lambda draft: draft.moment)
