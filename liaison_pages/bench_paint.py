"""
What a venue's page weighs and when it is painted: Chromium on a slow network, against gunicorn as a district runs it.

The page is the richest there is: deputies, receptions and photos, every kind of content. It is opened for the first
time, on a phone and on a wide screen, with 400 kbit/s and 400 ms for a request and its answer. Chromium is optional;
playwright is one of the development dependencies.
"""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from cms.bench import Workplace, figure
from cms.bench.http import gunicorn
from liaison_pages.bench_rows import WORKBOOK, every_kind_of_content, fill
from liaison_pages.models import Deputy, VenuePage

PHONE = {"viewport": {"width": 360, "height": 760}, "device_scale_factor": 3}
SCREEN = {"viewport": {"width": 1280, "height": 900}}
ROUND_TRIP_MILLISECONDS = 400
BYTES_PER_SECOND = 400_000 / 8
DEPUTIES = 12
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]

LARGEST_PAINT = """() => new Promise((resolve) => {
  new PerformanceObserver((list) => resolve(list.getEntries().at(-1).startTime))
    .observe({ type: "largest-contentful-paint", buffered: true });
})"""
PICTURES_BELOW = """() => [...document.images]
  .filter((image) => image.getBoundingClientRect().top >= innerHeight).map((image) => image.currentSrc)"""


class NoBrowser(Exception):
    """Chromium or playwright is missing."""


@dataclass(frozen=True)
class Opened:
    """A page opened for the first time: bytes over the wire by address, and seconds until the largest paint."""

    bytes_by_url: dict[str, int]
    below_the_fold: set[str]
    paint_seconds: float

    @property
    def needed(self) -> dict[str, int]:
        """Without the pictures that only somebody who scrolls sees."""
        return {url: size for url, size in self.bytes_by_url.items() if url not in self.below_the_fold}


def _page() -> str:
    """The address of the richest page, its renditions made, as after its first visitor."""
    call_command("import_district", str(WORKBOOK), verbosity=0)
    page = VenuePage.objects.live().select_related("venue").first()
    fill(page, list(Deputy.objects.all()[:DEPUTIES]))
    page.body = every_kind_of_content(page)
    page.save()
    connection.close()
    return page.url


def _collect(folder: Path) -> None:
    environ = {**os.environ, "DJANGO_SETTINGS_MODULE": "cms.settings.demo", "LIAISON_VAR_DIR": str(folder)}
    command = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity=0"]
    subprocess.run(command, cwd=settings.BASE_DIR, env=environ, check=True)  # noqa: S603


def _open(url: str, window: dict) -> Opened:
    from playwright.sync_api import sync_playwright  # a development dependency

    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        raise NoBrowser("Chromium is missing, or name one in CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_page(**window)
        wire = page.context.new_cdp_session(page)
        urls, sizes = {}, {}
        wire.on("Network.requestWillBeSent", lambda said: urls.update({said["requestId"]: said["request"]["url"]}))
        wire.on("Network.loadingFinished", lambda said: sizes.update({said["requestId"]: said["encodedDataLength"]}))
        wire.send("Network.enable")
        slow = {"latency": ROUND_TRIP_MILLISECONDS, "offline": False}
        slow |= dict.fromkeys(("downloadThroughput", "uploadThroughput"), BYTES_PER_SECOND)
        wire.send("Network.emulateNetworkConditions", slow)
        page.goto(url, wait_until="networkidle")
        opened = Opened(
            {urls[key]: int(size) for key, size in sizes.items()},
            set(page.evaluate(PICTURES_BELOW)),
            page.evaluate(LARGEST_PAINT) / 1000,
        )
        browser.close()
    return opened


@cache
def _visits(folder: Path) -> dict[str, Opened]:
    """The page on a phone and on a wide screen, measured once a run; the first visitor's work is done before."""
    path = _page()
    _collect(folder)
    url = f"sqlite:///{connection.settings_dict['NAME']}"
    with gunicorn("cms.settings.demo", url=url, folder=folder, LOG_LEVEL="WARNING") as port:
        address = f"http://127.0.0.1:{port}{path}"
        _open(address, PHONE)
        return {"phone": _open(address, PHONE), "screen": _open(address, SCREEN)}


@figure("page weight of the richest venue page, on a phone", unit="KB", goal=100)
def page_weight(bench: Workplace) -> tuple[float, str]:
    visit = _visits(bench.folder)["phone"]
    pictures = sum(visit.bytes_by_url.values()) - sum(visit.needed.values())
    note = f"{len(visit.needed)} requests; pictures below the fold, later: {pictures / 1000:.0f} KB"
    return sum(visit.needed.values()) / 1000, note


@figure("requests of the richest venue page, pictures below the fold apart", unit="requests", goal=6)
def requests(bench: Workplace) -> int:
    return len(_visits(bench.folder)["phone"].needed)


@figure("largest paint of it at 400 kbit/s and 400 ms, on a phone", unit="s", goal=2.5)
def paint_on_a_phone(bench: Workplace) -> float:
    return _visits(bench.folder)["phone"].paint_seconds


@figure("largest paint of it at 400 kbit/s and 400 ms, on a wide screen", unit="s", goal=2.5)
def paint_on_a_screen(bench: Workplace) -> float:
    return _visits(bench.folder)["screen"].paint_seconds
