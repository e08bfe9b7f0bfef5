"""What visitors and staff do in a window, in their words."""

import re
from datetime import date

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.factories.access import PASSWORD

MOST_STOPS = 80  # more presses of Tab than any page needs
RECEIPT = re.compile(r"收到了")

Receipt = tuple[str, str]
"""Number and code."""


# --- Residents ----------------------------------------------------------------------------------------------------


def tab_to(page: Page, target: Locator) -> Locator:
    """Go to `target` with the Tab key alone."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return target
    raise AssertionError(f"the Tab key does not lead to {target}")


def fill_form(page: Page, *, content: str, place: str) -> None:
    page.get_by_label("什么事").fill(content)
    page.get_by_label("在哪里").fill(place)


def read_receipt(page: Page) -> Receipt:
    """Number and code from the receipt that the page shows."""
    expect(page.locator(".receipt h1")).to_have_text(RECEIPT)
    codes = page.locator(".receipt__codes .number")
    return codes.nth(0).inner_text().strip(), codes.nth(1).inner_text().strip()


def look_up(page: Page, base: str, receipt: Receipt) -> None:
    """Open the status page through the form that asks for number and code."""
    number, code = receipt
    page.goto(f"{base}/status/")
    page.get_by_role("textbox", name="编号").fill(number)
    page.get_by_role("textbox", name="查询码").fill(code)
    page.get_by_role("main").get_by_role("button", name="查进度").click()
    expect(page.locator(".page-head .kind")).to_contain_text(number)


# --- Staff --------------------------------------------------------------------------------------------------------


def sign_in(page: Page, base: str, username: str, password: str = PASSWORD) -> Page:
    page.goto(f"{base}/admin/login/")
    page.locator("[name=username]").fill(username)
    page.locator("[name=password]").fill(password)
    page.get_by_role("button", name="登录").click()
    expect(page.locator("#wagtail-sidebar")).to_be_attached()
    return page


def open_case(page: Page, base: str, number: str) -> None:
    """From the queue to the case with `number`, as it waits there."""
    page.goto(f"{base}/admin/submissions/")
    page.get_by_role("link", name=number).first.click()
    expect(page.get_by_role("navigation", name="可以做的")).to_be_visible()


def open_suggestion(page: Page, base: str, title: str, *, has_moves: bool = True) -> None:
    """From the list to the suggestion; `has_moves`: the person can do something with it."""
    page.goto(f"{base}/admin/suggestions/")
    page.get_by_role("link", name=title).first.click()
    expect(page.locator(".liaison-case__head")).to_contain_text(title)
    expect(page.get_by_role("navigation", name="可以做的")).to_have_count(int(has_moves))


def pick_day(page: Page, name: str, day: date) -> None:
    """Write a day into a field with Wagtail's calendar, and put the calendar away."""
    page.locator(f"[name={name}]").fill(day.isoformat())
    calendar = page.locator(".xdsoft_datetimepicker:visible")  # opens a moment after the field has the focus
    expect(calendar).to_have_count(1)
    page.locator("body").dispatch_event("mousedown")  # anywhere else
    expect(calendar).to_have_count(0)


def make_move(page: Page, title: str) -> None:
    """Press the button of a move on the page of a case or a suggestion."""
    moves = page.get_by_role("navigation", name="可以做的")
    button = moves.get_by_role("button", name=title, exact=True)
    (button if button.count() else moves.get_by_role("link", name=title, exact=True)).click()


def press_in_form(page: Page, title: str) -> None:
    """Press the button below the form of a move."""
    page.get_by_role("main").get_by_role("button", name=title, exact=True).click()


# --- Everybody ----------------------------------------------------------------------------------------------------


def faults(page: Page) -> list[tuple[str, str, str]]:
    """What axe finds on the page as it stands: (path, rule, the first element). Needs a window with `bypass_csp`."""
    found = Axe().run(page).response["violations"]
    path = page.evaluate("location.pathname")
    return [(path, fault["id"], fault["nodes"][0]["html"][:160]) for fault in found]


def faults_in_both_languages(page: Page) -> list[tuple[str, str, str]]:
    """`faults` of the page and of its other language, which opens in a second tab."""
    found = faults(page)
    other = page.context.new_page()
    other.goto(page.locator(".tools a[hreflang]").evaluate("link => link.href"))
    expect(other.locator("html")).to_have_attribute("lang", "en")
    found += faults(other)
    other.close()
    return found
