"""A resident shows on the phone where it is: by the phone's own location, by a tap on a map, or by keyboard."""

import base64
import re

import pytest
from playwright.sync_api import Page, expect

from cms.settings.tiles import read_tiles
from forms.models import IntakeSubmission
from liaison_pages.models import Venue
from tests.browser.district import District
from tests.browser.steps import faults, faults_in_both_languages, fill_form, read_receipt, sign_in
from tests.browser.test_device import MATTER, PHONE, kept, reopened

HERE = {"latitude": 32.3941, "longitude": 119.4356, "accuracy": 18}
TILE = base64.b64decode(  # one pale pixel
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5/hPwAHAQL/2Z0m1AAAAABJRU5ErkJggg=="
)
FAILING = """code => navigator.geolocation.getCurrentPosition = (found, failed) => failed({ code })"""


@pytest.fixture
def district(site) -> District:
    district = District()
    Venue.objects.filter(pk=district.station.pk).update(latitude=HERE["latitude"], longitude=HERE["longitude"])
    return district


@pytest.fixture
def address(live_server, district) -> str:
    return f"{live_server.url}{district.page.url}intake/"


@pytest.fixture
def tiles(live_server, settings):
    """Tiles of this very server, as far as the browser can tell; `serve_tiles` answers for it."""
    settings.MAP_TILES = read_tiles(f"{live_server.url}/tiles/{{z}}/{{x}}/{{y}}.png", "", "示例地图 <b>©</b>")


def serve_tiles(page: Page) -> list[str]:
    asked = []

    def answer(route) -> None:
        asked.append(route.request.url)
        route.fulfill(status=200, content_type="image/png", body=TILE)

    page.context.route("**/tiles/**", answer)
    return asked


def said(page: Page):
    return page.locator("[data-said]")


def submit(page: Page) -> None:
    page.get_by_role("button", name="提交意见").click()


def point(page: Page) -> tuple[float, float]:
    latitude, longitude = page.locator("#id_point").input_value().split(",")
    return float(latitude), float(longitude)


