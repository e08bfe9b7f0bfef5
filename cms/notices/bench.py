"""
The worker under kill -9: thousands of notices to a mail server on loopback, and three workers killed at random moments.

Lost is what neither arrived nor is shown to administrators as uncertain; doubled is what arrived more than once. The
note counts the uncertain ones, and how many of them did not arrive (`cms.notices.sending` says why there may be some).
"""

import json
import os
import random
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from cms.bench import Workplace, figure
from cms.bench.http import NoServer, postgres_database
from cms.bench.smtp import MailServer, mail_server
from cms.notices.models import NoticeState

COUNT, COUNT_ON_SQLITE, KILLS = 10_000, 2_000, 3
LEASE_SECONDS = 3
LONGEST_SECONDS = 900


@dataclass(frozen=True)
class Outcome:
    count: int
    lost: int
    doubled: int
    uncertain: int
    uncertain_not_arrived: int
    seconds: float

    @property
    def note(self) -> str:
        per_second = self.count / self.seconds
        uncertain = f"{self.uncertain} uncertain, of which {self.uncertain_not_arrived} did not arrive"
        return f"{self.lost} lost, {self.doubled} doubled, {uncertain}; {per_second:.0f}/s, kills included"


@figure(f"notices lost or doubled of {COUNT:,}, {KILLS} kills, PostgreSQL", unit="notices", goal=0)
def lost_on_postgres(bench: Workplace) -> tuple[int | None, str]:
    try:
        with postgres_database(size={"venues": 1, "staff": 1, "submissions": 1}) as url:
            return _told(ordeal(url, bench.folder, count=COUNT, kills=KILLS))
    except NoServer as error:
        return None, str(error)


@figure(f"notices lost or doubled of {COUNT_ON_SQLITE:,}, {KILLS} kills, SQLite", unit="notices", goal=0)
def lost_on_sqlite(bench: Workplace) -> tuple[int, str]:
    path = bench.folder / "notices.sqlite3"
    shutil.copyfile(bench.empty_database, path)
    return _told(ordeal(f"sqlite:///{path}", bench.folder, count=COUNT_ON_SQLITE, kills=KILLS))


def _told(outcome: Outcome) -> tuple[int, str]:
    return outcome.lost + outcome.doubled, outcome.note


def ordeal(url: str, folder: Path, *, count: int, kills: int) -> Outcome:
    """Write `count` notices into the database `url`, send them with workers, `kills` of them killed, and compare."""
    with mail_server() as server:
        env = _environment(url, folder, server.port)
        _shell(env, f"from cms.notices.bench_rows import write; write({count})")
        started = time.monotonic()
        for arrived in sorted(random.sample(range(count // 20, count - count // 20), kills)):  # noqa: S311  a moment
            _kill_after(server, arrived, env)
        states = finish(env)
        seconds = time.monotonic() - started
        return _compare(states, server, count, seconds)


def _environment(url: str, folder: Path, port: int) -> dict[str, str]:
    return {
        **os.environ,
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
        "LIAISON_VAR_DIR": str(folder),
        "EMAIL_BACKEND": "smtp",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(port),
        "NOTICES_LEASE_SECONDS": str(LEASE_SECONDS),
        "LOG_LEVEL": "ERROR",
    }


def _manage(*words: str) -> list[str]:
    return [sys.executable, "manage.py", *words]


def _shell(env: dict[str, str], code: str) -> str:
    command = _manage("shell", "--verbosity=0", "--command", code)
    done = subprocess.run(command, cwd=settings.BASE_DIR, env=env, capture_output=True, text=True)  # noqa: S603
    if done.returncode:
        raise RuntimeError(done.stderr[-400:])
    return done.stdout


def _kill_after(server: MailServer, arrived: int, env: dict[str, str]) -> None:
    """Start a worker, and kill it a moment after so many messages have arrived altogether."""
    command = _manage("notices", "send", "--watch", "--every", "0.2")
    worker = subprocess.Popen(command, cwd=settings.BASE_DIR, env=env, stdout=subprocess.DEVNULL)  # noqa: S603
    try:
        until = time.monotonic() + LONGEST_SECONDS
        while len(server.taken) < arrived and worker.poll() is None and time.monotonic() < until:
            time.sleep(0.01)
        time.sleep(random.random() / 50)  # noqa: S311  anywhere in its round
        if worker.poll() is not None:
            raise RuntimeError(f"the worker ended by itself ({worker.returncode})")
    finally:
        worker.kill()
        worker.wait()


def finish(env: dict[str, str]) -> dict[str, list[str]]:
    """Let a worker that nobody kills end it; then what is in the outbox, by state."""
    return json.loads(_shell(env, f"from cms.notices.bench_rows import finish; finish({LONGEST_SECONDS})"))


def _compare(states: dict[str, list[str]], server: MailServer, count: int, seconds: float) -> Outcome:
    arrived = {message_id.strip("<>").partition("@")[0]: times for message_id, times in server.taken.items()}
    uncertain = states.get(NoticeState.UNCERTAIN, [])
    accounted = arrived.keys() | set(uncertain)
    return Outcome(
        count=count,
        lost=count - len(accounted),
        doubled=sum(times - 1 for times in arrived.values()),
        uncertain=len(uncertain),
        uncertain_not_arrived=len(set(uncertain) - arrived.keys()),
        seconds=seconds,
    )
