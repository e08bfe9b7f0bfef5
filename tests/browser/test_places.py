"""A resident finds the nearest venue, in the list and on the map: by hand, by keyboard, and where neither comes."""

import re

import pytest
from playwright.sync_api import Page, expect

from cms.settings.tiles import read_tiles
from tests.browser.steps import faults_in_both_languages, tab_to
from tests.browser.test_point import FAILING, serve_tiles
from tests.factories.liaison_pages import DivisionFactory, VenueFactory, VenuePageFactory

HERE = {"latitude": 32.3941, "longitude": 119.4356, "accuracy": 18}
ALLOWED = {"geolocation": HERE, "permissions": ["geolocation"]}
ROUGH = {"geolocation": {**HERE, "accuracy": 2400}, "permissions": ["geolocation"]}
LOADED = """() =>
    performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => /leaflet|points/.test(name))"""


@pytest.fixture
def address(live_server, site) -> str:
    """Four venues: at the corner, in the next street, at the other end of the town, and one nobody put on a map."""
    old_town, harbour = DivisionFactory(name="古城街道"), DivisionFactory(name="港口镇")
    for code, name, street, at in (
        ("FAR", "港口代表之家", harbour, ("32.3441", "119.4856")),
        ("NEXT", "古井代表之家", old_town, ("32.3970", "119.4356")),
        ("CORNER", "皮市街代表之家", old_town, ("32.3944", "119.4357")),
        ("NOWHERE", "无名巷代表之家", old_town, (None, None)),
    ):
        VenuePageFactory(venue=VenueFactory(code=code, name=name, street=street, latitude=at[0], longitude=at[1]))
    return f"{live_server.url}/venues/"


@pytest.fixture
def tiles(live_server, settings):
    settings.MAP_TILES = read_tiles(f"{live_server.url}/tiles/{{z}}/{{x}}/{{y}}.png", "", "示例地图")


def said(page: Page):
    return page.locator("[data-said]")


def near(page: Page):
    return page.get_by_role("button", name="按离我远近排")


