"""The public pages as a visitor's browser shows them: nothing broken, nothing from elsewhere, nothing cut off."""

import pytest
from playwright.sync_api import expect

from tests.factories.liaison_pages import VenueMembershipFactory, VenuePageFactory


@pytest.mark.parametrize("width", [360, 1280])
def test_public_pages_fit_the_window(site, live_server, open_page, shoot, width):
    venue_page = VenuePageFactory()
    VenueMembershipFactory(venue=venue_page.venue)
    page = open_page(width=width)
    for name, address in [("home", "/"), ("directory", "/venues/"), ("venue", venue_page.url)]:
        answer = page.goto(live_server.url + address)
        assert (name, answer.status) == (name, 200)
        expect(page.locator("h1")).to_have_count(1)
        shoot(page, f"{name}-{width}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_public_pages_work_without_javascript(site, live_server, open_page):
    venue_page = VenuePageFactory()
    page = open_page(width=390, java_script_enabled=False)
    page.goto(f"{live_server.url}/venues/")
    page.get_by_role("link", name=venue_page.title).first.click()
    expect(page.locator("h1")).to_contain_text(venue_page.title)
