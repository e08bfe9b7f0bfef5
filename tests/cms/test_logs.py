"""A path may carry a resident's query code: no log line holds one."""

import logging
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.test import override_settings
from django.urls import path
from gunicorn.config import Config

from cms.logs import RouteInsteadOfPath

SECRET = "ABCD-EFGH-JKMN-PQRS"


def broken(request, code):
    raise RuntimeError("broken")


def refused(request, code):
    raise BadRequest("refused")


urlpatterns = [
    path("status/<str:code>/", broken),
    path("refused/<str:code>/", refused),
    path("fine/<str:code>/", lambda request, code: HttpResponse("fine")),
]


@pytest.fixture
def lines(caplog):
    """What the console handler prints, formatted, after its filter."""
    handler_filter = RouteInsteadOfPath()
    caplog.handler.addFilter(handler_filter)
    caplog.set_level(logging.INFO)
    caplog.set_level(logging.INFO, logger="django.request")
    yield lambda: [record.getMessage() for record in caplog.records]
    caplog.handler.removeFilter(handler_filter)


@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "route"),
    [(f"/status/{SECRET}/", "/status/<str:code>/"), (f"/nowhere/{SECRET}/", "(no route)")],
)
def test_log_of_a_failed_request_names_the_route(client, lines, address, route):
    client.raise_request_exception = False
    client.get(address, {"code": SECRET})
    assert any(route in line for line in lines())
    assert not any(SECRET in line for line in lines())


@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.django_db
def test_log_of_a_refused_request_holds_no_code(client, lines):
    assert client.get(f"/refused/{SECRET}/").status_code == 400
    assert not any(SECRET in line for line in lines())


def test_filter_leaves_other_records_alone():
    record = logging.LogRecord("liaison", logging.INFO, __file__, 1, "imported %d rows", (3,), None)
    assert RouteInsteadOfPath().filter(record) is True
    assert record.getMessage() == "imported 3 rows"


def test_filter_replaces_the_path_by_the_route():
    request = SimpleNamespace(path=f"/s/{SECRET}/", resolver_match=SimpleNamespace(route="s/<code>/"))
    record = logging.LogRecord(
        "django.request", logging.ERROR, __file__, 1, "%s: %s", ("Not Found", request.path), None
    )
    record.request = request
    RouteInsteadOfPath().filter(record)
    assert record.getMessage() == "Not Found: /s/<code>/"


def test_every_handler_of_the_settings_has_the_filter():
    assert [name for name, handler in settings.LOGGING["handlers"].items() if "route" not in handler["filters"]] == []


def gunicorn_settings() -> dict:
    namespace = {}
    source = (settings.BASE_DIR / "deploy" / "gunicorn.conf.py").read_text(encoding="utf-8")
    exec(compile(source, "gunicorn.conf.py", "exec"), namespace)  # noqa: S102  our own file, read as gunicorn does
    return namespace


def test_gunicorn_writes_no_access_log_and_no_request_line(capfd):
    given = gunicorn_settings()
    config = Config()
    for name in ("accesslog", "errorlog", "loglevel"):
        config.set(name, given[name])
    given["logger_class"](config).exception("Error handling request %s", f"/status/{SECRET}/")
    printed = capfd.readouterr().err
    assert given["accesslog"] is None
    assert "Error handling a request" in printed
    assert SECRET not in printed
