"""Somebody who does not know whom to ask says it on a phone; staff find whose it is, and both see where it went."""

import pytest
from playwright.sync_api import expect

from cms.access.roles import Role
from forms.models import IntakeSubmission
from tests.browser.district import District, somebody
from tests.browser.steps import (
    faults_in_both_languages,
    fill_form,
    look_up,
    make_move,
    open_case,
    press_in_form,
    read_receipt,
    sign_in,
)

PHONE = {"width": 360, "height": 740}


@pytest.fixture
def district(site) -> District:
    district = District()
    district.home = district.station.get_parent()
    somebody("home", "示例代表之家站长", Role.VENUE_HEAD, district.home)
    return district


def test_word_finds_its_station_and_its_author_reads_where_it_is(live_server, open_page, district, shoot):
    base = live_server.url
    author = open_page(**PHONE, bypass_csp=True)
    author.goto(f"{base}/say/")
    expect(author.locator("h1")).to_contain_text("不知道找谁")
    assert faults_in_both_languages(author) == []
    shoot(author, "entrance-360")

    author.get_by_role("button", name="提交意见").click()
    summary = author.locator(".error-summary")
    expect(summary).to_contain_text("请选事情在哪个街道、镇")
    fill_form(author, content="巷口的路灯坏了三天。", place="琼花观巷口")
    author.get_by_label("哪个街道、镇").select_option(label="汶河街道")
    assert author.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    shoot(author, "entrance-filled-360")
    author.get_by_role("button", name="提交意见").click()
    receipt = read_receipt(author)
    submission = IntakeSubmission.objects.get()
    assert (submission.venue, submission.addressed_to) == (district.home, "anybody")

    staff = sign_in(open_page(**PHONE), base, "home")
    open_case(staff, base, receipt[0])
    shoot(staff, "entrance-case-360")
    make_move(staff, "转到别的家站点")
    staff.get_by_label("转到哪个家站点").select_option(label="琼花观社区代表联络站")
    staff.get_by_label("给对方的话").fill("请看看是不是社区的灯")
    shoot(staff, "entrance-passing-on-360")
    press_in_form(staff, "转到别的家站点")
    expect(staff.locator(".messages")).to_contain_text("已转到琼花观社区代表联络站")
    submission.refresh_from_db()
    assert (submission.venue, submission.number) == (district.station, receipt[0])

    look_up(author, base, receipt)
    main = author.get_by_role("main")
    expect(main).to_contain_text("琼花观社区代表联络站")
    expect(main).not_to_contain_text("请看看是不是社区的灯")
    shoot(author, "entrance-status-360")

    station = sign_in(open_page(**PHONE), base, "head")
    open_case(station, base, receipt[0])
    expect(station.get_by_role("main")).to_contain_text("请看看是不是社区的灯")
