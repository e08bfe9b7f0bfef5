"""Residents search: from any page, with suggestions and the keyboard, or with a plain form."""

import pytest
from playwright.sync_api import expect

from tests.browser.steps import faults
from tests.cms.search.district import District

WIDTHS = (360, 768, 1280)


@pytest.fixture
def district(site) -> District:
    return District(site)


@pytest.mark.parametrize("width", WIDTHS)
def test_suggestions_are_chosen_with_the_keyboard(live_server, open_page, district, width, shoot):
    page = open_page(width=width, bypass_csp=True)
    page.goto(f"{live_server.url}/search/")
    field = page.get_by_role("combobox")
    expect(field).to_have_count(0)  # a plain field, until somebody goes into it
    page.locator("#page-search").focus()
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press_sequentially("qhg", delay=20)
    options = page.get_by_role("option")
    expect(options).to_have_count(2)
    expect(page.locator("[data-search-box] [role=status]")).to_have_text("有 2 条建议，用上下键选。")
    assert faults(page) == []
    field.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    assert field.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    shoot(page, f"search-suggestions-{width}")
    field.press("ArrowUp")
    expect(options.first).to_have_attribute("aria-selected", "false")
    field.press("Escape")
    expect(options).to_have_count(0)
    expect(field).to_have_value("qhg")
    field.press("ArrowDown")  # opens it again
    field.press("Enter")
    expect(page).to_have_url(f"{live_server.url}{district.station_page.url}")


@pytest.mark.parametrize("width", WIDTHS)
def test_search_from_any_page(live_server, open_page, district, width, shoot):
    page = open_page(width=width, bypass_csp=True)
    page.goto(f"{live_server.url}/no-such-page/")
    if width < 1080:
        page.get_by_role("link", name="搜索", exact=True).click()
        page.locator("#page-search").fill("琼花观")
        page.locator("#page-search").press("Enter")
    else:
        page.locator("#header-search").fill("琼花观")
        page.locator(".header-search").get_by_role("button").click()
    expect(page.locator("mark").first).to_have_text("琼花观")
    expect(page.get_by_role("heading", level=2)).to_have_text(["家站点", "街道和社区"])
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    shoot(page, f"search-{width}")


def test_search_without_scripts(live_server, open_page, district):
    page = open_page(width=360, java_script_enabled=False)
    page.goto(f"{live_server.url}/search/")
    page.get_by_label("搜索家站点、代表、社区、公开的意见").fill("qhg")
    page.get_by_role("button", name="搜索").click()
    page.get_by_role("link", name="琼花观社区联络站").click()
    expect(page).to_have_url(f"{live_server.url}{district.station_page.url}")
