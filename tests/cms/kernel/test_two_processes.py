"""Two processes of one installation: an add-on switched in the one is switched in the other, by the database alone."""

import http.client
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from urllib.parse import urlencode

import pytest
from django.conf import settings

from tests.database import copy_for_processes

PROMISED_SECONDS = 5
ADDRESS = "/suggestions/"  # of an add-on that is on at first
SESSION = """
import django; django.setup()
from django.test import Client
from tests.factories.access import UserFactory
from tests.factories.liaison_pages import build_site
site, client = build_site(), Client()
client.force_login(UserFactory(is_superuser=True), backend="django.contrib.auth.backends.ModelBackend")
print(site.pk, client.cookies["sessionid"].value)
"""
SERVER = """
from wsgiref.simple_server import make_server
from cms.wsgi import application
server = make_server("127.0.0.1", 0, application)
print(server.server_port, flush=True)
server.serve_forever()
"""


@pytest.fixture
def environ(tmp_path, django_db_setup, django_db_blocker):
    """Variables for processes that share one database."""
    with django_db_blocker.unblock(), copy_for_processes(tmp_path) as url:
        own = {"DJANGO_SETTINGS_MODULE": "cms.settings.dev", "LIAISON_VAR_DIR": str(tmp_path / "var")}
        yield os.environ | own | {"DATABASE_URL": url, "PYTHONDONTWRITEBYTECODE": "1"}


@contextmanager
def server(environ: dict):
    """The port of a process that serves the product."""
    with subprocess.Popen(
        [sys.executable, "-c", SERVER], cwd=settings.BASE_DIR, env=environ, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, text=True,
    ) as process:  # fmt: skip
        try:
            yield int(process.stdout.readline())
        finally:
            process.kill()


def ask(port: int, address: str, cookies: str = "", data: dict | None = None) -> int:
    """The status that a GET is answered with, or a POST of `data`."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("GET" if data is None else "POST", address, urlencode(data or {}) or None, headers)
    return connection.getresponse().status


def seconds_until(port: int, status: int) -> float:
    """How long after now the last question was asked that was not answered with `status`, at least 0."""
    start = asked = time.monotonic()
    while ask(port, ADDRESS) != status:
        asked = time.monotonic()
        assert asked - start < 60
        time.sleep(0.1)
    return asked - start


def test_switch_in_one_process_is_seen_by_the_other_in_time(environ):
    command = [sys.executable, "-c", SESSION]
    made = subprocess.run(command, cwd=settings.BASE_DIR, env=environ, capture_output=True, text=True, check=True)
    site, session = made.stdout.split()

    def switch(port: int, action: str) -> None:
        address, token = f"/admin/addons/{site}/suggestions/{action}/", "x" * 32
        cookies = f"sessionid={session}; csrftoken={token}"
        assert ask(port, address, cookies, {"csrfmiddlewaretoken": token}) == 302

    with server(environ) as one, server(environ) as other:
        assert [ask(port, ADDRESS) for port in (one, other)] == [200, 200]
        switch(one, "disable")
        assert ask(one, ADDRESS) == 404
        assert seconds_until(other, 404) < PROMISED_SECONDS
        switch(other, "enable")
        assert ask(other, ADDRESS) == 200
        assert seconds_until(one, 200) < PROMISED_SECONDS
