"""A resident's query code never reaches a log line."""

import logging
import re

import pytest
from django.conf import settings
from django.test import Client

from cms.logs import SafeFormatter
from forms.views import status

SECRET = "ABCD-EFGH-JKMN-PQRS"


@pytest.fixture
def log_text(caplog):
    """What the console handler would write, and what any other handler would see of the record."""
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, logger="django.request")

    def text() -> str:
        formatter = SafeFormatter("%(name)s %(message)s")
        return "\n".join(formatter.format(record) for record in caplog.records)

    return text


@pytest.mark.django_db
@pytest.mark.parametrize("code", [SECRET, "ＡＢＣＤ-EFGH-JKMN-秘密码"])
def test_wrong_code_leaves_no_code_in_the_log(client, site, log_text, caplog, code):
    response = client.get(f"/s/GL-2026-000001/{code}/?new=1")
    assert response.status_code == 404
    assert "s/<str:number>/<str:code>/" in caplog.text
    for secret in (code, code.encode("unicode_escape").decode(), SECRET):
        assert secret not in caplog.text
        assert secret not in log_text()


@pytest.mark.django_db
def test_crash_leaves_no_code_in_the_log(client, site, log_text, caplog, monkeypatch):
    def crash(**kwargs):
        raise RuntimeError(f"cannot read /s/GL-2026-000001/{SECRET}/")

    monkeypatch.setattr(status, "find_submission", crash)
    client.raise_request_exception = False
    response = client.get(f"/s/GL-2026-000001/{SECRET}/")
    assert response.status_code == 500
    assert "RuntimeError: cannot read /s/…" in log_text()
    assert SECRET not in log_text()
    assert [SECRET in record.getMessage() for record in caplog.records] == [False] * len(caplog.records)
    assert SECRET not in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "route"),
    [("/venues/", "wagtail_serve"), ("/s/GL-2026-000001/x/", "/s/<str:number>/<str:code>/")],
)
def test_csrf_rejection_names_the_route_in_words(site, caplog, path, route):
    response = Client(enforce_csrf_checks=True).post(path)

    assert response.status_code == 403
    assert [record.getMessage() for record in caplog.records if record.name == "django.security.csrf"] == [
        f"Forbidden (CSRF cookie not set.): {route}"
    ]


def test_formatter_blanks_addresses_in_any_message():
    record = logging.LogRecord("x", logging.INFO, "", 0, 'GET "/en/s/GL-2026-1/%s/?new=1" 200', (SECRET,), None)
    assert SafeFormatter("%(message)s").format(record) == 'GET "/en/s/…/?new=1" 200'


def test_django_mails_no_paths_to_admins():
    assert logging.getLogger("django").handlers == []


@pytest.mark.parametrize("path", ["/s/GL-2026-000123/abcd/", "/en/s/mine/", "/n/token/", "/en/n/token/confirm/"])
def test_nginx_is_told_to_log_no_path_with_a_code_or_a_token(path):
    text = (settings.BASE_DIR / "docs/operations/README.md").read_text()
    [pattern] = re.findall(r"location ~ (\S+) \{ access_log off;", text)
    assert re.search(pattern, path)
