"""A crawler that starts at the front page and the sitemap, follows every link of the site, and finds none broken."""

import re
from collections import deque
from html import unescape
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest

from tests.public_place import Place
from tests.walking import report

pytestmark = pytest.mark.django_db

HOST = "http://localhost"  # of the tests' site, as the sitemap names it
HREF = re.compile(r'<(?:a|link)\b[^>]*?\shref="([^"]*)"')
ELSEWHERE = {"tel", "mailto", "geo", "webcal", "webcals", "https"}  # nothing of these is fetched
UNSERVED = ("/static/", "/media/")  # by the web server, not by the tests' client
MOST_PAGES = 1_500
BODY = re.compile(r"<body.*", re.DOTALL)


class Crawl:
    """What was found on the way: pages read, links that lead nowhere."""

    def __init__(self, client):
        self.client, self.broken, self.read = client, [], {}

    def follow(self, *starts: str) -> None:
        waiting = deque((start, "the start") for start in starts)
        while waiting:
            address, came_from = waiting.popleft()
            page, fragment = urldefrag(address)
            if page not in self.read:
                assert len(self.read) < MOST_PAGES, f"no end: {page} of {came_from}"
                self.read[page] = self._fetch(page, came_from)
                waiting.extend((link, page) for link in self._links(page))
            if fragment and f'id="{fragment}"' not in self.read[page]:
                self.broken.append(f"{address}: nothing has this id (linked from {came_from})")

    def _fetch(self, page: str, came_from: str) -> str:
        response = self.client.get(page.removeprefix(HOST), follow=True, SERVER_NAME="localhost")
        if response.status_code != 200:
            self.broken.append(f"{response.status_code} {page} (linked from {came_from})")
            return ""
        is_text = response["Content-Type"].startswith(("text/html", "application/xml", "text/plain"))
        return response.content.decode() if is_text and not response.streaming else ""

    def _links(self, page: str) -> list[str]:
        text = self.read[page]
        found = re.findall(r"<loc>([^<]*)</loc>", text) or [unescape(link) for link in HREF.findall(text)]
        return [joined for link in found if (joined := self._ours(page, link))]

    def _ours(self, page: str, link: str) -> str:
        joined = urljoin(page, link)
        parts = urlsplit(joined)
        if parts.scheme in ELSEWHERE or parts.path.startswith(UNSERVED):
            return ""
        if f"{parts.scheme}://{parts.netloc}" != HOST:
            self.broken.append(f"{link} leads elsewhere (linked from {page})")
            return ""
        return joined


@pytest.mark.parametrize("suffix", ["", "?mode=elder"])
def test_no_link_is_broken(client, site, suffix):
    expected, crawl = Place(site).addresses(), Crawl(client)
    crawl.follow(f"{HOST}/{suffix}", f"{HOST}/en/{suffix}", f"{HOST}/sitemap.xml")
    report(crawl.broken)
    reached = {urlsplit(page).path for page in crawl.read}
    assert {kind for kind, address in expected.items() if address.partition("?")[0] not in reached} == {"past"}  # 2020
