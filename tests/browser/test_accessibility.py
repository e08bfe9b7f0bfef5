"""axe finds nothing on any public template, on a phone in Chinese and on a wide screen in English."""

from datetime import time, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from liaison_pages.models import Reception
from tests.factories.forms import IntakePageFactory, publish_matter
from tests.factories.liaison_pages import (
    DeputyFactory,
    DimensionPageFactory,
    InfoPageFactory,
    ReceptionFactory,
    ReportedFigureFactory,
    VenueFactory,
    VenueMembershipFactory,
    VenuePageFactory,
)
from tests.public_place import Place

CONTENT = [
    ("text", "<h2>怎么用</h2><p>可以只用键盘。</p><ul><li>长者版：字更大。</li></ul>"),
    ("notice", {"title": "停电通知", "text": "<p>周六上午停电。</p>"}),
    ("figures", {"period": "近三年", "figures": [{"value": "1500", "unit": "次", "label": "接待"}]}),
    ("video", {"title": "民生议事厅", "url": "https://example.com/", "duration": "42 分钟"}),
]


@pytest.fixture
def addresses(site):
    """One address of each public template, with something and with nothing to show."""
    today = timezone.localdate()
    full = VenuePageFactory(
        venue=VenueFactory(code="FULL", duties="接待选民", hours="工作日", latitude="32.4", longitude="119.4"),
        rules="<p>制度</p>",
        yearly_plan="<p>计划</p>",
        body=CONTENT,
    )
    IntakePageFactory(parent=full)
    deputy = DeputyFactory(code="D-1", introduction="简介")
    VenueMembershipFactory(venue=full.venue, deputy=deputy, role="head")
    day = today + timedelta(days=1)
    coming = ReceptionFactory(venue=full.venue, date=day, deputies=[deputy], topic="停车")
    moved = ReceptionFactory(
        venue=full.venue, date=day, planned_on=today, status=Reception.Status.MOVED, is_edited=True
    )
    cancelled = ReceptionFactory(venue=full.venue, date=day, status=Reception.Status.CANCELLED)
    empty = VenuePageFactory(venue=VenueFactory(parent=full.venue, name="示" * 28, address="", phone=""))
    notice = InfoPageFactory(parent=site.root_page, body=CONTENT)
    dimension = DimensionPageFactory(parent=site.root_page, body=CONTENT)
    bare = DimensionPageFactory(parent=site.root_page, dimension="guidance", title="政治引领", lead="")
    ReportedFigureFactory(dimension=dimension.dimension)
    InfoPageFactory(parent=notice, dimension=dimension.dimension)
    publish_matter(venue=full.venue)
    ReceptionFactory(venue=full.venue, date=today, starts_at=time(0), ends_at=time(23, 59, 59), deputies=[deputy])
    return [
        "/", dimension.url, bare.url, "/venues/", "/venues/?street=none", "/venues/?q=none", full.url, empty.url,
        "/venues/FULL/receptions/",
        "/deputies/", "/deputies/?name=none", "/deputies/D-1/", notice.url, "/none/", "/say/",
        f"/deputies/mine/?place={full.venue.street.code}", "/deputies/mine/?q=none",
        "/report/?page=/", "/report/?sent=1",
        coming.url, moved.url, cancelled.url, "/venues/FULL/receptions/20200101-1/",
        "/search/", "/search/?q=示", "/search/?q=none",
    ]  # fmt: skip


WAYS_TO_READ = pytest.mark.parametrize(
    ("width", "prefix", "suffix"), [(360, "", ""), (1280, "/en", ""), (360, "", "mode=elder")]
)


def look(open_page, base: str, addresses: list[str], width: int, prefix: str, suffix: str) -> dict:
    """Address → what axe finds there."""
    page = open_page(width=width, bypass_csp=True)  # axe is put into the page as an inline script
    axe, found = Axe(), {}
    for address in addresses:
        joint = "&" if "?" in address else "?"
        page.goto(f"{base}{prefix}{address}{joint if suffix else ''}{suffix}")
        violations = axe.run(page).response["violations"]
        if violations:
            found[address] = [(fault["id"], fault["nodes"][0]["html"][:120]) for fault in violations]
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    return found


@WAYS_TO_READ
def test_axe_finds_nothing(live_server, open_page, addresses, width, prefix, suffix):
    assert look(open_page, live_server.url, addresses, width, prefix, suffix) == {}


@WAYS_TO_READ
def test_axe_finds_nothing_on_one_of_every_kind(site, live_server, open_page, width, prefix, suffix):
    addresses = [*Place(site).addresses().values(), "/status/", "/s/mine/"]
    assert look(open_page, live_server.url, addresses, width, prefix, suffix) == {}
