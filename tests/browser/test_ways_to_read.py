"""Large type, the other language, paper: the same page, read another way."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.district import District
from tests.browser.steps import fill_form, read_receipt


@pytest.fixture
def district(site) -> District:
    return District()


def test_large_type_and_the_other_language_keep_the_page(live_server, open_page, district):
    page = open_page(width=390)
    page.goto(f"{live_server.url}/venues/?q=琼花观")

    page.locator("[data-elder-switch]").click()
    expect(page.locator("html")).to_have_class(re.compile("elder"))
    expect(page.locator("main [name=q]")).to_have_value("琼花观")
    page.locator(".tools a[hreflang=en]").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("html")).to_have_class(re.compile("elder"))
    expect(page.locator("main [name=q]")).to_have_value("琼花观")
    page.get_by_role("main").get_by_role("link", name=district.name).click()
    expect(page.locator("h1")).to_have_text(district.name)
    page.locator(".tools a[hreflang=zh-Hans]").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    expect(page.locator("h1")).to_have_text(district.name)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_receipt_prints_number_and_code_without_the_site_around_it(live_server, open_page, district):
    page = open_page(width=1280)
    page.goto(f"{live_server.url}{district.page.url}intake/")
    fill_form(page, content="巷口的路灯坏了。", place="皮市街")
    page.get_by_role("button", name="提交意见").click()
    receipt = read_receipt(page)
    expect(page.get_by_role("button", name="打印")).to_be_visible()

    page.emulate_media(media="print")

    for text in receipt:
        expect(page.locator(".receipt__codes").get_by_text(text)).to_be_visible()
    expect(page.get_by_role("navigation", name="主导航")).to_be_hidden()
    expect(page.get_by_role("button", name="打印")).to_be_hidden()
