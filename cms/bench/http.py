"""Measuring over HTTP: a PostgreSQL database that is thrown away, gunicorn as a district runs it, pressing clients."""

import http.client
import os
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.conf import settings

STARTING_SECONDS = 60
Request = tuple[str, bytes, str]  # path, body, content type


class NoServer(Exception):
    """There is no PostgreSQL server to measure on."""


@contextmanager
def postgres_database(*, size: dict[str, int]) -> Iterator[str]:
    """The URL of a generated district (`manage.py generate`), dropped later, on the server of BENCH_DATABASE_URL."""
    server = os.environ.get("BENCH_DATABASE_URL", "")
    if not server:
        raise NoServer("BENCH_DATABASE_URL names no PostgreSQL server")
    name = f"liaison_bench_{os.getpid()}"
    url = urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            _manage(url, "migrate", "--verbosity=0", "--no-input")
            _manage(url, "generate", "--verbosity=0", *(f"--{each}={count}" for each, count in size.items()))
            yield url
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _manage(url: str, *words: str) -> None:
    env = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "cms.settings.dev"}
    command = [sys.executable, "manage.py", *words]
    result = subprocess.run(command, cwd=settings.BASE_DIR, env=env, capture_output=True, text=True)  # noqa: S603
    if result.returncode:
        raise RuntimeError(result.stderr[-400:])


@contextmanager
def gunicorn(module: str, *, url: str, folder: Path, **env: str) -> Iterator[int]:
    """The port of a server with the settings `module`, on the database `url`; it is stopped at the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": module,
        "DATABASE_URL": url,
        "LIAISON_VAR_DIR": str(folder),
        "SECRET_KEY": settings.SECRET_KEY,
        "LIAISON_VAULT_KEYS": settings.VAULT_KEYS,
        "ALLOWED_HOSTS": "127.0.0.1",
        "PORT": str(port),
        **env,
    }
    command = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "cms.wsgi:application"]
    with (folder / f"{module}.log").open("w") as log:
        server = subprocess.Popen(command, cwd=settings.BASE_DIR, env=env, stdout=log, stderr=log)  # noqa: S603
    try:
        _wait_for(port, server, folder / f"{module}.log")
        yield port
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)


def _wait_for(port: int, server: subprocess.Popen, log: Path) -> None:
    started = time.monotonic()
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            if server.poll() is not None or time.monotonic() - started > STARTING_SECONDS:
                raise RuntimeError(log.read_text()[-400:]) from None
            time.sleep(0.1)


@dataclass(frozen=True)
class Load:
    """What some clients got out of a server: in how long a time, and how long each answer took."""

    elapsed_seconds: float
    seconds: list[float]

    @classmethod
    def together(cls, loads: Iterable["Load"]) -> "Load":
        """Several turns as one."""
        return cls(
            sum(load.elapsed_seconds for load in loads), list(chain.from_iterable(load.seconds for load in loads))
        )

    @property
    def per_second(self) -> float:
        return len(self.seconds) / self.elapsed_seconds

    def percentile(self, percent: int) -> float:
        """Milliseconds that `percent` of 100 answers did not exceed."""
        return statistics.quantiles(self.seconds, n=100, method="inclusive")[percent - 1] * 1_000


def press(port: int, make: Callable[[], Request], *, clients: int, seconds: float) -> Load:
    """`clients` at once, each sending the next request when the last is answered, for `seconds`; 303 is the answer."""
    until = time.monotonic() + seconds
    taken: list[list[float]] = [[] for _client in range(clients)]
    faults: list[str] = []
    threads = [threading.Thread(target=_client, args=(port, make, until, each, faults)) for each in taken]
    started = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise RuntimeError(f"{len(faults)} answers were no success, the first: {faults[0]}")
    answered = list(chain.from_iterable(taken))
    return Load(time.monotonic() - started, answered)


def _client(port: int, make: Callable[[], Request], until: float, taken: list[float], faults: list[str]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    while time.monotonic() < until:
        path, body, content_type = make()
        started = time.monotonic()
        try:
            connection.request("POST", path, body, {"Content-Type": content_type})
            answer = connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException) as error:
            faults.append(f"{type(error).__name__}: {error}")
            return
        if answer.status != 303:
            faults.append(str(answer.status))
            return
        taken.append(time.monotonic() - started)
    connection.close()
