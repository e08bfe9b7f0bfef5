"""
Whatever address, header or method a visitor sends, the answer is a page of ours: 200, 301, 302, 400, 404, 405 or 414.
"""

import pytest
from django.db import transaction

from cms.access.table.routes import routes
from tests.addresses import address_of, values
from tests.venue_rows import VenueRows
from tests.walking import report

pytestmark = pytest.mark.django_db

EXPECTED = {200, 301, 302, 303, 400, 403, 404, 405, 410, 414, 429}
PUBLIC = [route for route in routes() if not route.pattern.startswith("admin/")]
MANY = "&".join(f"p{number}=1" for number in range(1200))
QUERIES = [
    "%", "%%%", "%00", "%FF%FE", "q=%FF", "q=%ED%A0%80", "q=%00", "page=-1", "page=0", "page=99999999999999999999",
    "page=a", "page=%E4%B8%80", "page=١", "q='\"--;)(*:\\", "q=\"a* OR NEAR(", "q[]=1&q[$ne]=2", "q=" + "长" * 500,
    "year=0", "year=-5", "year=99999999999", "year=٢٠٢٦", "month=2026-13", "date=2026-02-30", "when=%F0%9F%A6%80",
    "street=%00", "street=99999999999999999999", "street=" + "a" * 5000, "kind=x&kind=home&kind=", "for=intake%27",
    "deputy=99999999999999999999", "deputy=-1", "deputy=%C3", "level=1e309", "q=" + "a" * 3000, "mode=elder&mode=x",
    "mode=elder", "q=%E2%80%AE%EF%BB%BF%E2%80%8B", "q=_%25_%25", "number=%00", MANY,
    "a" * 7000, "a" * 20_000, "&" * 3000, "a=" * 2500,
    "=", "?", "#", ";;;", "q=\x7f", "near=91,181", "near=nan,inf", "lat=1e400&lng=--1", "bbox=1,2,3",
    "source=%22%3E%3Cscript%3E", "code=%0d%0aSet-Cookie:x", "next=//evil.example", "scope=%ff", "cursor=" + "9" * 40,
]  # fmt: skip
PATHS = [
    "/%00", "/%FF", "/%ED%A0%80", "/%ED%A0%80/", "/..//", "/../../etc/passwd", "//", "///venues/", "/./", "/%2e%2e/",
    "/venues/..%2f..%2f", "/%E4%BD%A0/", "/en/%ff/", "/en//", "/en/../", "/zh-hans/", "/%F0%9F%A6%80/", "/a" * 2000,
    "/" + "a" * 20_000, "/deputies/%00/", "/deputies/" + "9" * 500 + "/", "/venues/%ED%A0%80/calendar.ics", "/s/%00/x/",
    "/s/" + "x" * 3000 + "/y/", "/s/%ff/%fe/", "/n/%E4%B8%AD/", "/n/" + "a" * 3000 + "/", "/matters/%ff/",
    "/matters/" + "-" * 3000 + "/feed/", "/documents/99999999999999999999999/a.pdf", "/documents/1/%ff", "/say/0/",
    "/say/99999999999999999999999/", "/sitemap-.xml", "/sitemap-%ff.xml", "/sitemap-pages.xml?p=x", "/search/%ff/",
    "/suggestions/999999999999999999999/1/1/", "/static/../cms/settings/base.py", "/media/..%2f..%2fdb", "/index.php",
    "/wp-admin/", "/.env", "/%0d%0aSet-Cookie:x", "/\t", "/ /", "/~", "/*", "/;/", "/?", "/%3F%23",
]  # fmt: skip
NOTHING = "\\000" * 8  # what a cookie's octal escapes can hide
HEADERS = {
    "HTTP_ACCEPT_LANGUAGE": ["*;q=nan", "x" * 5000, "en;q=99", "\xff\xfe", ",,,;;;", "zh-hans-x-" * 90],
    "HTTP_COOKIE": [
        f'sessionid="{NOTHING}"', "sessionid=" + "\xff" * 9, "sessionid=" + "a" * 4000, "messages=a:b", "=;=;;",
        "csrftoken=\x01", "django_language=%00", "liaison=1; " * 300,
    ],
    "HTTP_HOST": ["", "evil.example:99999", "[::1", "a b", "\xff", "a" * 300, "x..y", "-", "a,b"],
    "HTTP_X_FORWARDED_FOR": ["\x00,,%"], "HTTP_REFERER": ["\xff"], "HTTP_USER_AGENT": ["\xff" * 900],
    "HTTP_IF_MODIFIED_SINCE": ["x"], "HTTP_IF_NONE_MATCH": ['"' * 99], "HTTP_RANGE": ["bytes=9-1,-"],
    "HTTP_ACCEPT": [";;q=x"], "HTTP_ACCEPT_ENCODING": ["gzip;q=x,\xff"], "HTTP_X_REQUESTED_WITH": ["\x00"],
    "CONTENT_LENGTH": ["-1"], "CONTENT_TYPE": ["multipart/form-data"],
}  # fmt: skip
METHODS = ["HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "FOO", "PROPFIND", "get", "CONNECT"]


@pytest.fixture
def asking(client, site):
    """`asking(method, path, query, headers)` → the status, and what is wrong with the answer ('' for nothing)."""
    client.raise_request_exception = False

    def ask(path: str, query: str = "", *, method: str = "GET", **headers) -> str:
        with transaction.atomic():
            response = client.generic(method, path, QUERY_STRING=query.encode().decode("latin-1"), **headers)
            transaction.set_rollback(True)
        if response.status_code not in EXPECTED:
            return f"{response.status_code}"
        is_told = response.streaming or b"<h1" in response.content or response.has_header("Content-Encoding")
        is_page = not response.streaming and response.get("Content-Type", "").startswith("text/html")
        needs_words = response.status_code >= 400 and method != "HEAD" and is_page
        return "" if is_told or not needs_words else f"{response.status_code} without a word"

    return ask


@pytest.fixture
def addresses(site) -> list[str]:
    """Every public route with a venue's own rows, in both languages, without a query."""
    table = values(VenueRows(site))
    found = [address_of(route, table).partition("?")[0] for route in PUBLIC]
    return found + [f"/en{address}" for address in found[::7]]


def walk(asking, requests) -> None:
    """Each of `requests` is (path, query, options)."""
    wrong = []
    for path, query, options in requests:
        if fault := asking(path, query, **options):
            wrong.append(f"{fault}: {options or ''} {path[:80]}?{query[:60]}")
    report(wrong)


def test_no_query_breaks_a_public_route(asking, addresses):
    walk(asking, ((address, query, {}) for address in addresses for query in QUERIES))


def test_no_path_breaks_the_site(asking, site):
    walk(asking, ((path, query, {}) for path in PATHS for query in ("", "mode=elder", "q=%FF")))


def test_no_header_breaks_a_public_route(asking, addresses):
    odd = [{name: value} for name, values in HEADERS.items() for value in values]
    walk(asking, ((address, "", header) for address in addresses[::5] for header in odd))


def test_no_method_breaks_a_public_route(asking, addresses):
    walk(asking, ((address, "", {"method": method}) for address in addresses for method in METHODS))
