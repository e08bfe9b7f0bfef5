"""A resident writes on a phone, sees that it is handled already, looks, and goes on writing; scripts are optional."""

import pytest
from playwright.sync_api import Page, expect

from forms.models import IntakeSubmission
from tests.browser.district import District
from tests.browser.steps import faults, faults_in_both_languages, fill_form, read_receipt
from tests.factories.forms import publish_matter

PHONE = {"width": 360, "height": 740}
MATTER = {"content": "巷口的路灯坏了三天，晚上看不见台阶。", "place": "皮市街巷口"}
ASKING = "**/matters/similar/"


@pytest.fixture
def district(site) -> District:
    return District()


@pytest.fixture
def matters(district) -> list:
    done = publish_matter(
        title="皮市街路灯不亮",
        said="巷口的路灯坏了，晚上看不见台阶。",
        place="皮市街",
        venue=district.station,
    )
    underway = publish_matter(
        title="巷口又有一盏路灯坏了", said="刚修好的路灯旁边又坏了一盏，晚上看不见。", place="皮市街",
        venue=district.station, progress="underway", done="", done_by="",
    )  # fmt: skip
    publish_matter(title="公园里的长椅太少", said="傍晚没有地方坐。", place="示例公园", venue=district.station)
    return [done, underway]


@pytest.fixture
def address(live_server, district) -> str:
    return f"{live_server.url}{district.page.url}intake/"


def write(page: Page, text: str) -> None:
    page.get_by_label("什么事").press_sequentially(text, delay=5)


def test_what_is_handled_already_shows_while_one_writes(open_page, address, matters, shoot):
    page = open_page(**PHONE, bypass_csp=True)
    page.goto(address)
    expect(page.locator(".similar")).to_be_hidden()

    write(page, MATTER["content"])
    found = page.locator(".similar")
    expect(found).to_contain_text("可能有人已经说过这件事")
    expect(found.get_by_role("link")).to_have_count(2)
    expect(found).to_contain_text("点开可以关注，不用再写一遍")
    expect(found).to_contain_text("点开看看答复")
    expect(found).not_to_contain_text("长椅")
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    shoot(page, "similar-360")

    with page.expect_popup() as opened:
        found.get_by_role("link", name="巷口又有一盏路灯坏了").click()
    expect(opened.value.locator("h1")).to_have_text("巷口又有一盏路灯坏了")
    expect(opened.value.get_by_role("main")).to_contain_text("正在办理")
    opened.value.close()

    assert page.get_by_label("什么事").input_value() == MATTER["content"]  # it is something else after all
    page.get_by_label("在哪里").fill(MATTER["place"])
    page.get_by_role("button", name="提交意见").click()
    read_receipt(page)
    assert IntakeSubmission.objects.filter(content=MATTER["content"]).count() == 1


def test_what_is_written_is_in_no_address_and_only_the_last_of_it_is_asked_for(open_page, address, matters):
    page = open_page(**PHONE)
    asked = []

    def note(request) -> None:
        if request.url.endswith("/matters/similar/"):
            asked.append(request)

    page.on("request", note)
    page.goto(address)

    write(page, MATTER["content"])
    expect(page.locator(".similar")).to_contain_text("路灯")

    assert [request.method for request in asked] == ["POST"] * len(asked)
    assert 1 <= len(asked) <= 3  # not one for each of twenty characters
    assert all("?" not in request.url and "cookie" not in request.headers for request in asked)


def test_what_is_deleted_again_takes_the_list_away(open_page, address, matters):
    page = open_page(**PHONE)
    page.goto(address)
    write(page, MATTER["content"])
    expect(page.locator(".similar")).to_contain_text("路灯")

    page.get_by_label("什么事").fill("")

    expect(page.locator(".similar")).to_be_hidden()


@pytest.mark.parametrize("trouble", ["abort", "error", "limited"])
def test_when_nothing_comes_back_the_form_works_as_ever(open_page, address, matters, trouble):
    page = open_page(**PHONE)
    statuses = {"error": 500, "limited": 429}

    def answer(route):
        return route.abort() if trouble == "abort" else route.fulfill(status=statuses[trouble], body="x")

    page.route(ASKING, answer)
    page.goto(address)
    with page.expect_request(ASKING):
        write(page, MATTER["content"])
    expect(page.locator(".similar")).to_be_hidden()

    page.get_by_label("在哪里").fill(MATTER["place"])
    page.get_by_role("button", name="提交意见").click()
    read_receipt(page)


def test_without_a_script_nothing_is_lost(open_page, address, matters):
    page = open_page(**PHONE, java_script_enabled=False)
    page.goto(address)
    expect(page.locator(".similar")).to_be_hidden()
    fill_form(page, **MATTER)
    page.get_by_role("button", name="提交意见").click()
    read_receipt(page)


@pytest.mark.parametrize("width", [360, 1280])
def test_public_matters_are_without_fault(open_page, live_server, district, matters, width, shoot):
    page, found = open_page(width=width, bypass_csp=True), []
    for name, path in (
        ("matters", "/matters/"),
        ("matters-underway", "/matters/?progress=underway"),
        ("matters-none", "/matters/?progress=underway&before=1-1"),
        ("matter", f"/matters/{matters[0].code}/"),
        ("matter-underway", f"/matters/{matters[1].code}/"),
        ("venue-matters", district.page.url),
    ):
        page.goto(f"{live_server.url}{path}")
        found += faults_in_both_languages(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        shoot(page, f"{name}-{width}")
    assert found == []
