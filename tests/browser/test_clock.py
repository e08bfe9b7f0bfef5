"""The clock as people meet it: a pause read by the resident, more time granted, reminders, and what was late when."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import Page, expect

from cms.clock.services import start
from cms.kernel.actors import Resident, Staff
from cms.kernel.perform import perform
from cms.workdays.selectors import next_workday
from cms.workdays.wording import day_text
from forms import codes, tasks
from forms.models import Due, IntakeSubmission
from plugins.suggestions.models import Suggestion
from tests.browser.district import District
from tests.browser.steps import (
    faults,
    faults_in_both_languages,
    make_move,
    open_case,
    open_suggestion,
    pick_day,
    press_in_form,
    sign_in,
)
from tests.factories.forms import IntakeSubmissionFactory
from tests.factories.suggestions import SuggestionFactory

WIDTHS = pytest.mark.parametrize("width", [360, 1280])
NOTE = "请补充是几号楼。"


@pytest.fixture
def district(site) -> District:
    return District()


def said(district: District, days_ago: int = 0, due_in: int = 3, **kwargs) -> tuple[IntakeSubmission, str]:
    """A case of the station, in its state and due since `days_ago`, and the path of its status page."""
    code, now = codes.make_code(uuid.uuid4()), timezone.now()
    with time_machine.travel(now - timedelta(days=days_ago), tick=False):
        submission = IntakeSubmissionFactory(
            venue=district.station, code_digest=codes.code_digest(code), due_on=None, **kwargs
        )
        due_on = timezone.localdate(now) + timedelta(days=due_in)
        start(submission, due_on=due_on, what=Due.DECIDING, unit=kwargs.get("referred_to"))
        submission.save()
    return submission, f"/s/{submission.number}/{code}/"


def expect_to_fit(page: Page, width: int) -> None:
    """Nothing lies beyond the window's edge, and axe finds no fault, once the page is whole."""
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert faults(page) == []


@WIDTHS
def test_resident_reads_why_the_case_waits_and_until_when(live_server, open_page, district, shoot, width):
    submission, path = said(district, state="accepted")
    until = timezone.localdate() + timedelta(days=7)
    head = sign_in(open_page(width=width, bypass_csp=True), live_server.url, "head")
    open_case(head, live_server.url, submission.number)
    make_move(head, "暂停")
    expect_to_fit(head, width)
    head.get_by_label("等居民补充情况").check()
    head.locator("[name=note]").fill(NOTE)
    pick_day(head, "expected_on", until)
    shoot(head, f"pause-{width}")
    press_in_form(head, "暂停")
    expect(head.locator("main")).to_contain_text(f"暂停到 {day_text(until)}")

    resident = open_page(width=width, bypass_csp=True)
    resident.goto(live_server.url + path)
    now = resident.locator(".now")
    expect(now).to_contain_text("暂停办理")
    expect(now).to_contain_text(f"预计 {day_text(until)} 接着办")
    expect(now).to_contain_text(f"等您补充情况，补充以后就接着办。{NOTE}")
    assert faults_in_both_languages(resident) == []
    assert resident.evaluate("document.documentElement.scrollWidth") <= width
    shoot(resident, f"paused-status-{width}")


@WIDTHS
def test_more_time_asked_by_the_unit_and_granted_by_the_office_is_the_resident_s_new_date(
    live_server, open_page, district, shoot, width
):
    submission, path = said(district, state="referred", referred_to=district.unit, referral_kind="unit")
    officer = sign_in(open_page(width=width, bypass_csp=True), live_server.url, "officer")
    open_case(officer, live_server.url, submission.number)
    make_move(officer, "申请延期")
    expect_to_fit(officer, width)
    officer.get_by_label("延几个工作日").fill("3")
    officer.get_by_label("为什么要延").fill("要等配件到货。")
    press_in_form(officer, "申请延期")
    expect(officer.locator("main")).to_contain_text("批准以前，居民看到的日期不变")

    office = sign_in(open_page(width=width, bypass_csp=True), live_server.url, "office")
    office.goto(f"{live_server.url}/admin/submissions/?clock=asked")
    office.get_by_role("link", name=submission.number).first.click()
    make_move(office, "批准延期")
    expect(office.get_by_label("延几个工作日")).to_have_value("3")
    shoot(office, f"grant-{width}")
    press_in_form(office, "批准延期")
    expect(office.locator("main")).to_contain_text("居民会看到")

    due_on = IntakeSubmission.objects.get().due_on
    assert due_on > submission.due_on
    open_case(officer, live_server.url, submission.number)
    for words in (f"期限 {day_text(due_on)}", f"批准延到 {day_text(due_on)}：要等配件到货。"):
        expect(officer.locator("main")).to_contain_text(words)
    shoot(officer, f"extended-{width}")
    resident = open_page(width=width, bypass_csp=True)
    resident.goto(live_server.url + path)
    expect(resident.locator(".now")).to_contain_text(day_text(due_on))
    expect(resident.locator(".now")).to_contain_text("要等配件到货。")
    assert faults_in_both_languages(resident) == []


