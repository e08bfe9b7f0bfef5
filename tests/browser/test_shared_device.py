"""What one person leaves on a phone or computer goes before the next comes: by the tick at once, else after days."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.district import District
from tests.browser.steps import faults, read_receipt
from tests.browser.test_device import PHONE, kept, photo, remember, reopened, submit, write

EIGHT_DAYS = 8 * 24 * 60 * 60 * 1000
TICK = "这是公用的"


@pytest.fixture
def district(site) -> District:
    return District()


@pytest.fixture
def address(live_server, district) -> str:
    return f"{live_server.url}{district.page.url}intake/"


@pytest.fixture
def entrance(live_server, district) -> str:
    """Another form than the venue's."""
    return f"{live_server.url}/say/"


def until_gone(page: Page, start: str = "") -> None:
    for _ in range(50):
        if not kept(page, start):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"still kept: {kept(page, start)}")


def hand_in_without_network(page: Page) -> None:
    page.context.set_offline(True)
    submit(page)
    expect(page.locator(".letter").last).to_contain_text("还没有发出")


@pytest.mark.parametrize("has_database", [True, False])
def test_tick_removes_what_was_written_in_other_forms(address, entrance, open_page, has_database):
    page = open_page(**PHONE)
    if not has_database:
        page.context.add_init_script("Object.defineProperty(window, 'indexedDB', { value: undefined })")
    write(page, address)
    page.get_by_label("怎么告诉您结果").fill("13900000000")
    page.get_by_text("再补充一些").click()
    page.get_by_label("照片").set_input_files([photo(400, 300)])
    page.wait_for_timeout(800)

    page = reopened(page, entrance)
    page.get_by_label(TICK).check()
    expect(page.locator(".kept__off")).to_contain_text("以前在这里写了没交的")
    page.wait_for_timeout(400)
    page.get_by_label(TICK).uncheck()
    page = reopened(page, address)

    expect(page.locator("[data-kept]")).to_be_visible()
    expect(page.locator(".restored")).to_have_count(0)
    expect(page.get_by_label("怎么告诉您结果")).to_have_value("")
    if has_database:
        assert kept(page) == []
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('liaison/'))") == []


def test_tick_removes_receipts_and_asks_about_matters_but_leaves_what_waits(address, entrance, open_page, shoot):
    page = open_page(**PHONE, bypass_csp=True)
    write(page, address)
    submit(page)
    read_receipt(page)
    remember(page)
    write(page, address)
    hand_in_without_network(page)
    page.context.set_offline(False)
    page = reopened(page, entrance)  # sent from here: the receipt waits to be opened
    expect(page.locator(".letter")).to_contain_text("不打开，这个提醒 7 天后删去")
    write(page, address, content="楼道灯不亮。")
    hand_in_without_network(page)
    page.get_by_role("button", name="再写一件").click()

    page.get_by_label(TICK).check()

    expect(page.locator(".letter")).to_have_count(1)
    expect(page.locator(".letter")).to_contain_text("楼道灯不亮")
    asked = page.get_by_text("“我的意见”里还记着 1 件")
    expect(asked).to_be_visible()
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    asked.scroll_into_view_if_needed()
    shoot(page, "shared-mine-360")
    assert kept(page, "mine") == ["mine"]
    page.get_by_role("button", name="全部拿掉").click()
    until_gone(page, "mine")
    expect(asked).to_have_count(0)
    assert len(kept(page)) == 1


def test_receipt_that_nobody_opened_goes_after_the_days(address, entrance, open_page):
    page = open_page(**PHONE)
    page.clock.install()
    write(page, address)
    page.clock.run_for(1000)
    hand_in_without_network(page)
    page.clock.fast_forward(EIGHT_DAYS)  # what waits for a network stays
    page.context.set_offline(False)
    page = reopened(page, entrance)
    expect(page.locator(".letter")).to_contain_text("发出去了")
    [key] = kept(page, "letter/")

    page.clock.fast_forward(EIGHT_DAYS)
    page.goto(entrance)

    expect(page.locator("[data-kept]")).to_be_visible()
    until_gone(page, key)
    expect(page.locator(".letter")).to_have_count(0)


def test_letter_that_came_back_goes_after_the_days(address, entrance, open_page):
    page = open_page(**PHONE)
    page.clock.install()
    write(page, address)
    page.get_by_label("怎么告诉您结果").fill("打我电话")
    page.clock.run_for(1000)
    hand_in_without_network(page)
    page.context.set_offline(False)
    page = reopened(page, entrance)
    expect(page.locator(".letter")).to_contain_text("不改，7 天后从这里删去")

    page.clock.fast_forward(EIGHT_DAYS)
    page.goto(entrance)

    expect(page.locator("[data-kept]")).to_be_visible()
    until_gone(page)
    expect(page.locator(".letter")).to_have_count(0)
