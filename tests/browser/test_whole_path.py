"""From what two residents say to the answer that both read: the one path everything else hangs on."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from forms.models import IntakeSubmission
from plugins.suggestions.models import Suggestion
from tests.browser.district import District
from tests.browser.steps import (
    Receipt,
    faults_in_both_languages,
    fill_form,
    make_move,
    open_case,
    open_suggestion,
    pick_day,
    press_in_form,
    read_receipt,
    sign_in,
)

REPLY = "三条街巷的路灯已经修好，并登记了台账。"


@pytest.fixture
def district(site) -> District:
    return District()


def say(page: Page, base: str, district: District, content: str) -> Receipt:
    """A resident hands in something and keeps the receipt."""
    page.goto(f"{base}{district.page.url}intake/")
    fill_form(page, content=content, place="皮市街")
    page.get_by_role("button", name="提交意见").click()
    return read_receipt(page)


def expect_state(page: Page, word: str) -> None:
    expect(page.locator(".liaison-case__head")).to_contain_text(word)


def test_two_residents_read_the_answer_to_the_suggestion_made_of_their_words(live_server, open_page, district):
    base, title = live_server.url, "关于修复古城路灯的建议"

    # Two people say the same.
    resident = open_page(width=390, bypass_csp=True)
    first = say(resident, base, district, "巷口的路灯坏了三天，晚上看不见台阶。")
    second = say(resident, base, district, "皮市街路灯不亮，老人晚上不敢出门。")

    # The district's editor takes both up and makes one suggestion of them.
    office = sign_in(open_page(), base, "office")
    for number, _code in (first, second):
        open_case(office, base, number)
        if number == first[0]:
            office.get_by_role("button", name="认领").click()
            expect(office.locator("main")).to_contain_text("由您办理")
        make_move(office, "受理")
        expect_state(office, "已受理")
    office.goto(f"{base}/admin/submissions/?scope=open")
    for number, _code in (first, second):
        office.get_by_role("row").filter(has_text=number).get_by_role("checkbox").check()
    office.get_by_role("link", name="转为代表建议").click()
    expect(office.locator(".liaison-items li")).to_have_count(2)
    office.locator("[name=title]").fill(title)
    office.locator("[name=facts]").fill("多条街巷的路灯不亮，居民晚上看不见台阶。")
    office.locator("[name=proposals]").fill("请尽快修复，并登记台账。")
    office.locator("[name=proposed_deputy]").select_option(label=str(district.deputy))
    press_in_form(office, "转为代表建议")
    expect(office.locator(".messages")).to_contain_text("已完成")

    # The deputy adopts it.
    deputy = sign_in(open_page(), base, "deputy")
    open_suggestion(deputy, base, title)
    make_move(deputy, "领衔提出")
    press_in_form(deputy, "领衔提出")
    expect(deputy.locator(".messages")).to_be_visible()

    # The office gives it a number and a unit with a due date.
    open_suggestion(office, base, title)
    make_move(office, "受理编号")
    press_in_form(office, "受理编号")
    expect(office.locator("main")).to_contain_text("第 1 号")
    open_suggestion(office, base, title)
    make_move(office, "交办")
    office.locator("[name=unit]").select_option(label=district.unit.name)
    pick_day(office, "due_on", timezone.localdate() + timedelta(days=60))
    press_in_form(office, "交办")
    expect(office.locator(".messages")).to_be_visible()

    # Its officer replies.
    officer = sign_in(open_page(), base, "officer")
    open_suggestion(officer, base, title)
    make_move(officer, "答复")
    officer.locator("[name=category]").select_option("A")
    officer.locator("[name=body]").fill(REPLY)
    press_in_form(officer, "答复")
    expect(officer.locator(".messages")).to_be_visible()

    # The office closes it and makes it public.
    open_suggestion(office, base, title)
    make_move(office, "办结")
    press_in_form(office, "办结")
    suggestion_page = f"{base}/admin/suggestions/{Suggestion.objects.get().pk}/"
    office.goto(suggestion_page)
    make_move(office, "向公众公开")
    office.locator("[name=is_secrecy_reviewed]").check()
    office.locator("[name=is_privacy_reviewed]").check()
    office.locator("main form [type=submit]").last.click()
    expect(office.get_by_role("link", name="看公开页面")).to_be_visible()

    # Both residents read the answer, and how it came about.
    for number, code in (first, second):
        resident.goto(f"{base}/s/{number}/{code}/")
        main = resident.locator("main")
        expect(resident.locator(".now")).to_contain_text("已答复")
        expect(main).to_contain_text(REPLY)
        expect(main).to_contain_text("代表已把您的话提成第 1 号建议")
        expect(main).to_contain_text(f"{district.deputy.name}代表已领衔")
        expect(main).to_contain_text("另外 1 位居民")
    found = faults_in_both_languages(resident)
    resident.get_by_role("link", name="看建议全文").click()
    expect(resident.locator("h1")).to_have_text(title)
    found += faults_in_both_languages(resident)
    assert found == []
    assert list(IntakeSubmission.objects.values_list("state", "reply")) == [("answered", REPLY)] * 2
