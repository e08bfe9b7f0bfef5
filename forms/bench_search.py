"""The public search among a million texts: phrases that many texts hold, that few do, and that none does."""

import resource
import shutil
import statistics
from collections.abc import Callable

from django.db import connection
from django.test import RequestFactory, override_settings

from cms.bench import Workplace, figure
from cms.bench.databases import default_database
from cms.bench.http import NoServer, postgres_database
from cms.bench.scale import District, small_district
from cms.search.query import Query
from cms.search.results import overview
from forms.bench_matters import ASKED, MANY, SIZE, SOME, Filled, fill, milliseconds, percentile

GOAL_MILLISECONDS = 100
COMMON = ("路灯", "社区", "坏了", "灯", "的", "处理", "停车", "晚上 路灯")
NOWHERE = ("火星人", "qhg", "xyz", "灯路坏")


def queries(filled: Filled) -> list[str]:
    """By turns a part of a text, its place, a name that hardly any text holds, a common phrase, and one of no text."""
    rng, found = filled.texts.rng, []
    for turn, text in enumerate(rng.sample(filled.samples, ASKED)):
        said = rng.choice(text.said.split("。"))
        place = rng.randrange(max(len(said) - 4, 1))
        wanted = (said[place : place + 4], text.place, text.said[-6:-2], rng.choice(COMMON), rng.choice(NOWHERE))
        found.append(wanted[turn % len(wanted)])
    return found


def searches(filled: Filled) -> list[Callable[[], object]]:
    """Each makes the first page that a query shows, all kinds, loaded and marked."""
    request = RequestFactory().get("/search/", HTTP_HOST=filled.site.hostname)

    def search(words: str) -> list[tuple[str, str]]:
        groups = overview(request, filled.site, Query.read(words))
        return [(row.title, row.snippet) for group in groups for row in group.rows]

    return [lambda words=words: search(words) for words in queries(filled)]


def _measured(count: int) -> tuple[float, str]:
    asked = searches(fill(count))
    milliseconds(asked)  # until the server knows its tables
    before = _most_kilobytes()
    taken = milliseconds(asked)
    grown = (_most_kilobytes() - before) / 1024
    return percentile(
        taken
    ), f"p50 {statistics.median(taken):.0f} ms, {len(taken)} searches, {grown:.0f} MB more memory"


def _most_kilobytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


@figure("search at 1,000,000 texts, PostgreSQL, p95", unit="ms", goal=GOAL_MILLISECONDS)
def search_on_postgres(bench: Workplace) -> tuple[float | None, str]:
    try:
        with postgres_database(size=SIZE) as url, default_database(url), override_settings(DEBUG=False):
            found = _measured(MANY)
            connection.close()  # so that the database can be dropped
            return found
    except NoServer as error:
        return None, str(error)


@figure("search at 100,000 texts, SQLite, p95", unit="ms", goal=GOAL_MILLISECONDS)
def search_on_sqlite(bench: Workplace) -> tuple[float, str]:
    path = bench.folder / "search.sqlite3"
    shutil.copyfile(small_district(bench).path, path)
    with District(path).open(), override_settings(DEBUG=False):
        return _measured(SOME)
