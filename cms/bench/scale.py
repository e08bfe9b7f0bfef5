"""
What grows with the number of venues: the same screen in a small and in a large generated district, side by side.

An app says which screens, in its module `bench`:

    @screen("Sharing of a venue", "head", "admin")
    def sharing(district: District) -> str: ...  # its address
"""

import shutil
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, reset_queries
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from cms.access.models import RoleGroup, User
from cms.access.roles import VIEW_VENUE
from cms.access.selectors import venues_where
from cms.bench import Workplace, figure
from cms.generate import Amounts

SMALL, LARGE = Amounts(venues=112, staff=23, submissions=336), Amounts(venues=10_000, staff=2_000, submissions=30_000)
GOAL = 1.3
ROUNDS, WARMING, TIMED = 8, 1, 3  # the two districts take turns, so that noise of the machine hits both


def counted(action: Callable[[], object]) -> int:
    """How many queries `action` asks: never none."""
    reset_queries()  # the log of a process in DEBUG is full at 9,000, and counts no further
    with CaptureQueriesContext(connection) as captured:
        action()
    if not len(captured):
        raise RuntimeError("no query was seen")
    return len(captured)


class District:
    """A generated district in a database of its own. Everything but `path` is asked while it is `open`."""

    def __init__(self, path: Path):
        self.path = path
        self.clients: dict[str, Client] = {}

    @contextmanager
    def open(self) -> Iterator["District"]:
        """Points everything at this district's database; what a process keeps of another one is dropped."""
        before = connection.settings_dict["NAME"]
        self._point_at(self.path)
        try:
            yield self
        finally:
            self._point_at(before)

    def _point_at(self, path: Path | str) -> None:
        connection.close()
        connection.settings_dict["NAME"] = str(path)
        cache.clear()

    @cached_property
    def head(self) -> RoleGroup:
        """The role of the first head of a station."""
        return RoleGroup.objects.select_related("venue").filter(role="venue_head", venue__kind="station").first()

    def user(self, who: str) -> User:
        """`who` is "head" (of a station) or the name of an account; None stands for a resident."""
        return self.head.group.user_set.get() if who == "head" else User.objects.get(username=who)

    def client(self, who: str) -> Client:
        """Somebody's browser, signed in; "resident" is not."""
        if who not in self.clients:
            self.clients[who] = Client(SERVER_NAME="127.0.0.1")
            if who != "resident":
                self.clients[who].force_login(self.user(who))
        return self.clients[who]


@dataclass(frozen=True)
class Screen:
    """A page that somebody opens; `address` is asked in each district."""

    name: str
    who: str
    address: Callable[[District], str]

    def get(self, district: District) -> None:
        address = self.address(district)
        response = district.client(self.who).get(address)
        if response.status_code != 200:
            raise RuntimeError(f"{address} answered {response.status_code} to {self.who}")

    def milliseconds(self, district: District) -> list[float]:
        """Some requests of a process that has just been asked for the same."""
        with district.open():
            for _turn in range(WARMING):
                self.get(district)
            return [self._timed(district) for _turn in range(TIMED)]

    def _timed(self, district: District) -> float:
        started = time.perf_counter()
        self.get(district)
        return (time.perf_counter() - started) * 1_000

    def queries(self, district: District) -> int:
        with district.open():
            return min(self._counted(district) for _turn in range(3))  # some read again what is kept for seconds

    def _counted(self, district: District) -> int:
        return counted(lambda: self.get(district))


def districts(bench: Workplace) -> list[District]:
    """The small and the large one; made once a run."""
    return [small_district(bench), _made(bench.folder / "large.sqlite3", LARGE, bench)]


def small_district(bench: Workplace) -> District:
    """The small one alone, which takes seconds."""
    return _made(bench.folder / "small.sqlite3", SMALL, bench)


_kept: dict[Path, District] = {}


def _made(path: Path, amounts: Amounts, bench: Workplace) -> District:
    if path not in _kept:
        shutil.copyfile(bench.empty_database, path)
        district = District(path)
        with district.open():
            call_command("generate", **vars(amounts), verbosity=0)
        _kept[path] = district  # only a whole one
    return _kept[path]


SCREENS: list[Screen] = []


def screen(name: str, *people: str):
    """
    Registers the decorated function, which gives the address of a page, for each of `people` ("head", "office" …): a
    figure of its time at 10,000 venues over that at 112.
    """

    def register(address):
        for who in people:
            shown = Screen(name, who, address)
            SCREENS.append(shown)
            figure(f"{name}, {who}, 10,000 venues ÷ 112", unit="×", goal=GOAL)(partial(_ratio, shown))
        return address

    return register


def _ratio(shown: Screen, bench: Workplace) -> tuple[float, str]:
    small, large = districts(bench)
    times: dict[District, list[float]] = {small: [], large: []}
    with override_settings(DEBUG=False):  # which would keep a list of all queries
        for _round in range(ROUNDS):
            for each, found in times.items():
                found += shown.milliseconds(each)
    before, after = (statistics.median(found) for found in times.values())
    return after / before, f"{after:.1f} ÷ {before:.1f} ms"


@figure("queries that the screens ask more at 10,000 venues", unit="queries", goal=0)
def queries_more(bench: Workplace) -> tuple[int, str]:
    small, large = districts(bench)
    asked = {shown: (shown.queries(large), shown.queries(small)) for shown in SCREENS}
    more = {shown: after - before for shown, (after, before) in asked.items() if after > before}
    note = ", ".join(f"{each.name} {each.who} {asked[each][0]} ÷ {asked[each][1]}" for each in more)
    return sum(more.values()), note or f"at most {max(after for after, _before in asked.values())}"


@figure("queries of venues_where, 10,000 venues", unit="queries", goal=1)
def queries_of_venues_where(bench: Workplace) -> int:
    _small, large = districts(bench)
    with large.open():
        user = large.user("head")
        return counted(lambda: list(venues_where(user, VIEW_VENUE)))
