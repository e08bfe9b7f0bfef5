"""
Whatever is sent to the admin, it is refused or done: no route falls over an empty body, a null byte or an unknown id.
"""

import re

import pytest
from django.db import transaction
from django.urls import NoReverseMatch

from cms.access.table.routes import Route, routes
from tests.addresses import ADMIN_CATCHES_ALL, address_of, values, values_of
from tests.factories.access import UserFactory
from tests.venue_rows import VenueRows
from tests.walking import report

pytestmark = pytest.mark.django_db

FIELD = re.compile(r'name="([\w:.-]+)"')
UNKNOWN = (10**6, 10**18, 10**30)  # no such row; what SQLite takes; what no database takes
APART = {"wagtailadmin_logout", "wagtailadmin_error_test", ADMIN_CATCHES_ALL}  # the second falls on purpose
ADMIN = [route for route in routes() if route.pattern.startswith("admin/") and route.name not in APART]
WITH_ID = [route for route in routes() if route.parameters]


def bodies(client, url: str) -> dict[str, dict]:
    """What to send to `url`: nothing, and the fields that its page names filled with three kinds of rubbish."""
    page = client.get(url)
    html = "" if page.streaming else page.content.decode(errors="replace")
    names = {*FIELD.findall(html), "q", "id", "next", "title", "url"} - {"csrfmiddlewaretoken"}
    counts = {name: "1" for name in names if name.endswith("_FORMS")}
    return {
        "empty": {},
        "null bytes": {**dict.fromkeys(names, "a\x00b"), **counts},
        "nonsense": {**dict.fromkeys(names, "'\"<🦀"), **counts},
        "unknown ids": {**dict.fromkeys(names, "99999999999999999999"), **counts},
    }


def send(client, url: str, body: dict) -> int:
    """The status; whatever was done is undone."""
    with transaction.atomic():
        status = client.post(url, body).status_code
        transaction.set_rollback(True)
    return status


@pytest.fixture
def venue(site, client):
    """A venue's rows, asked for by a superuser, who gets furthest into every view."""
    client.force_login(UserFactory(is_superuser=True))
    client.raise_request_exception = False
    return VenueRows(site)


def test_no_route_falls_over_a_body(client, venue):
    table, wrong = values(venue), []
    for route in ADMIN:
        url = address_of(route, table)
        for name, body in bodies(client, url).items():
            status = send(client, url, body)
            if status >= 500:
                wrong.append(f"{status} {name}: {route}")
    report(wrong)


def unknown_urls(route: Route, known: dict) -> list[str]:
    """The route with every number replaced by each of `UNKNOWN`, where its pattern takes it."""
    urls = []
    for unknown in UNKNOWN:
        replaced = {name: unknown if isinstance(value, int) else value for name, value in known.items()}
        try:
            urls.append(route.url(replaced))
        except NoReverseMatch:
            continue
    return urls


@pytest.mark.parametrize("method", ["get", "post"])
def test_no_route_falls_over_an_unknown_id(client, venue, method):
    table, wrong = values(venue), []
    for route in WITH_ID:
        for url in unknown_urls(route, values_of(route, table)):
            status = getattr(client, method)(url).status_code
            if status >= 500:
                wrong.append(f"{status} {method} {url}")
    report(wrong)
