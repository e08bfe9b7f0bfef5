"""Somebody without a phone speaks at the station; a clerk writes it down without a mouse and prints the receipt."""

import pytest
from playwright.sync_api import Page, expect

from cms.access.roles import Role
from forms.models import IntakeSubmission
from tests.browser.district import District, somebody
from tests.browser.steps import look_up, sign_in

A4_WITHIN_MARGINS = {"width": 643, "height": 972}  # CSS pixels of A4 less 20 mm on each side


@pytest.fixture
def district(site) -> District:
    district = District()
    somebody("clerk", "示例接待员", Role.RECEPTION_CLERK, district.station)
    return district


def register(page: Page, base: str) -> tuple[str, str]:
    """From the queue to the receipt without the mouse; returns number and code."""
    page.goto(f"{base}/admin/submissions/")
    page.get_by_role("link", name="代为登记").first.click()
    expect(page.get_by_label("来访")).to_be_focused()
    page.wait_for_load_state()  # the keys' controllers come with the page's scripts
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.insert_text("过街的绿灯太短，老人走不到一半就变灯了。")
    page.keyboard.press("Tab")
    page.keyboard.insert_text("琼花观路口")
    page.get_by_label("已告诉本人").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Control+s")
    expect(page.get_by_role("button", name="打印收据")).to_be_focused()
    number, code = page.locator(".liaison-slip__codes dd").all_inner_texts()
    return number, code


def test_clerk_registers_for_somebody_and_the_receipt_works(live_server, district, open_page, shoot):
    clerk = sign_in(open_page(), live_server.url, "clerk")
    number, code = register(clerk, live_server.url)
    shoot(clerk, "on-behalf-receipt-1280")
    submission = IntakeSubmission.objects.get()
    assert (submission.number, submission.channel, submission.venue) == (number, "visit", district.station)

    clerk.get_by_role("link", name="登记下一件").click()
    expect(clerk.get_by_label("什么事")).to_be_focused()
    expect(clerk.get_by_label("来访")).to_be_checked()
    expect(clerk.locator("main")).not_to_contain_text(code)
    shoot(clerk, "on-behalf-1280")

    author = open_page(width=390)
    look_up(author, live_server.url, (number, code))
    expect(author.locator(".timeline")).to_contain_text("站里替您登记了意见")


@pytest.mark.parametrize("width", [1280, 360])
def test_paper_shows_the_receipt_and_nothing_else(live_server, district, open_page, shoot, width):
    clerk = sign_in(open_page(width=width), live_server.url, "clerk")
    number, _code = register(clerk, live_server.url)
    shoot(clerk, f"on-behalf-receipt-{width}")
    clerk.emulate_media(media="print")
    clerk.set_viewport_size(A4_WITHIN_MARGINS)
    slip = clerk.locator(".liaison-slip")
    expect(slip).to_contain_text(number)
    for other in (".w-slim-header", "#wagtail-sidebar", ".venue-hub", ".liaison-slip-actions"):
        expect(clerk.locator(other).first).to_be_hidden()
    box = slip.bounding_box()
    assert (box["x"], box["y"], box["width"]) == (0, 0, A4_WITHIN_MARGINS["width"])
    assert box["height"] < A4_WITHIN_MARGINS["height"]
    shoot(clerk, f"on-behalf-print-{width}")
