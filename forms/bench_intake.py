"""
What handing in a form costs: over HTTP on PostgreSQL, beside a view that inserts a row, commits and does nothing else.

Both are asked by eight clients, by turns, on the same database with the same durability.
"""

import random
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

import psycopg
from django.test import override_settings

from cms.bench import Workplace, figure
from cms.bench.http import Load, NoServer, Request, gunicorn, postgres_database, press
from cms.bench.scale import counted, small_district
from forms.models import IntakePage
from forms.tokens import new_token

CLIENTS = 8
WARMING_SECONDS = 3
ROUNDS, ROUND_SECONDS = 4, 3  # they take turns, so that noise of the machine hits both
SIZE = {"venues": 112, "staff": 23, "submissions": 336}
FORM = "application/x-www-form-urlencoded"
UNLIMITED = {"LIMIT_EXEMPT_NETWORKS": "127.0.0.0/8", "LIMIT_INTAKE_VENUE": "1000000/hour"}


def _filled(page_pk: int) -> dict:
    """What a browser sends for a form that took a minute."""
    token = new_token(page_pk=page_pk, notice_version="1", made_at=int(time.time()) - 60)
    return {
        "token": token.sign(),
        "content": "示例：巷口的路灯坏了三天，晚上看不见台阶，有老人差点摔倒。请派人来看一看。",
        "place": "示例路口",
        "reach": f"138{random.randrange(10**8):08d}",  # noqa: S311  a number to encrypt, not a secret
    }


def _intake(pages: list[int]) -> Request:
    page_pk = random.choice(pages)  # noqa: S311
    return f"/say/{page_pk}/", urlencode(_filled(page_pk)).encode(), FORM


def _insert() -> Request:
    return "/insert/", urlencode({"content": "示例" * 40}).encode(), FORM


@cache
def _loads(folder: Path) -> list[Load]:
    """Of the intake and of the bare view; measured once a run."""
    with postgres_database(size=SIZE) as url:
        with psycopg.connect(url) as connection:
            pages = [
                pk
                for (pk,) in connection.execute("SELECT page_ptr_id FROM liaison_forms_intakepage LIMIT %s", [CLIENTS])
            ]
        servers = (
            gunicorn("cms.settings.base", url=url, folder=folder, **UNLIMITED),
            gunicorn("cms.bench.bare.settings", url=url, folder=folder),
        )
        with servers[0] as intake_port, servers[1] as bare_port:
            return _by_turns((intake_port, lambda: _intake(pages)), (bare_port, _insert))


def _by_turns(*asked: tuple[int, Callable[[], Request]]) -> list[Load]:
    for port, make in asked:
        press(port, make, clients=CLIENTS, seconds=WARMING_SECONDS)
    turns = [[press(port, make, clients=CLIENTS, seconds=ROUND_SECONDS) for port, make in asked] for _ in range(ROUNDS)]
    return [Load.together(loads) for loads in zip(*turns, strict=True)]


@figure("bare inserts ÷ intakes a second, PostgreSQL, 8 clients", unit="×", goal=5)
def inserts_per_intake(bench: Workplace) -> tuple[float | None, str]:
    try:
        intake, bare = _loads(bench.folder)
    except NoServer as error:
        return None, str(error)
    share = intake.per_second / bare.per_second
    note = f"{intake.per_second:.0f} intakes/s are {share:.2f} of {bare.per_second:.0f} inserts/s"
    return 1 / share, note


@figure("intake p99 ÷ p50, PostgreSQL, 8 clients", unit="×", goal=5)
def intake_spread(bench: Workplace) -> tuple[float | None, str]:
    try:
        intake, _bare = _loads(bench.folder)
    except NoServer as error:
        return None, str(error)
    median, slow = intake.percentile(50), intake.percentile(99)
    return slow / median, f"{slow:.0f} ÷ {median:.0f} ms"


@figure("queries of an intake with a contact", unit="queries", goal=12)
def intake_queries(bench: Workplace) -> int:
    small = small_district(bench)
    with small.open(), override_settings(DEBUG=False):
        page = IntakePage.objects.first()
        client = small.client("resident")

        def hand_in() -> None:
            response = client.post(f"/say/{page.pk}/", _filled(page.pk))
            if response.status_code != 303:
                raise RuntimeError(f"the form was answered with {response.status_code}")

        hand_in()  # what a process asks once
        return counted(hand_in)
