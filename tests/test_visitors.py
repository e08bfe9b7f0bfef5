"""Who only reads leaves nothing and is handed nothing: no cookie, no script or style that stands in the page."""

import re

import pytest

from cms.access.table.routes import routes
from tests.addresses import address_of, values
from tests.public_place import Place
from tests.venue_rows import VenueRows
from tests.walking import report

pytestmark = pytest.mark.django_db

SCRIPT = re.compile(r"<script\b([^>]*)>")
IS_DATA = re.compile(r'type="application/(?:ld\+)?json"')
INLINE = {
    "a style element": re.compile(r"<style\b"),
    "a style attribute": re.compile(r'<[^>]+\sstyle="'),
    "an event attribute": re.compile(r'<[^>]+\son[a-z]+="'),
    "a javascript: address": re.compile(r'(?:href|src|action)="\s*javascript:', re.IGNORECASE),
    "something of another host": re.compile(
        r'<(?:script|img|iframe|source|link rel="stylesheet")[^>]+(?:src|href)="https?://'
    ),
}


def public_routes(site) -> list[str]:
    """Every public route, with a venue's own rows."""
    table = values(VenueRows(site))
    return [address_of(route, table) for route in routes() if not route.pattern.startswith("admin/")]


def public_pages(site) -> list[str]:
    """Every kind of public page with all that it can show, and one that there is not."""
    return [*Place(site).addresses().values(), "/none/"]


def faults_of(response) -> list[str]:
    asks_for_a_password = not response.streaming and b'type="password"' in response.content
    cookies = set(response.cookies) - ({"csrftoken"} if asks_for_a_password else set())
    found = [f"sets {', '.join(cookies)}"] if cookies else []
    if response.streaming or not response.get("Content-Type", "").startswith("text/html"):
        return found
    policy, html = response.get("Content-Security-Policy", ""), response.content.decode()
    if "default-src 'self'" not in policy or "unsafe" in policy:
        found.append(f"policy {policy!r}")
    found += [name for name, pattern in INLINE.items() if pattern.search(html)]
    if any(" src=" not in tag and not IS_DATA.search(tag) for tag in SCRIPT.findall(html)):
        found.append("a script in the page")
    return found


@pytest.mark.parametrize(("find", "least"), [(public_routes, 60), (public_pages, 40)])
def test_no_page_hands_a_visitor_a_cookie_or_needs_a_looser_policy(client, site, find, least):
    wrong, html = [], 0
    for address in find(site):
        for prefix in ("", "/en"):
            response = client.get(f"{prefix}{address}")
            html += response.get("Content-Type", "").startswith("text/html")
            wrong += [f"{prefix}{address}: {fault}" for fault in faults_of(response)]
            client.cookies.clear()
    assert html >= least
    report(wrong)
