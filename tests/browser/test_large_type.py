"""Large type: one click, kept on the next page, undone by another click."""

import re

from playwright.sync_api import expect


def test_large_type_is_kept_from_page_to_page(site, live_server, open_page):
    page = open_page(width=390)
    page.goto(live_server.url)
    root, switch = page.locator("html"), page.locator("[data-elder-switch]")
    expect(switch).to_have_text("长者版")
    switch.click()
    expect(root).to_have_class(re.compile("elder"))
    expect(switch).to_have_text("标准版")
    page.goto(f"{live_server.url}/venues/")
    expect(root).to_have_class(re.compile("elder"))
    switch.click()
    expect(root).not_to_have_class(re.compile("elder"))
    assert page.context.cookies() == []


def test_large_type_without_javascript(site, live_server, open_page):
    page = open_page(width=390, java_script_enabled=False)
    page.goto(live_server.url)
    page.get_by_role("link", name="长者版").click()
    expect(page.locator("html")).to_have_class("elder")
    page.get_by_role("link", name="标准版").click()
    expect(page.locator("html")).not_to_have_class("elder")
