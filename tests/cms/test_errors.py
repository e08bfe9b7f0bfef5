"""Pages of errors: in the site's voice, with search and a phone number, whatever is broken."""

import pytest
from django.db import InterfaceError, OperationalError
from django.test import RequestFactory

from cms import errors
from cms.errors import PROBLEMS, bare_page, is_database_away, office_phone, page
from liaison_pages.models import DistrictSettings

PHONE = "0514-00000000"


@pytest.fixture
def district(site):
    """The site with a phone."""
    DistrictSettings.objects.update_or_create(site=site, defaults={"phone": PHONE})
    errors._phones.clear()
    yield site
    errors._phones.clear()


class Unreachable:
    """A connection to a database that is away."""

    def close_if_unusable_or_obsolete(self):
        """It was closed from the other side."""

    def ensure_connection(self):
        raise OperationalError("refused")


@pytest.fixture
def broken_pages(monkeypatch):
    """`broken_pages(error)`: every page of the site raises it."""

    def breaks(error):
        def fail(*args, **kwargs):
            raise error

        monkeypatch.setattr("wagtail.models.Page.serve", fail)

    return breaks


@pytest.mark.parametrize("status", sorted(PROBLEMS))
@pytest.mark.parametrize("address", ["/", "/en/"])
def test_page_has_title_search_and_phone(district, status, address):
    response = page(RequestFactory().get(address), PROBLEMS[status])
    html = response.content.decode()
    assert response.status_code == status
    assert str(PROBLEMS[status].title) in html
    assert ('role="search"' in html, f'href="tel:{PHONE.replace("-", "")}"' in html) == (True, True)


@pytest.mark.parametrize("status", sorted(PROBLEMS))
def test_bare_page_asks_no_database_and_speaks_both_languages(settings, status):
    settings.PHONE = PHONE
    html = bare_page(PROBLEMS[status]).content.decode()
    assert str(PROBLEMS[status].title) in html
    assert ('<section lang="en">' in html, PHONE in html) == (True, True)


def test_server_error_names_the_phone_of_the_settings(client, district, broken_pages):
    broken_pages(RuntimeError("ours"))
    client.raise_request_exception = False
    response = client.get("/")
    assert (response.status_code, PHONE in response.content.decode()) == (500, True)


@pytest.mark.parametrize("error", [OperationalError("server closed the connection"), InterfaceError("closed")])
def test_database_that_is_away_is_told_with_the_time_to_come_back(client, district, broken_pages, monkeypatch, error):
    office_phone(RequestFactory().get("/", headers={"host": "testserver"}))  # as any earlier page of an error did
    broken_pages(error)
    monkeypatch.setattr(errors, "connection", Unreachable())
    client.raise_request_exception = False
    response = client.get("/")
    html = response.content.decode()
    assert (response.status_code, response["Retry-After"]) == (503, str(errors.AWAY_SECONDS))
    assert ("网站暂时打不开" in html, PHONE in html) == (True, True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("error", "is_away"),
    [(OperationalError("database is locked"), True), (OperationalError("no such table"), False), (ValueError(), False)],
)
def test_own_fault_is_not_taken_for_a_database_that_is_away(error, is_away):
    assert is_database_away(error) is is_away


def test_maintenance_answers_every_address_with_the_operators_words(client, district, settings, tmp_path):
    settings.MAINTENANCE_FILE = tmp_path / "maintenance"
    assert client.get("/").status_code == 200
    settings.MAINTENANCE_FILE.write_text("今晚 22:00 以前恢复 <b>")
    for address in ("/", "/en/", "/admin/", "/nowhere/"):
        response = client.get(address)
        assert (response.status_code, response["Retry-After"]) == (503, str(errors.AWAY_SECONDS))
        assert "今晚 22:00 以前恢复 &lt;b&gt;" in response.content.decode()
    settings.MAINTENANCE_FILE.unlink()
    settings.MAINTENANCE_FILE.mkdir()  # what cannot be read says the same, without a note
    assert client.get("/").status_code == 503
    settings.MAINTENANCE_FILE.rmdir()
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(("address", "title"), [("/status/", "这一页只能打开看"), ("/en/status/", "only be opened")])
def test_wrong_method_gets_a_page_and_the_allowed_ones(client, district, address, title):
    response = client.put(address)
    assert (response.status_code, title in response.content.decode()) == (405, True)
    assert "GET" in response["Allow"]


@pytest.mark.parametrize(
    ("query", "headers", "status"),
    [("q=" + "a" * 8_000, {}, 414), ("&".join(["a"] * 2_500), {}, 400), ("", {"host": "elsewhere.example"}, 400)],
)
def test_what_cannot_be_read_is_refused_in_words(client, district, settings, query, headers, status):
    settings.ALLOWED_HOSTS = ["testserver"]
    response = client.get(f"/?{query}", headers=headers)
    assert (response.status_code, b"<h1" in response.content) == (status, True)
