"""
Test databases copied from a migrated template.

Migrating takes 20 seconds and more, for every worker of every run. So it is done once for each set of migrations:
the result is kept as a template (SQLite: a file in `.cache/`; PostgreSQL: a database of its own) whose name holds a
hash of every migration file of every installed app, and of what runs after them; each worker's database is a copy.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
import wagtail
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection

TEMPLATE_GIVEN = "LIAISON_TEST_TEMPLATE"  # names an SQLite file that was migrated already
CACHE_DIR = settings.BASE_DIR / ".cache"
TEMPLATES_KEPT = 5  # older ones are deleted when a new one is made
POSTGRES_PREFIX = "liaison_template_"
POSTGRES_LOCK = 7_421_001  # any number that nothing else takes as an advisory lock


def migrations_hash() -> str:
    """16 hex digits that change whenever a migration of any installed app, Django or Wagtail changes."""
    digest = hashlib.sha256(f"{django.get_version()} {wagtail.__version__}".encode())
    for config in sorted(apps.get_app_configs(), key=lambda config: config.label):
        folder = Path(config.path)
        for path in sorted([*folder.glob("migrations/*.py"), *folder.glob("indexes.py")]):
            digest.update(f"{config.label}/{path.name}".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def create(worker: str) -> None:
    """Makes the worker's database and points Django's connection at it. `worker` is xdist's id, or ''."""
    (_create_sqlite if connection.vendor == "sqlite" else _create_postgres)(worker)


def destroy() -> None:
    """Drops the database made by `create`."""
    name = connection.settings_dict["NAME"]
    connection.close()
    if connection.vendor == "sqlite":
        shutil.rmtree(Path(name).parent, ignore_errors=True)
        return
    with _server() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def copy_for_processes(folder: Path) -> Iterator[str]:
    """The URL of a migrated database for processes that a test starts, gone afterwards. SQLite's is in `folder`."""
    if connection.vendor == "sqlite":
        shutil.copyfile(_sqlite_template(), folder / "processes.sqlite3")
        yield f"sqlite:///{folder / 'processes.sqlite3'}"
        return
    server, original = connection.settings_dict, connection.settings_dict["NAME"]
    name = f"{original}_processes_{os.getpid()}"
    with _server() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{_postgres_template(cursor)}"')
    _point_at(original)
    yield f"postgres://{server['USER']}:{server['PASSWORD']}@{server['HOST']}:{server['PORT']}/{name}"
    with _server() as cursor:
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _point_at(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = name


def _migrate(name: str) -> None:
    _point_at(name)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    connection.close()


# --- SQLite -------------------------------------------------------------------------------------------------------


def _create_sqlite(worker: str) -> None:
    template = _sqlite_template()
    folder = CACHE_DIR / "test" / f"{os.getpid()}-{worker or 'main'}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copyfile(template, folder / "test.sqlite3")
    _point_at(str(folder / "test.sqlite3"))


def _sqlite_template() -> Path:
    """The migrated file, `TEMPLATE_GIVEN` if there is one. One process makes it, the others wait at the lock."""
    if TEMPLATE_GIVEN in os.environ:
        return Path(os.environ[TEMPLATE_GIVEN])
    CACHE_DIR.mkdir(exist_ok=True)
    template = CACHE_DIR / f"test-{migrations_hash()}.sqlite3"
    with (CACHE_DIR / "test.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not template.exists():
            _remove_left_overs()
            unfinished = CACHE_DIR / f"unfinished-{os.getpid()}.sqlite3"
            _migrate(str(unfinished))
            _without_wal(unfinished)
            unfinished.rename(template)
    return template


def _without_wal(path: Path) -> None:
    """Folds the write-ahead log into the file, so that the file alone is the database."""
    database = sqlite3.connect(path)
    database.execute("PRAGMA journal_mode=DELETE")
    database.close()


def _remove_left_overs() -> None:
    by_age = sorted(CACHE_DIR.glob("test-*.sqlite3"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in [*by_age[TEMPLATES_KEPT - 1 :], *CACHE_DIR.glob("unfinished-*")]:
        path.unlink(missing_ok=True)
    for folder in (CACHE_DIR / "test").glob("*"):
        pid = folder.name.partition("-")[0]
        if not Path(f"/proc/{pid}").exists():
            shutil.rmtree(folder, ignore_errors=True)


# --- PostgreSQL ---------------------------------------------------------------------------------------------------


@contextmanager
def _server():
    """A cursor on the server that holds the lock of the templates; no test database is open meanwhile."""
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [POSTGRES_LOCK])
        try:
            yield cursor
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [POSTGRES_LOCK])


def _create_postgres(worker: str) -> None:
    original = connection.settings_dict["NAME"]
    name = f"test_{original}" + (f"_{worker}" if worker else "")
    with _server() as cursor:
        template = _postgres_template(cursor)
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    _point_at(name)


def _postgres_template(cursor) -> str:
    """The migrated database's name; it is made when it is missing."""
    template = POSTGRES_PREFIX + migrations_hash()
    cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template])
    if cursor.fetchone() is None:
        _remove_old_templates(cursor)
        original, unfinished = connection.settings_dict["NAME"], f"{template}_unfinished"
        cursor.execute(f'DROP DATABASE IF EXISTS "{unfinished}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{unfinished}"')
        _migrate(unfinished)
        _point_at(original)
        cursor.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{template}"')
    return template


def _remove_old_templates(cursor) -> None:
    """Deletes all but the newest templates; a database's oid grows with its age's youth."""
    cursor.execute(
        "SELECT datname FROM pg_database WHERE datname LIKE %s ORDER BY oid DESC OFFSET %s",
        [POSTGRES_PREFIX + "%", TEMPLATES_KEPT - 1],
    )
    for (name,) in cursor.fetchall():
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
