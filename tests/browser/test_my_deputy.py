"""A resident finds out who their deputy is: by typing, by choosing, with the keyboard alone, and without scripts."""

import re

import pytest
from playwright.sync_api import expect

from liaison_pages.models import Constituency, Deputy, Division, Venue
from tests.browser.district import District
from tests.browser.steps import faults_in_both_languages, tab_to
from tests.factories.liaison_pages import DivisionFactory, default_site


@pytest.fixture
def address(live_server, site) -> str:
    """琼花观社区 in 东关第一选区, with 示例代表甲 at its station."""
    district = District()
    community = DivisionFactory(
        code="C1", name="琼花观社区", level="community", parent=Division.objects.get(name="汶河街道")
    )
    Venue.objects.filter(pk=district.station.pk).update(community=community)
    Deputy.objects.filter(pk=district.deputy.pk).update(constituency="汶河第一选区")
    constituency, _made = Constituency.objects.get_or_create(site=default_site(), name="汶河第一选区")
    constituency.communities.add(community)
    return f"{live_server.url}/deputies/mine/"


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_resident_types_the_community_and_comes_to_the_form_of_the_deputy(address, open_page, shoot, width):
    page = open_page(width=width, bypass_csp=True)
    page.goto(address)
    assert faults_in_both_languages(page) == []
    page.get_by_label("社区、村或街道的名称").fill("琼花观")
    page.get_by_role("button", name="看代表").click()
    expect(page.get_by_role("heading", name="您选区的代表")).to_be_visible()
    expect(page.get_by_role("link", name="汶河第一选区").first).to_be_visible()
    assert faults_in_both_languages(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    shoot(page, f"my-deputy-{width}")
    page.get_by_role("link", name=re.compile("给这位代表提意见.*示例代表甲")).click()
    expect(page.locator("[name=deputy] option:checked, [name=deputy]:checked")).to_have_count(1)


def test_keyboard_chooses_from_the_list_without_scripts(address, open_page):
    page = open_page(width=360, java_script_enabled=False)
    page.goto(address)
    page.get_by_label("或者从这里选").select_option(label="琼花观社区")
    page.get_by_role("button", name="看代表").press("Enter")
    expect(page.get_by_role("link", name="示例代表甲").first).to_be_visible()


def test_keyboard_alone_comes_to_the_deputy(address, open_page):
    page = open_page(width=1280)
    page.goto(address)
    tab_to(page, page.get_by_label("社区、村或街道的名称"))
    page.keyboard.type("琼花")
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("link", name="示例代表甲", exact=True))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="示例代表甲")).to_be_visible()
