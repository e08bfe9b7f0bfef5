"""Two people at one desk open the same case: one wins, the other is told, and what was typed is not lost."""

from playwright.sync_api import expect

from tests.browser.district import District
from tests.browser.steps import make_move, press_in_form, sign_in
from tests.factories.forms import IntakeSubmissionFactory

NOTE = "这件事请找物业公司，电话在楼道里。"


def test_second_editor_is_told_and_loses_nothing(site, live_server, open_page):
    district, base = District(), live_server.url
    submission = IntakeSubmissionFactory(venue=district.station)
    case = f"{base}/admin/submissions/{submission.pk}/"

    # Both have the case open; the second is about to turn it down, and types the reason.
    first, second = sign_in(open_page(), base, "office"), sign_in(open_page(), base, "office2")
    first.goto(case)
    second.goto(case)
    make_move(second, "不予受理")
    second.get_by_role("radio").first.check()
    second.locator("[name=note]").fill(NOTE)

    # Meanwhile the first takes it up.
    make_move(first, "受理")
    expect(first.locator(".liaison-case__head")).to_contain_text("已受理")
    press_in_form(second, "不予受理")

    # The second sees how it stands, who has it, and what was typed, to copy.
    expect(second.locator(".liaison-case__head")).to_contain_text("已受理")
    expect(second.locator(".messages")).to_be_visible()
    expect(second.locator("main")).to_contain_text("没有保存")
    expect(second.locator("main")).to_contain_text(NOTE)
    expect(second.locator("aside[aria-label=基本情况], .liaison-case__aside")).to_contain_text("示例编辑甲 正在办理")
    submission.refresh_from_db()
    assert (submission.state, submission.claimed_by, submission.reject_reason) == ("accepted", district.office, "")


def test_claimed_case_tells_the_second_editor_who_has_it(site, live_server, open_page):
    district, base = District(), live_server.url
    submission = IntakeSubmissionFactory(venue=district.station)
    case = f"{base}/admin/submissions/{submission.pk}/"

    first, second = sign_in(open_page(), base, "office"), sign_in(open_page(), base, "office2")
    second.goto(case)
    make_move(second, "不予受理")
    second.get_by_role("radio").first.check()
    second.locator("[name=note]").fill(NOTE)
    first.goto(case)
    first.get_by_role("button", name="认领").click()
    expect(first.locator(".liaison-case__aside")).to_contain_text("由您办理")
    press_in_form(second, "不予受理")

    # The form stays as typed, and says why it was not taken.
    expect(second.locator(".messages")).to_contain_text("示例编辑甲")
    expect(second.locator("[name=note]")).to_have_value(NOTE)
    submission.refresh_from_db()
    assert (submission.state, submission.claimed_by) == ("screening", district.office)
