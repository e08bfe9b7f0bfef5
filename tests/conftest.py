"""What every test can use: the database, the district's site, and the rules of the markers."""

import os
import shutil
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.db import connection
from django.utils import translation
from pytest_django.fixtures import _get_databases_for_setup

from cms.kernel.states import forget
from cms.translations import compile_stale
from tests import database
from tests.factories.liaison_pages import build_site

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
IN_CI = os.environ.get("CI", "").lower() in {"1", "true"}
FIGURES = {"routes", "requests", "violations"}
NO_CHROMIUM = "Chromium is missing: apt-get install chromium fonts-noto-cjk, or name one in CHROMIUM"


def pytest_configure(config: pytest.Config) -> None:
    """Translations are compiled once for a run, before the workers start."""
    if not hasattr(config, "workerinput"):
        compile_stale([Path(folder) for folder in django_settings.LOCALE_PATHS])


def pytest_report_header() -> list[str]:
    engine = django_settings.DATABASES["default"]["ENGINE"].rpartition(".")[2]
    return [f"database: {engine}", f"browser: {CHROMIUM or 'none. ' + NO_CHROMIUM}"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skips what this machine cannot run, and says why. CI has no excuse for a missing browser."""
    is_postgres = "postgresql" in django_settings.DATABASES["default"]["ENGINE"]
    browser_items = [item for item in items if item.get_closest_marker("browser")]
    if browser_items and not CHROMIUM:
        if IN_CI:
            raise pytest.UsageError(NO_CHROMIUM)
        for item in browser_items:
            item.add_marker(pytest.mark.skip(reason=NO_CHROMIUM))
    if not is_postgres:
        for item in items:
            if item.get_closest_marker("postgres"):
                item.add_marker(pytest.mark.skip(reason="needs PostgreSQL: set DATABASE_URL"))


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_blocker):
    """A copy of the migrated template for this worker (`tests.database`)."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "")
    _, serialized_aliases = _get_databases_for_setup(request.session.items)
    with django_db_blocker.unblock():
        database.create(worker)
        if serialized_aliases:  # what `serialized_rollback=True` puts back
            connection._test_serialized_contents = connection.creation.serialize_db_to_string()
    yield
    with django_db_blocker.unblock():
        database.destroy()


@pytest.fixture(autouse=True)
def _language():
    """A request for an English page leaves its language active in the thread: every test starts in Chinese."""
    translation.activate(django_settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    """Uploaded files go to the test's own folder."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PRIVATE_MEDIA_ROOT = tmp_path / "private"
    settings.CACHES = {**settings.CACHES, "papers": {**settings.CACHES["papers"], "LOCATION": tmp_path / "papers"}}
    settings.STORAGES = {
        **settings.STORAGES,
        "private": {
            **settings.STORAGES["private"],
            "OPTIONS": {"location": settings.PRIVATE_MEDIA_ROOT, "base_url": None},
        },
    }


@pytest.fixture
def site(db):
    """The default site: its root is a HomePage, with the DirectoryPage below it."""
    return build_site()


@pytest.fixture
def states_known(settings):
    """Add-ons' states are kept as in production, where a page pays no query for them; tests ask at every question."""
    forget()
    settings.PLUGIN_STATES_SECONDS = 60
    yield
    forget()


@pytest.fixture
def counts_kept(settings):
    """Live figures are kept as in production, where a page seldom counts; tests count at every question."""
    cache.clear()
    settings.LIVE_FIGURES_SECONDS = 60
    yield
    cache.clear()


def pytest_terminal_summary(terminalreporter) -> None:
    """The figures of the walk through the table of routes (`make access`)."""
    reports = [report for kind in ("passed", "failed") for report in terminalreporter.stats.get(kind, [])]
    walked = [dict(report.user_properties) for report in reports if dict(report.user_properties).keys() >= FIGURES]
    if walked:
        routes = max(each["routes"] for each in walked)
        requests, violations = (sum(each[name] for each in walked) for name in ("requests", "violations"))
        terminalreporter.write_line(f"{routes} routes, {requests} requests, {violations} violations")