def names(page: Page) -> list[str]:
    return page.locator("[data-near] .venue-row__name").all_inner_texts()


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_the_nearest_come_first_when_somebody_asks(address, open_page, shoot, width):
    page = open_page(width=width, bypass_csp=True, **ALLOWED)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    assert page.evaluate(LOADED) == []
    expect(page.get_by_role("button", name="在地图上看")).to_have_count(0)  # no tiles, no map
    asked.clear()
    near(page).click()
    expect(said(page)).to_have_text("已按远近排好，最近的约 30 米。")
    assert names(page) == ["皮市街代表之家", "古井代表之家", "港口代表之家", "无名巷代表之家"]
    assert page.locator(".venue-row__far").all_inner_texts() == ["约 30 米", "约 320 米", "约 7.3 公里", "没有标位置"]
    assert [url for url in asked if "points" in url] == [f"{address}points.json?"]
    assert [url for url in asked if re.search(r"32\.|119\.", url)] == []  # nobody is told where the visitor is
    expect(page.get_by_role("heading", name="古城街道")).to_be_hidden()
    assert faults_in_both_languages(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    shoot(page, f"places-near-{width}")
    near(page).click()
    expect(page.get_by_role("heading", name="古城街道")).to_be_visible()
    expect(said(page)).to_have_text("")


def test_a_rough_position_is_told(address, open_page):
    page = open_page(**ROUGH)
    page.goto(address)
    near(page).click()
    expect(said(page)).to_contain_text("您的位置有误差，约 2.4 公里。")


def test_a_position_that_is_denied_leaves_the_list(address, open_page, shoot):
    page = open_page(width=360, permissions=[])
    page.goto(address)
    near(page).click()
    expect(said(page)).to_contain_text("没有得到允许")
    expect(page.get_by_role("heading", name="古城街道")).to_be_visible()
    shoot(page, "places-denied-360", longest=1600)


@pytest.mark.parametrize(("code", "words"), [(2, "现在找不到"), (3, "找了一会儿")])
def test_each_failure_says_what_to_do(address, open_page, code, words):
    page = open_page(width=360)
    page.goto(address)
    page.evaluate(FAILING, code)
    near(page).click()
    expect(said(page)).to_contain_text(words)
    expect(said(page)).to_contain_text("按街道找")


def test_a_lost_network_is_told_and_asked_again(address, open_page):
    page = open_page(width=360, **ALLOWED)
    page.goto(address)
    page.context.route("**/points.json*", lambda route: route.abort())
    near(page).click()
    expect(said(page)).to_contain_text("可能是网络断了")
    page.context.unroute("**/points.json*")
    near(page).click()
    expect(said(page)).to_contain_text("已按远近排好")


def test_many_are_shown_some_at_a_time(address, open_page):
    street = DivisionFactory(name="长街道")
    for number in range(20):
        VenuePageFactory(venue=VenueFactory(street=street, latitude=f"32.30{number:02}", longitude="119.4"))
    page = open_page(width=360, **ALLOWED)
    page.goto(address)
    near(page).click()
    expect(page.locator("[data-near] li")).to_have_count(20)
    page.get_by_role("button", name="再看一些").click()
    expect(page.locator("[data-near] li")).to_have_count(24)
    expect(page.locator("[data-near] li:nth-child(21) .venue-row__name")).to_be_focused()
    expect(page.get_by_role("button", name="再看一些")).to_be_hidden()


def test_without_javascript_the_list_is_whole(address, open_page):
    page = open_page(width=360, java_script_enabled=False)
    page.goto(address)
    expect(page.locator(".venue-row")).to_have_count(4)
    expect(near(page)).to_have_count(0)
    expect(page.get_by_role("link", name="用手机地图打开").first).to_be_visible()


# --- Map ----------------------------------------------------------------------------------------------------------


def open_map(page: Page):
    page.get_by_role("button", name="在地图上看").click()
    area = page.get_by_role("region", name="家站点地图")
    expect(area.locator(".leaflet-tile-loaded").first).to_be_visible()
    return area


@pytest.mark.usefixtures("tiles")
@pytest.mark.parametrize("width", [360, 768, 1280])
def test_the_map_comes_when_somebody_asks_and_says_what_the_list_says(address, open_page, shoot, width):
    page = open_page(width=width, bypass_csp=True)
    asked = serve_tiles(page)
    page.goto(address)
    assert (page.evaluate(LOADED), asked) == ([], [])
    area = open_map(page)
    expect(area.locator(".map__venue")).to_have_count(2)  # two venues in the old town are put together
    area.get_by_role("button", name="2 个家站点，放大看").click()
    marker = area.get_by_role("button", name="皮市街代表之家，代表之家")
    marker.click()
    card = area.locator(".leaflet-popup")
    expect(card.get_by_role("link", name="皮市街代表之家")).to_have_attribute("href", "/venues/venue-corner/")
    expect(card).to_contain_text("代表之家 · 示例路 1 号")
    expect(card.get_by_role("link", name="0514-00000000")).to_be_visible()
    expect(card.get_by_role("link", name="用手机地图打开")).to_be_visible()
    page.wait_for_timeout(400)  # until it has faded in
    assert faults_in_both_languages(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    shoot(page, f"places-map-{width}", longest=1800)
    page.get_by_role("button", name="在地图上看").click()
    expect(area).to_be_hidden()


@pytest.mark.usefixtures("tiles")
def test_the_keyboard_reaches_every_venue_on_the_map_and_the_way_past_it(address, open_page):
    page = open_page(width=1280)
    serve_tiles(page)
    page.goto(address)
    tab_to(page, page.get_by_role("button", name="在地图上看"))
    page.keyboard.press("Enter")
    area = page.get_by_role("region", name="家站点地图")
    expect(area.locator(".map__venue")).to_have_count(2)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳过地图")).to_be_focused()
    tab_to(page, area.get_by_role("button", name="港口代表之家"))
    page.keyboard.press("Enter")
    expect(area.locator(".leaflet-popup").get_by_role("link", name="港口代表之家")).to_be_focused()
    page.keyboard.press("Escape")
    expect(area.locator(".leaflet-popup")).to_have_count(0)
    expect(area.get_by_role("button", name="港口代表之家")).to_be_focused()
    page.keyboard.press("Space")
    expect(area.locator(".leaflet-popup").get_by_role("link", name="港口代表之家")).to_be_focused()


@pytest.mark.usefixtures("tiles")
def test_a_row_of_the_list_that_gets_the_focus_shows_where_it_is(address, open_page):
    page = open_page(width=1280)
    serve_tiles(page)
    page.goto(address)
    area = open_map(page)
    row = page.get_by_role("main").locator("[data-streets] .venue-row__name")
    row.filter(has_text="古井").focus()
    expect(area.locator(".leaflet-popup")).to_contain_text("古井代表之家")
    expect(row.filter(has_text="古井")).to_be_focused()
    row.filter(has_text="无名巷").focus()
    expect(area.locator(".leaflet-popup")).to_have_count(0)


@pytest.mark.usefixtures("tiles")
def test_a_map_that_does_not_come_is_told_and_asked_for_again(address, open_page):
    page = open_page(width=360)
    serve_tiles(page)
    page.goto(address)
    script = re.compile(r"/leaflet(\.\w+)?\.js$")
    page.context.route(script, lambda route: route.abort())
    page.get_by_role("button", name="在地图上看").click()
    expect(said(page)).to_contain_text("可能是网络断了")
    expect(page.get_by_role("region", name="家站点地图")).to_be_hidden()
    page.context.unroute(script)
    open_map(page)
