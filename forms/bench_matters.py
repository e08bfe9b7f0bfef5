"""Public matters by the hundred thousand: how long it takes to find the like of what is written, and to list them."""

import shutil
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Max
from django.test import override_settings
from django.utils import timezone
from wagtail.models import Site

from cms.bench import Workplace, figure
from cms.bench.databases import default_database
from cms.bench.http import NoServer, postgres_database
from cms.bench.scale import District, small_district
from cms.search.models import TEXTS, FindableText, TokensField
from cms.search.source import lines
from cms.search.tokens import text_tokens
from cms.search.words import plain
from forms.bench_texts import Text, Texts
from forms.grams import ALL
from forms.grams_index import INDEX
from forms.models import GramFrequency, IntakeCategory, IntakeSubmission, MatterGrams, Progress, PublicMatter
from forms.search_source import MATTERS
from forms.selectors.matters import Wanted, key_of, page_of
from forms.selectors.similar import similar_matters
from liaison_pages.models import Venue

INDEXES = (INDEX, TEXTS)
MANY, SOME = 1_000_000, 100_000
SIZE = {"venues": 112, "staff": 23, "submissions": 336}
BATCH = 20_000
SAMPLED_EACH = 97  # one of so many is remembered, to be asked for in other words
ASKED = 200
PERCENTILE = 95
UNDERWAY_EACH = 5  # one of so many is still being handled


@dataclass(frozen=True)
class Filled:
    """A site with many public matters, and some of their texts."""

    site: Site
    texts: Texts
    samples: list[Text]


def fill(count: int) -> Filled:
    """Write `count` public matters into the default database, as their services would have."""
    site, texts = Site.objects.get(is_default_site=True), Texts()
    frequencies, samples, around = Counter(), [], _Around(site)
    writer = _Postgres() if connection.vendor == "postgresql" else _SQLite()
    with connection.cursor() as cursor:
        writer.begin(cursor)
        for first in range(1, count + 1, BATCH):
            batch = [(pk, *texts.make()) for pk in range(first, min(first + BATCH, count + 1))]
            for _pk, _text, grams in batch:
                frequencies.update(grams)
            samples += [text for pk, text, _grams in batch if pk % SAMPLED_EACH == 0]
            writer.write(cursor, PublicMatter, _matters(around, batch))
            writer.write(cursor, MatterGrams, ((pk, site.pk, sorted(grams)) for pk, _text, grams in batch))
            writer.write(cursor, FindableText, (_findable(around, pk, text) for pk, text, _grams in batch))
        counted = {ALL: count, **frequencies}.items()
        writer.write(cursor, GramFrequency, ((pk, site.pk, *pair) for pk, pair in enumerate(counted, start=1)))
        writer.end(cursor)
    return Filled(site, texts, samples)


class _Around:
    """What the matters hang on: they are spread over the venues and categories, the newest last."""

    def __init__(self, site: Site):
        self.site = site
        self.venues = list(Venue.objects.filter(site=site).values_list("pk", "street_id"))
        self.categories = list(IntakeCategory.objects.values_list("pk", flat=True))
        self.source_type = ContentType.objects.get_for_model(IntakeSubmission).pk
        self.last_text = FindableText.objects.aggregate(Max("pk"))["pk__max"] or 0  # of the generated district
        self.begin = timezone.now() - timedelta(days=900)


def _matters(around: _Around, batch: list[tuple[int, Text, set[int]]]) -> Iterator[tuple]:
    """Rows of the table's columns. Asks nothing: while a table is copied, its connection takes no question."""
    for pk, text, _grams in batch:
        venue_id, street_id = around.venues[pk % len(around.venues)]
        is_done = pk % UNDERWAY_EACH != 0
        moment = around.begin + timedelta(minutes=pk)
        values = {
            "id": pk, "title": text.title, "place": text.place, "said": text.said,
            "done": "（示例）已经处理。" if is_done else "", "done_by": "示例单位" if is_done else "",
            "progress": Progress.DONE.value if is_done else Progress.UNDERWAY.value, "code": f"{pk:010d}",
            "site_id": around.site.pk, "venue_id": venue_id, "street_id": street_id, "language": "zh-hans",
            "category_id": around.categories[pk % len(around.categories)], "is_public": True, "published_at": moment,
            "progressed_at": moment, "more_path": "", "plugin_id": "",
            "source_type_id": around.source_type, "source_pk": pk,
        }  # fmt: skip
        yield tuple(values[column] for column in _columns(PublicMatter))


def _findable(around: _Around, pk: int, said: Text) -> tuple:
    """The row that the public search finds a matter by, in the order of the table's columns."""
    text = plain(lines(said.title, said.place, said.said))
    tokens = TokensField().get_db_prep_value(text_tokens(around.site.pk, MATTERS, text), connection)
    values = {
        "id": around.last_text + pk, "site_id": around.site.pk, "kind": MATTERS, "key": str(pk),
        "language": "", "tokens": tokens, "text": text,
    }  # fmt: skip
    return tuple(values[column] for column in _columns(FindableText))


def _columns(model) -> list[str]:
    return [each.column for each in model._meta.concrete_fields]


