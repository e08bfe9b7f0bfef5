"""Notices on a phone: a resident has them and ends them, the office writes their words, staff choose their digest."""

import json
import re
import uuid
from pathlib import Path

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from cms.kernel.actors import Staff
from cms.kernel.perform import perform
from cms.notices.digest import wants
from cms.notices.models import NoticeTemplate, Subscription
from cms.notices.sending import send_waiting
from forms import codes
from forms.models import IntakeSubmission
from tests.browser.district import District
from tests.browser.steps import faults, faults_in_both_languages, sign_in
from tests.cms.notices.following import path_in
from tests.factories.forms import IntakeSubmissionFactory

PHONE = {"width": 360, "height": 740}
MAIL, MOBILE = "wang@example.com", "13800000000"


@pytest.fixture
def district(site) -> District:
    return District()


@pytest.fixture
def status(district) -> str:
    """The path of the status page of an opinion at the station."""
    code = codes.make_code(uuid.uuid4())
    submission = IntakeSubmissionFactory(venue=district.station, code_digest=codes.code_digest(code))
    return f"/s/{submission.number}/{code}/"


def ask_for_notices(page: Page, address: str, reach: str) -> None:
    """From the status page, by its form."""
    page.goto(address)
    page.get_by_role("main").get_by_role("link", name="有进展时通知我").click()
    page.get_by_label("邮箱或手机号").fill(reach)
    page.get_by_role("button", name="发确认链接给我").click()
    expect(page.get_by_role("main")).to_contain_text("请打开收到的确认链接")


def accept(district) -> None:
    perform([IntakeSubmission.objects.get()], "submission.accept", Staff(district.head), {})


def is_narrow(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_author_is_told_by_mail_and_ends_it_with_one_press(live_server, open_page, district, status, shoot):
    page = open_page(**PHONE, bypass_csp=True)
    ask_for_notices(page, live_server.url + status, MAIL)
    expect(page.locator("#notices")).to_be_attached()
    expect(page.get_by_role("main")).to_contain_text("邮件通知等您确认")
    send_waiting()
    assert [message.to for message in mail.outbox] == [[MAIL]]

    page.goto(live_server.url + path_in(mail.outbox[0].body))
    assert faults_in_both_languages(page) == []
    shoot(page, "notices-confirm-360")
    page.get_by_role("button", name="确认，要通知").click()
    expect(page.locator("h1")).to_have_text("通知开好了")
    page.goto(live_server.url + status)
    expect(page.get_by_role("main")).to_contain_text("邮件通知开着")
    shoot(page, "notices-on-360")

    accept(district)
    send_waiting()
    told = mail.outbox[1]
    assert "站里接手了" in told.subject
    page.goto(live_server.url + path_in(told.body))
    expect(page.get_by_role("textbox", name="编号")).to_have_value(IntakeSubmission.objects.get().number)
    expect(page.get_by_role("textbox", name="查询码")).to_have_value("")

    page.goto(live_server.url + path_in(told.extra_headers["List-Unsubscribe"].strip("<>")))
    assert faults_in_both_languages(page) == []
    assert is_narrow(page)
    shoot(page, "notices-manage-360")
    page.get_by_role("button", name="关掉通知").click()
    expect(page.locator("h1")).to_have_text("通知关掉了")
    page.goto(live_server.url + status)
    expect(page.get_by_role("main")).to_contain_text("没有开")
    assert bytes(Subscription.objects.get().ciphertext) == b""


def test_author_is_told_by_short_message_and_switches_it_off_on_the_page(
    live_server, open_page, district, status, settings, tmp_path
):
    settings.SMS_BACKEND, settings.SMS_FILE_PATH = "file", str(tmp_path)
    page = open_page(**PHONE)
    ask_for_notices(page, live_server.url + status, MOBILE)
    send_waiting()
    asked, *others = read(tmp_path / "sms.jsonl")
    assert (asked["number"], others) == (MOBILE, [])
    page.goto(live_server.url + path_in(asked["text"]))
    page.get_by_role("button", name="确认，要通知").click()

    accept(district)
    send_waiting()
    told = read(tmp_path / "sms.jsonl")[1]["text"]
    assert "站里接手了" in told
    off = re.findall(r"https?://[^\s/]+(/\S+)", told)[-1]
    page.goto(live_server.url + off)
    expect(page.get_by_role("button", name="关掉通知")).to_be_visible()

    page.goto(live_server.url + status)
    page.get_by_role("button", name="关掉").click()
    expect(page.get_by_role("main")).to_contain_text("通知关掉了")
    page.goto(live_server.url + off)
    expect(page.locator("h1")).to_have_text("通知关掉了")


def read(file: Path) -> list[dict]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("width", [360, 1280])
def test_office_writes_its_own_words_and_sees_them_as_they_are_read(
    live_server, open_page, district, status, shoot, width
):
    page = sign_in(open_page(width=width, height=740, bypass_csp=True), live_server.url, "office")
    page.goto(f"{live_server.url}/admin/notices/templates/")
    shoot(page, f"notice-templates-{width}")
    page.goto(f"{live_server.url}/admin/notices/templates/submission.accept/mail/zh-hans/")
    preview = page.locator("[data-notice-preview]")
    expect(preview).to_contain_text("GL-2026-000123")

    page.get_by_label("标题").fill("您说的事（{number}）有人管了")
    expect(preview).to_contain_text("您说的事（GL-2026-000123）有人管了")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    shoot(page, f"notice-template-{width}")
    page.get_by_label("标题").fill("您说的事（{name}）有人管了")
    expect(preview).to_contain_text("{name}")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("main")).to_contain_text("不认识 {name}")
    expect(page.get_by_label("标题")).to_have_value("您说的事（{name}）有人管了")
    assert NoticeTemplate.objects.count() == 0

    page.get_by_label("标题").fill("您说的事（{number}）有人管了")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("main")).to_contain_text("改过的说法")
    assert NoticeTemplate.objects.get().subject == "您说的事（{number}）有人管了"

    page.get_by_role("link", name="改过的说法").click()
    page.get_by_role("button", name="恢复现成的说法").click()
    expect(page.get_by_role("main")).not_to_contain_text("改过的说法")
    assert NoticeTemplate.objects.count() == 0


def test_head_switches_the_digest_off_and_on_in_the_account(live_server, open_page, district, shoot):
    page = sign_in(open_page(**PHONE, bypass_csp=True), live_server.url, "head")
    for is_wanted in (False, True):
        page.goto(f"{live_server.url}/admin/account/#tab-notifications")
        box = page.get_by_label("工作日早上给我发一封摘要")
        expect(box).to_be_checked(checked=not is_wanted)
        shoot(page, "digest-choice-360", full_page=False)
        box.set_checked(is_wanted)
        page.get_by_role("button", name="保存").click()
        expect(page.locator(".messages")).to_contain_text("成功")
        district.head.refresh_from_db()
        assert wants(district.head) is is_wanted
    page.goto(f"{live_server.url}/admin/")  # a hash alone would load nothing anew
    page.goto(f"{live_server.url}/admin/account/#tab-notifications")
    expect(page.get_by_label("工作日早上给我发一封摘要")).to_be_visible()
    assert faults(page) == []