@pytest.mark.parametrize("width", [360, 1280])
def test_location_is_asked_for_on_a_click_and_handed_in(address, open_page, shoot, width):
    page = open_page(width=width, bypass_csp=True, geolocation=HERE, permissions=["geolocation"])
    page.goto(address)
    fill_form(page, **MATTER)
    expect(said(page)).to_have_text("")
    expect(page.get_by_role("button", name="在地图上指")).to_have_count(0)
    page.get_by_role("button", name="用我现在的位置").click()
    expect(said(page)).to_have_text("已记下：北纬 32.39410，东经 119.43560。 误差约 18 米。")
    assert faults_in_both_languages(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    shoot(page, f"point-located-{width}")
    submit(page)
    read_receipt(page)
    assert str(IntakeSubmission.objects.get().point) == "32.394100,119.435600"


def test_location_can_be_removed(address, open_page):
    page = open_page(**PHONE, geolocation=HERE, permissions=["geolocation"])
    page.goto(address)
    fill_form(page, **MATTER)
    expect(page.get_by_role("button", name="去掉这个点")).to_be_hidden()
    page.get_by_role("button", name="用我现在的位置").click()
    page.get_by_role("button", name="去掉这个点").click()
    expect(said(page)).to_have_text("点去掉了。")
    expect(page.get_by_role("button", name="用我现在的位置")).to_be_focused()
    submit(page)
    read_receipt(page)
    assert IntakeSubmission.objects.get().point is None


def test_location_that_is_denied_is_told_and_the_form_goes_on(address, open_page, shoot):
    page = open_page(**PHONE, bypass_csp=True, permissions=[])
    page.goto(address)
    fill_form(page, **MATTER)
    page.get_by_role("button", name="用我现在的位置").click()
    expect(said(page)).to_contain_text("没有得到允许")
    assert faults(page) == []
    shoot(page, "point-denied-360")
    submit(page)
    read_receipt(page)
    assert IntakeSubmission.objects.get().point is None


@pytest.mark.parametrize(("code", "words"), [(1, "没有得到允许"), (2, "现在找不到"), (3, "找了一会儿")])
def test_each_failure_says_what_to_do(address, open_page, code, words):
    page = open_page(**PHONE)
    page.goto(address)
    page.evaluate(FAILING, code)
    page.get_by_role("button", name="用我现在的位置").click()
    expect(said(page)).to_contain_text(words)
    expect(said(page)).to_contain_text("只写地名")
    expect(page.locator("#id_point")).to_have_value("")


@pytest.mark.usefixtures("tiles")
@pytest.mark.parametrize("width", [360, 1280])
def test_resident_taps_on_the_map_and_staff_see_it(live_server, address, open_page, shoot, width):
    page = open_page(width=width, bypass_csp=True)
    asked = serve_tiles(page)
    page.goto(address)
    fill_form(page, **MATTER)
    loaded = "() => performance.getEntriesByType('resource').filter((each) => each.name.includes('/leaflet')).length"
    assert (page.evaluate(loaded), asked) == (0, [])  # nothing before somebody asks for it
    page.get_by_role("button", name="在地图上指").click()
    area = page.get_by_role("application", name="地图")
    expect(area).to_be_focused()
    expect(area.locator(".leaflet-tile-loaded").first).to_be_visible()
    box = area.bounding_box()
    area.click(position={"x": box["width"] / 2 + 20, "y": box["height"] / 2})
    expect(said(page)).to_contain_text("已记下")
    latitude, longitude = point(page)
    assert latitude == pytest.approx(HERE["latitude"], abs=0.0001)
    assert 119.4357 < longitude < 119.437
    expect(area.locator(".map__pin")).to_be_visible()
    expect(area.locator(".leaflet-control-attribution")).to_have_text("示例地图 <b>©</b>")
    assert faults_in_both_languages(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    shoot(page, f"point-map-{width}")
    submit(page)
    read_receipt(page)
    kept_point = IntakeSubmission.objects.get().point
    assert (float(kept_point.latitude), float(kept_point.longitude)) == (latitude, longitude)

    head = sign_in(open_page(width=width, bypass_csp=True), live_server.url, "head")
    serve_tiles(head)
    head.goto(f"{live_server.url}/admin/submissions/{IntakeSubmission.objects.get().pk}/")
    head.get_by_text("在地图上看").click()
    pin = head.locator(".map__pin")
    expect(pin).to_be_visible()
    around = head.locator("[data-map]").bounding_box()
    at = pin.bounding_box()
    assert at["x"] + at["width"] / 2 == pytest.approx(around["x"] + around["width"] / 2, abs=3)
    assert faults(head) == []
    head.locator("[data-map]").scroll_into_view_if_needed()
    shoot(head, f"point-staff-{width}", full_page=False)


@pytest.mark.usefixtures("tiles")
def test_arrow_keys_move_the_pin(address, open_page):
    page = open_page(**PHONE)
    serve_tiles(page)
    page.goto(address)
    page.get_by_role("button", name="在地图上指").press("Enter")
    expect(page.get_by_role("application", name="地图")).to_be_focused()
    page.keyboard.press("ArrowRight")
    first = point(page)
    assert first[1] > HERE["longitude"]
    page.keyboard.press("ArrowUp")
    second = point(page)
    assert second[0] > first[0]
    assert second[1] == pytest.approx(first[1], abs=0.00002)
    for _turn in range(60):  # far beyond the edge: the map follows
        page.keyboard.press("ArrowLeft")
    assert point(page)[1] < HERE["longitude"]
    expect(page.locator(".map__pin")).to_be_in_viewport()  # once the map has come to rest
    page.keyboard.press("Control+ArrowLeft")  # the browser's own
    page.get_by_role("button", name="去掉这个点").press("Enter")
    expect(page.locator(".map__pin")).to_have_count(0)
    expect(page.locator("#id_point")).to_have_value("")


@pytest.mark.usefixtures("tiles")
def test_map_that_does_not_come_is_told_and_asked_for_again(address, open_page):
    page = open_page(**PHONE)
    serve_tiles(page)
    page.goto(address)
    script = re.compile(r"/leaflet(\.\w+)?\.js$")
    page.context.route(script, lambda route: route.abort())
    page.get_by_role("button", name="在地图上指").click()
    expect(said(page)).to_contain_text("地图没有打开")
    expect(page.locator("[data-map]")).to_be_hidden()
    page.context.unroute(script)
    page.get_by_role("button", name="在地图上指").click()
    expect(page.locator(".leaflet-tile-loaded").first).to_be_visible()


def test_phone_keeps_the_point_over_a_closed_tab_and_a_fault(address, open_page):
    page = open_page(**PHONE, geolocation=HERE, permissions=["geolocation"])
    page.goto(address)
    page.get_by_label("什么事").fill(MATTER["content"])
    page.get_by_role("button", name="用我现在的位置").click()
    expect(said(page)).to_contain_text("已记下")
    page.wait_for_timeout(600)  # until it is kept
    assert kept(page, "draft/")
    page = reopened(page, address)
    expect(said(page)).to_contain_text("已记下：北纬 32.39410")
    submit(page)  # without a place
    expect(page.get_by_role("alert")).to_contain_text("请写在哪里")
    expect(said(page)).to_contain_text("已记下：北纬 32.39410")
    page.get_by_label("在哪里").fill(MATTER["place"])
    submit(page)
    read_receipt(page)
    assert str(IntakeSubmission.objects.get().point) == "32.394100,119.435600"


@pytest.mark.usefixtures("tiles")
def test_without_javascript_the_words_do(address, open_page):
    page = open_page(**PHONE, java_script_enabled=False)
    page.goto(address)
    expect(page.locator("[data-point]")).to_be_hidden()
    fill_form(page, **MATTER)
    submit(page)
    read_receipt(page)
    assert IntakeSubmission.objects.get().point is None


@pytest.mark.usefixtures("tiles")
def test_clerk_shows_where_somebody_means(live_server, district, open_page, shoot):
    page = sign_in(open_page(bypass_csp=True), live_server.url, "head")
    serve_tiles(page)
    page.goto(f"{live_server.url}/admin/submissions/register/{district.station.pk}/")
    page.get_by_label("电话").check()
    fill_form(page, **MATTER)
    page.get_by_role("button", name="在地图上指").click()
    expect(page.get_by_role("application", name="地图")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(said(page)).to_contain_text("已记下")
    shoot(page, "point-on-behalf-1280", full_page=False)
    assert faults(page) == []
    page.get_by_label("已告诉本人").check()
    page.get_by_role("button", name="登记").click()
    expect(page.get_by_role("button", name="打印收据")).to_be_visible()
    assert IntakeSubmission.objects.get().point is not None
