"""A child writes on a phone: a guardian is asked, also without a script; the device asks for consent anew."""

import pytest
from playwright.sync_api import Page, expect

from cms.access.roles import Role
from forms.models import IntakeSubmission
from liaison_pages.models import DistrictSettings
from tests.browser.district import District, somebody
from tests.browser.steps import faults, faults_in_both_languages, fill_form, read_receipt, sign_in
from tests.browser.test_device import MATTER, PHONE, kept, reopened, until_ticked

NAME = "示例监护人林小路"


@pytest.fixture
def district(site) -> District:
    return District()


@pytest.fixture
def address(live_server, district) -> str:
    return f"{live_server.url}{district.page.url}intake/"


def submit(page: Page) -> None:
    page.get_by_role("button", name="提交意见").click()


@pytest.mark.parametrize("width", [360, 1280])
def test_child_is_asked_for_a_guardian(address, open_page, shoot, width):
    page = open_page(width=width, bypass_csp=True)
    page.goto(address)
    fill_form(page, **MATTER)
    name, consent = page.get_by_label("监护人姓名"), page.get_by_label("监护人看过")
    expect(name).to_be_hidden()
    expect(consent).to_be_hidden()
    page.get_by_label("提交人未满 14 周岁").press("Space")
    expect(consent).to_be_visible()
    page.keyboard.press("Tab")
    expect(name).to_be_focused()
    shoot(page, f"guardian-{width}")
    submit(page)
    summary = page.locator(".error-summary")
    expect(summary).to_contain_text("请写监护人的姓名")
    expect(summary).to_contain_text("要监护人同意才能提交")
    shoot(page, f"guardian-missing-{width}")
    assert faults_in_both_languages(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    name.fill(NAME)
    consent.check()
    submit(page)
    read_receipt(page)
    assert IntakeSubmission.objects.get().guardian_consent is True


def test_child_without_javascript(address, open_page):
    page = open_page(**PHONE, java_script_enabled=False)
    page.goto(address)
    fill_form(page, **MATTER)
    page.get_by_label("提交人未满 14 周岁").check()
    submit(page)
    expect(page.get_by_role("alert")).to_contain_text("请写监护人的姓名")
    page.get_by_label("监护人姓名").fill(NAME)
    page.get_by_label("监护人看过").check()
    submit(page)
    read_receipt(page)
    assert IntakeSubmission.objects.get().guardian_consent is True


def test_phone_keeps_the_name_and_asks_anew_once_the_notice_has_changed(address, open_page, site):
    page = open_page(**PHONE)
    page.goto(address)
    fill_form(page, **MATTER)
    page.get_by_label("提交人未满 14 周岁").check()
    page.get_by_label("监护人姓名").fill(NAME)
    page.get_by_label("监护人看过").check()
    until_ticked(page, "guardian_consent")

    page = reopened(page, address)
    expect(page.get_by_label("监护人看过")).to_be_checked()
    DistrictSettings.objects.update_or_create(site=site, defaults={"notice_version": "2"})
    page = reopened(page, address)
    expect(page.get_by_label("监护人姓名")).to_have_value(NAME)
    expect(page.get_by_label("提交人未满 14 周岁")).to_be_checked()
    expect(page.get_by_label("监护人看过")).not_to_be_checked()
    page.get_by_label("监护人看过").check()
    submit(page)
    read_receipt(page)
    assert (IntakeSubmission.objects.get().notice_version, kept(page, "draft/")) == ("2", [])


def test_letter_of_a_child_comes_back_once_the_notice_has_changed(address, open_page, site, monkeypatch):
    page = open_page(**PHONE)
    page.goto(address)
    fill_form(page, **MATTER)
    page.get_by_label("提交人未满 14 周岁").check()
    page.get_by_label("监护人姓名").fill(NAME)
    page.get_by_label("监护人看过").check()
    page.context.set_offline(True)
    submit(page)
    expect(page.locator(".letter")).to_be_visible()
    DistrictSettings.objects.update_or_create(site=site, defaults={"notice_version": "2"})
    monkeypatch.setattr("forms.tokens.MAX_AGE_SECONDS", -1)
    page.context.set_offline(False)
    expect(page.get_by_label("监护人姓名")).to_have_value(NAME)
    expect(page.locator("form .fine").last).to_contain_text("第 1 版")
    submit(page)
    expect(page.locator("form .fine").last).to_contain_text("第 2 版")
    expect(page.get_by_label("监护人姓名")).to_have_value(NAME)
    expect(page.get_by_label("监护人看过")).not_to_be_checked()
    assert IntakeSubmission.objects.count() == 0


@pytest.mark.parametrize("width", [360, 1280])
def test_clerk_registers_for_a_child(live_server, district, open_page, shoot, width):
    somebody("clerk", "示例接待员", Role.RECEPTION_CLERK, district.station)
    page = sign_in(open_page(width=width, bypass_csp=True), live_server.url, "clerk")
    page.goto(f"{live_server.url}/admin/submissions/register/{district.station.pk}/")
    page.get_by_label("来访").check()
    fill_form(page, **MATTER)
    page.get_by_label("已告诉本人").check()
    expect(page.get_by_label("监护人姓名")).to_be_hidden()
    page.get_by_label("本人未满 14 周岁").check()
    page.get_by_label("监护人姓名").fill(NAME)
    shoot(page, f"guardian-on-behalf-{width}")
    page.get_by_role("button", name="登记").click()
    expect(page.locator(".liaison-behalf__guardian_consent")).to_contain_text("要监护人同意")
    page.get_by_label("监护人同意").check()
    page.get_by_role("button", name="登记").click()
    expect(page.get_by_role("button", name="打印收据")).to_be_visible()

    head = sign_in(open_page(width=width, bypass_csp=True), live_server.url, "head")
    head.goto(f"{live_server.url}/admin/submissions/{IntakeSubmission.objects.get().pk}/")
    head.get_by_role("button", name="查看联系方式").click()
    expect(head.locator("#panel-contact-section, main").last).to_contain_text(f"监护人：{NAME}")
    shoot(head, f"guardian-detail-{width}")
    assert faults(head) == []