class _Postgres:
    """COPY, with the index over grams made at the end."""

    def begin(self, cursor) -> None:
        for index in INDEXES:
            cursor.execute(f"DROP INDEX {index.table}_gin")

    def write(self, cursor, model, rows: Iterator[tuple]) -> None:
        columns = ", ".join(_columns(model))
        with cursor.copy(f"COPY {model._meta.db_table} ({columns}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)

    def end(self, cursor) -> None:
        cursor.execute("SET maintenance_work_mem = '256MB'")
        for index in INDEXES:
            index.make(using=connection.alias)
        for model in (PublicMatter, MatterGrams, GramFrequency, FindableText):
            cursor.execute(f"VACUUM ANALYZE {model._meta.db_table}")  # as autovacuum will have done by the next day


class _SQLite:
    """One transaction, with the full-text table filled at the end."""

    def begin(self, cursor) -> None:
        cursor.execute("BEGIN")
        for index in INDEXES:
            for trigger in ("added", "removed", "changed"):
                cursor.execute(f"DROP TRIGGER {index.table}_{trigger}")

    def write(self, cursor, model, rows: Iterator[tuple]) -> None:
        fields = model._meta.concrete_fields
        values = [
            [each.get_db_prep_save(value, connection) for each, value in zip(fields, row, strict=True)] for row in rows
        ]
        marks = ", ".join(["%s"] * len(fields))
        columns = ", ".join(_columns(model))
        cursor.executemany(f"INSERT INTO {model._meta.db_table} ({columns}) VALUES ({marks})", values)  # noqa: S608

    def end(self, cursor) -> None:
        for index in INDEXES:
            cursor.execute(index.sqlite_fill)
        cursor.execute("COMMIT")
        for index in INDEXES:
            index.make(using=connection.alias)
        cursor.execute("ANALYZE")


# --- Measuring ------------------------------------------------------------------------------------------------------


def milliseconds(actions: list[Callable[[], object]]) -> list[float]:
    """How long each took, in order."""
    taken = []
    for action in actions:
        started = time.perf_counter()
        action()
        taken.append((time.perf_counter() - started) * 1_000)
    return taken


def percentile(taken: list[float]) -> float:
    return statistics.quantiles(taken, n=100, method="inclusive")[PERCENTILE - 1]


def searches(filled: Filled) -> list[Callable[[], object]]:
    """Each asks for what another resident wrote in other words."""
    written = [filled.texts.in_other_words(text) for text in filled.texts.rng.sample(filled.samples, ASKED)]
    return [
        lambda content=content, place=place: similar_matters(filled.site, content=content, place=place, limit=3)
        for content, place in written
    ]


def pages(filled: Filled) -> list[Callable[[], object]]:
    """Pages of the public list: newest and far back, with every filter and without."""
    rng = filled.texts.rng
    venues = list(Venue.objects.filter(site=filled.site).select_related("street"))
    categories = [None, *IntakeCategory.objects.all()]
    last = PublicMatter.objects.latest("pk").pk
    found = []
    for turn in range(ASKED):
        venue = rng.choice(venues)
        place = ({}, {"venue": venue}, {"street": venue.street})[turn % 3]
        wanted = Wanted(rng.choice(Progress.values), category=rng.choice(categories), **place)
        before = "" if turn % 2 else key_of(PublicMatter.objects.get(pk=rng.randint(1, last)))
        found.append(lambda wanted=wanted, before=before: page_of(filled.site, wanted, before))
    return found


@cache
def _among_a_million(folder: Path) -> tuple[list[float], list[float]]:
    """Milliseconds of searches and of pages among MANY on PostgreSQL; measured once a run."""
    with postgres_database(size=SIZE) as url, default_database(url), override_settings(DEBUG=False):
        filled = fill(MANY)
        asked = searches(filled), pages(filled)
        for actions in asked:
            milliseconds(actions)  # until the server knows its tables
        found = tuple(milliseconds(actions) for actions in asked)
        connection.close()  # so that the database can be dropped
        return found


@figure("similar matters at 1,000,000, PostgreSQL, p95", unit="ms", goal=150)
def similar_on_postgres(bench: Workplace) -> tuple[float | None, str]:
    try:
        taken, _pages = _among_a_million(bench.folder)
    except NoServer as error:
        return None, str(error)
    return percentile(taken), f"p50 {statistics.median(taken):.0f} ms, {len(taken)} searches"


@figure("page of public matters at 1,000,000, PostgreSQL, p95", unit="ms", goal=20)
def pages_on_postgres(bench: Workplace) -> tuple[float | None, str]:
    try:
        _searches, taken = _among_a_million(bench.folder)
    except NoServer as error:
        return None, str(error)
    return percentile(taken), f"p50 {statistics.median(taken):.1f} ms, near and far, with every filter"


@figure("similar matters at 100,000, SQLite, p95", unit="ms", goal=150)
def similar_on_sqlite(bench: Workplace) -> tuple[float, str]:
    path = bench.folder / "matters.sqlite3"
    shutil.copyfile(small_district(bench).path, path)
    with District(path).open(), override_settings(DEBUG=False):
        asked = searches(fill(SOME))
        milliseconds(asked)
        taken = milliseconds(asked)
    return percentile(taken), f"p50 {statistics.median(taken):.0f} ms, {len(taken)} searches"