@WIDTHS
def test_more_time_for_a_suggestion_is_granted_and_the_deputy_reads_why(live_server, open_page, district, shoot, width):
    suggestion = SuggestionFactory(state="accepted", title="关于修复古城路灯的建议", lead_deputy=district.deputy)
    first = timezone.localdate() + timedelta(days=30)
    office_user, unit = district.office, district.unit
    perform([suggestion], "suggestion.assign", Staff(office_user), {"unit": unit.pk, "due_on": first})
    later = timezone.localdate() + timedelta(days=60)

    officer = sign_in(open_page(width=width, bypass_csp=True), live_server.url, "officer")
    open_suggestion(officer, live_server.url, suggestion.title)
    make_move(officer, "申请延期")
    pick_day(officer, "due_on", later)
    expect_to_fit(officer, width)
    officer.get_by_label("为什么要延").fill("要等设计方案。")
    press_in_form(officer, "申请延期")
    expect(officer.locator("main")).to_contain_text("申请延到")

    office = sign_in(open_page(width=width, bypass_csp=True), live_server.url, "office")
    expect(office.get_by_role("main")).to_contain_text("件延期等您批")
    office.get_by_role("link", name="件延期等您批").click()
    office.get_by_role("link", name=suggestion.title).first.click()
    make_move(office, "批准延期")
    expect(office.locator("[name=due_on]")).to_have_value(later.isoformat())
    shoot(office, f"grant-suggestion-{width}")
    office.get_by_label("告诉代表的原因").fill("设计方案下月完成。")
    press_in_form(office, "批准延期")
    expect(office.locator(".liaison-case__head")).to_be_visible()
    assert Suggestion.objects.get().due_on == later

    deputy = sign_in(open_page(width=width, bypass_csp=True), live_server.url, "deputy")
    open_suggestion(deputy, live_server.url, suggestion.title, has_moves=False)
    expect(deputy.locator("main")).to_contain_text(f"延到 {day_text(later)}。设计方案下月完成。")
    expect_to_fit(deputy, width)
    shoot(deputy, f"extended-suggestion-{width}")


@WIDTHS
def test_reminders_stand_on_the_dashboard(live_server, open_page, district, site, shoot, width):
    submission, _path = said(district, days_ago=9, due_in=-3, state="accepted")
    today = timezone.localdate()
    with time_machine.travel(timezone.now() + (next_workday(today) - today), tick=False):
        tasks.remind(site)
    head = sign_in(open_page(width=width, bypass_csp=True), live_server.url, "head")
    card = head.get_by_role("main").locator("section", has_text="到期提醒").first
    expect(card).to_contain_text(submission.number)
    expect_to_fit(head, width)
    shoot(head, f"reminders-{width}")
    card.get_by_role("link", name="件到期要办").click()
    expect(head.get_by_role("link", name=submission.number).first).to_be_visible()


@WIDTHS
def test_what_was_late_on_a_day_stays_so_after_the_case_was_closed(live_server, open_page, district, shoot, width):
    submission, _path = said(district, days_ago=9, due_in=-3, state="accepted")
    day = timezone.localdate() - timedelta(days=1)
    office = sign_in(open_page(width=width, bypass_csp=True), live_server.url, "office")

    def late(asked_day) -> str:
        office.goto(f"{live_server.url}/admin/late/")
        pick_day(office, "day", asked_day)
        office.get_by_role("main").get_by_role("button", name="看这一天").click()
        expect(office.locator("[name=day]")).to_have_value(asked_day.isoformat())
        expect_to_fit(office, width)
        return office.get_by_role("main").inner_text()

    before = late(day)
    assert submission.number in before
    shoot(office, f"late-{width}")
    answer = {"reply": "修好了。", "reply_by": "示例城管局"}
    perform([submission], "submission.answer", Staff(district.head), answer)
    perform([submission], "submission.rate", Resident(), {"rating": "satisfied", "reason": ""})
    [closed] = perform([submission], "submission.close", Staff(district.office))
    assert closed.state == "closed"

    assert late(day) == before
    assert submission.number not in late(timezone.localdate())
