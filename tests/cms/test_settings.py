"""Settings: production refuses to start half-configured, and says what to do."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from cms.checks import check_https_without_proxy
from cms.settings import env
from cms.settings.base import database

COMPLETE = {
    "SECRET_KEY": "s" * 50,
    "LIAISON_CODE_KEY": "c" * 50,
    "LIAISON_VAULT_KEYS": "one:ZGV2ZWxvcG1lbnQtb25seS1rZXktMzItYnl0ZXMtISE=",
    "ALLOWED_HOSTS": "renda.example.gov.cn",
    "BASE_URL": "https://renda.example.gov.cn",
    "BEHIND_PROXY": "1",
}
PRINT = "from django.conf import settings; print({})"


def start_production(expression: str = "settings.DEBUG", **changes: str | None) -> subprocess.CompletedProcess:
    """Loads the production settings in a process of their own with the environment `COMPLETE`, changed."""
    variables = {**COMPLETE, **changes, "DJANGO_SETTINGS_MODULE": "cms.settings.production"}
    kept = {key: value for key, value in os.environ.items() if key in {"PATH", "SYSTEMROOT"}}
    return subprocess.run(
        [sys.executable, "-c", PRINT.format(expression)],
        cwd=settings.BASE_DIR,
        env={**kept, **{key: value for key, value in variables.items() if value is not None}},
        capture_output=True,
        text=True,
    )


def test_production_starts_when_everything_is_set():
    result = start_production("settings.DEBUG, settings.ALLOWED_HOSTS, settings.SESSION_COOKIE_SECURE")
    assert (result.stdout, result.stderr) == ("False ['renda.example.gov.cn'] True\n", "")


@pytest.mark.parametrize("value", [None, ""])
@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("SECRET_KEY", "Make one: python -c"),
        ("LIAISON_CODE_KEY", "Make one like SECRET_KEY"),
        ("LIAISON_VAULT_KEYS", "Make one: python manage.py vault newkey"),
        ("ALLOWED_HOSTS", "Name the hosts the site answers to"),
        ("BASE_URL", "The site's address, such as https://"),
        ("BEHIND_PROXY", "With HTTPS on, say who ends it: 1 where nginx in front does"),
    ],
)
def test_production_without_a_variable_names_it_and_the_remedy(name, remedy, value):
    result = start_production(**{name: value})
    assert result.returncode == 1
    assert f"ImproperlyConfigured: {name} is not set. {remedy}" in result.stderr.splitlines()[-1]


@pytest.mark.parametrize("keys", ["one:short", "one", "one:ä", "one:ZGV2ZWxvcG1lbnQ="])
def test_production_refuses_a_faulty_vault_key(keys):
    result = start_production(LIAISON_VAULT_KEYS=keys)
    assert result.returncode == 1
    assert "ImproperlyConfigured: LIAISON_VAULT_KEYS: Vault key 'one' has" in result.stderr.splitlines()[-1]


def test_production_behind_a_proxy_tells_clients_apart():
    expression = "settings.AXES_CLIENT_IP_CALLABLE"
    assert start_production(expression, BEHIND_PROXY="1").stdout == "cms.access.addresses.seen_by_proxy\n"


def test_production_refuses_a_flag_that_is_neither_yes_nor_no():
    result = start_production(HTTPS="maybe")
    assert result.returncode == 1
    assert result.stderr.splitlines()[-1].endswith("HTTPS='maybe': use 1 or 0.")


def test_production_over_plain_http_sends_no_hsts():
    expression = "settings.SECURE_HSTS_SECONDS, settings.SESSION_COOKIE_SECURE"
    assert start_production(expression, HTTPS="0", BEHIND_PROXY=None).stdout == "0 False\n"


def test_production_that_ends_https_itself_starts_and_is_warned_of(settings):
    expression = "settings.SECURE_SSL_REDIRECT, settings.SECURE_PROXY_SSL_HEADER"
    assert start_production(expression, BEHIND_PROXY="0").stdout == "True None\n"
    settings.SECURE_SSL_REDIRECT = True
    assert [warning.id for warning in check_https_without_proxy(None)] == ["liaison.W001"]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert check_https_without_proxy(None) == []


@pytest.mark.parametrize(("word", "expected"), [("1", True), ("Yes", True), ("0", False), ("off", False), ("", False)])
def test_flag_reads_words(monkeypatch, word, expected):
    monkeypatch.setenv("EXAMPLE", word)
    assert env.flag("EXAMPLE", not expected) is expected


def test_flag_unset_is_the_default(monkeypatch):
    monkeypatch.delenv("EXAMPLE", raising=False)
    assert (env.flag("EXAMPLE", True), env.flag("EXAMPLE", False)) == (True, False)


def test_number_refuses_words(monkeypatch):
    monkeypatch.setenv("EXAMPLE", "many")
    with pytest.raises(ImproperlyConfigured, match="EXAMPLE='many': use a whole number."):
        env.number("EXAMPLE", 1)


def test_words_drops_empty_items(monkeypatch):
    monkeypatch.setenv("EXAMPLE", "a, ,b,")
    assert env.words("EXAMPLE") == ["a", "b"]


def test_sqlite_waits_and_writes_at_once():
    options = database("sqlite:///liaison.sqlite3")["OPTIONS"]
    assert (options["timeout"], options["transaction_mode"]) == (20, "IMMEDIATE")
    assert options["init_command"] == "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"


def test_postgres_url_is_read():
    config = database("postgres://liaison:pw@db.example.org:5433/district")
    assert (config["ENGINE"], config["HOST"], config["PORT"]) == (
        "django.db.backends.postgresql",
        "db.example.org",
        5433,
    )
