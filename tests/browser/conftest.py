"""
Walking the pages in Debian's Chromium. Every test here is marked `browser` and runs on a true transaction.

    def test_resident_submits(site, live_server, open_page, shoot):
        page = open_page(width=390)
        page.goto(live_server.url)
        shoot(page, "home-390")
"""

import io
import os
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings as django_settings
from django.db import connection
from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.conftest import CHROMIUM

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TIMEOUT_MILLISECONDS = 30_000  # a loaded machine is slow, not wrong
COLOURS = 128  # of a saved picture: few, for it stays in the repository
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever stands in this folder is a browser test with a database that the server's threads can see."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True))


@pytest.fixture(scope="package")
def chromium(django_db_setup):
    """
    The one browser of this folder's tests.

    Playwright's loop runs in the tests' own thread, where Django then opens a second connection, which must know what
    `serialized_rollback` puts back. It is stopped before other tests begin.
    """
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    contents = connection._test_serialized_contents
    expect.set_options(timeout=TIMEOUT_MILLISECONDS)
    with sync_playwright() as playwright:
        connection._test_serialized_contents = contents
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()
        connection.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


class Visit:
    """One visitor's window, and what went wrong in it: requests to other hosts, errors in the console."""

    def __init__(self, browser: Browser, width: int, height: int, **options):
        self.context = browser.new_context(
            viewport={"width": width, "height": height}, locale="zh-CN", timezone_id="Asia/Shanghai", **options
        )
        self.context.set_default_timeout(TIMEOUT_MILLISECONDS)
        self.context.route("**/*", self._stay_at_home)
        self.page = self.context.new_page()
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.problems.append(f"script error: {error}"))
        self.problems: list[str] = []

    def _stay_at_home(self, route) -> None:
        host = urlsplit(route.request.url).hostname
        if host in {"localhost", "127.0.0.1", None}:
            route.continue_()
        else:
            self.problems.append(f"third-party request: {host}")
            route.abort()

    def _note(self, message) -> None:
        """The console's errors; a 4xx answer that the test asked for is none."""
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.problems.append(f"console: {message.text}")


@pytest.fixture
def open_page(chromium):
    """`open_page(width=390)` opens a fresh visitor's window; at the end no window may have had a problem."""
    visits = []

    def open_one(width: int = 1280, height: int = 900, **options) -> Page:
        visits.append(Visit(chromium, width, height, **options))
        return visits[-1].page

    yield open_one
    for visit in visits:
        visit.context.close()
    assert [problem for visit in visits for problem in visit.problems] == []


# Pictures further down are fetched when somebody scrolls to them, which a picture of the whole page does not.
FETCH_IMAGES = """async () => {
    const images = [...document.images];
    images.forEach((image) => { image.loading = "eager"; });
    await Promise.all(images.map((image) => image.decode().catch(() => null)));
}"""


@pytest.fixture
def shoot():
    """
    `shoot(page, "home-390")` saves a picture: in var/screenshots, or where SCREENSHOT_DIR says.

    It shows the whole page, or its first `longest` pixels; with `full_page=False` what the window shows.
    """
    folder = Path(os.environ.get("SCREENSHOT_DIR") or django_settings.VAR_DIR / "screenshots")

    def save(page: Page, name: str, *, full_page: bool = True, longest: int = 10_000) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        page.evaluate(FETCH_IMAGES)
        content = page.screenshot(full_page=full_page, animations="disabled")
        with Image.open(io.BytesIO(content)) as picture:
            shown = picture.crop((0, 0, picture.width, min(picture.height, longest))).convert("RGB")
        small = shown.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        small.save(folder / f"{name}.png", optimize=True)

    return save
