"""Switching an add-on off and on, and sharing a station, as people click them."""

import pytest
from playwright.sync_api import Page, expect

from cms.access.roles import Role
from cms.access.selectors import roles_of
from liaison_pages.models import Venue
from tests.browser.district import District, somebody
from tests.browser.steps import faults, sign_in

WIDTHS = pytest.mark.parametrize("width", [360, 1280])


def fits(page: Page) -> bool:
    """Whether nothing has to be scrolled sideways."""
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def tick(page: Page, name: str, role: Role):
    return page.get_by_role("checkbox", name=f"{name} {role.label}")


@WIDTHS
def test_add_on_is_switched_off_and_on(site, live_server, open_page, shoot, width):
    base = live_server.url
    somebody("admin", "示例管理员", Role.ADMINISTRATOR)
    public = open_page(width=390)
    public.goto(f"{base}/suggestions/")
    expect(public.get_by_role("heading", level=1)).to_have_text("代表建议")

    page = sign_in(open_page(width=width, bypass_csp=True), base, "admin")
    page.goto(f"{base}/admin/addons/")
    add_on = page.locator(".addon", has_text="代表建议")
    expect(add_on).to_contain_text("已启用")
    assert (faults(page), fits(page)) == ([], True)
    shoot(page, f"addons-{width}")

    # It asks first, and says what will be hidden and that the data stay.
    add_on.get_by_role("link", name="停用").click()
    expect(page.get_by_role("main")).to_contain_text("资料都保留")
    expect(page.get_by_role("main")).to_contain_text("代表建议")
    assert (faults(page), fits(page)) == ([], True)
    shoot(page, f"addons-off-{width}")
    page.get_by_role("link", name="不改了").click()
    expect(page.locator(".addon", has_text="代表建议")).to_contain_text("已启用")

    page.locator(".addon", has_text="代表建议").get_by_role("link", name="停用").click()
    page.get_by_role("main").get_by_role("button", name="停用").click()
    add_on = page.locator(".addon", has_text="代表建议")
    expect(add_on).to_contain_text("已停用")
    expect(add_on).to_contain_text("示例管理员")  # who switched it
    assert public.reload().status == 404

    add_on.get_by_role("link", name="启用").click()
    page.get_by_role("main").get_by_role("button", name="启用").click()
    expect(page.locator(".addon", has_text="代表建议")).to_contain_text("已启用")
    assert public.reload().status == 200


@WIDTHS
def test_head_shares_the_station_and_the_colleague_comes_in(site, live_server, open_page, shoot, width):
    district, base = District(), live_server.url
    colleague = somebody("newcomer", "示例新同事", Role.READER, district.foreign_page.venue)
    station = Venue.objects.get(pk=district.station.pk)  # its place in the tree, after its sister came
    sharing, edit = (f"{base}/admin/venues/{district.station.pk}/{name}/" for name in ("sharing", "rota"))

    newcomer = open_page()
    sign_in(newcomer, base, "newcomer")
    assert newcomer.goto(edit).status == 404

    page = sign_in(open_page(width=width, bypass_csp=True), base, "head")
    page.goto(sharing)
    page.get_by_label("给谁授予角色").fill("示例新")
    page.get_by_role("button", name="查找").click()
    tick(page, "示例新同事", Role.VENUE_EDITOR).check()
    assert (faults(page), fits(page)) == ([], True)
    shoot(page, f"sharing-{width}")
    page.get_by_role("main").get_by_role("button", name="保存", exact=True).click()
    expect(tick(page, "示例新同事", Role.VENUE_EDITOR)).to_be_checked()
    assert roles_of(colleague, station) == {Role.VENUE_EDITOR}
    assert newcomer.goto(edit).status == 200
    assert newcomer.goto(sharing).status == 403


def test_one_is_asked_before_one_removes_oneself(site, live_server, open_page):
    district, base = District(), live_server.url
    station = Venue.objects.get(pk=district.station.pk)
    page = sign_in(open_page(), base, "head")
    page.goto(f"{base}/admin/venues/{station.pk}/sharing/")
    tick(page, "示例站长", Role.VENUE_HEAD).uncheck()
    page.get_by_role("main").get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("您要取消自己的角色")
    assert roles_of(district.head, station) == {Role.VENUE_HEAD}
    page.get_by_role("button", name="确认取消自己的角色").click()
    expect(page.locator(".messages")).to_be_visible()
    assert roles_of(district.head, station) == set()
