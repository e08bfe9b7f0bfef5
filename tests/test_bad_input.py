"""
Whatever is sent to the admin, it is refused or done: no route falls over an empty body, a null byte or an unknown id.
"""

import re
from itertools import chain

import pytest
from django.db import transaction
from django.urls import NoReverseMatch

from cms.access.roles import DISTRICT_ROLES, Role
from cms.access.services import grant
from cms.kernel.actors import System
from tests.factories.access import UserFactory
from tests.foreign import ForeignVenue
from tests.routes import Route
from tests.walking import WITH_ID, WITHOUT_ID, report, values, values_of

pytestmark = pytest.mark.django_db

FIELD = re.compile(r'name="([\w:.-]+)"')
UNKNOWN = (10**6, 10**18, 10**30)  # no such row; what SQLite takes; what no database takes
SUPERUSER = "superuser"  # beside the roles
ADMIN = [
    route
    for route in chain(WITH_ID, WITHOUT_ID)
    if route.pattern.startswith("admin/") and route.name != "wagtailadmin_logout"
]


def signed_in(client, role: str, venue):
    """Somebody with `role` at the venue or in its district."""
    user = UserFactory(is_superuser=role == SUPERUSER)
    if role != SUPERUSER:
        place = {"site": venue.site} if role in DISTRICT_ROLES else {"venue": venue}
        grant(user=user, role=role, actor=System("tests"), **place)
    client.force_login(user)


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
    client.raise_request_exception = False
    return ForeignVenue(site)


def test_no_route_falls_over_a_body(client, venue):
    """Asked by a superuser, who gets furthest into every view."""
    signed_in(client, SUPERUSER, venue.venue)
    table, wrong = values(venue), []
    for route in ADMIN:
        url = route.url(values_of(route, table))
        for name, body in bodies(client, url).items():
            status = send(client, url, body)
            if status >= 500:
                wrong.append(f"{status} {name}: {route}")
    report(wrong)


@pytest.mark.parametrize("role", Role.values)
def test_no_route_falls_over_an_empty_body_of_any_role(client, venue, role):
    signed_in(client, role, venue.venue)
    table, wrong = values(venue), []
    for route in ADMIN:
        status = send(client, route.url(values_of(route, table)), {})
        if status >= 500:
            wrong.append(f"{status} {route}")
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
    signed_in(client, SUPERUSER, venue.venue)
    table, wrong = values(venue), []
    for route in WITH_ID:
        for url in unknown_urls(route, values_of(route, table)):
            status = getattr(client, method)(url).status_code
            if status >= 500:
                wrong.append(f"{status} {method} {url}")
    report(wrong)
