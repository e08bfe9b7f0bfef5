"""A phone scans a poster and sends a form; staff print the poster, and see which paper it was."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from forms.models import IntakeSubmission
from liaison_pages.models import Deputy, Paper
from liaison_pages.selectors.printed import short_url
from tests.browser.district import District
from tests.browser.steps import faults, faults_in_both_languages, fill_form, open_case, read_receipt, sign_in
from tests.papers import codes_on

PHONE = {"width": 360, "height": 740}


@pytest.fixture
def district(site) -> District:
    return District()


def scanned(base: str, pdf: bytes) -> str:
    """The address that a phone opens, on the server of the test."""
    (url,) = codes_on(pdf)
    return base + urlsplit(url).path


@pytest.mark.parametrize("has_scripts", [True, False])
def test_what_was_scanned_reaches_staff(live_server, open_page, district, shoot, has_scripts):
    base = live_server.url
    staff = sign_in(open_page(width=1280), base, "head")
    staff.goto(f"{base}/admin/venues/{district.station.pk}/rota/")
    staff.get_by_role("navigation", name="这个家站点").get_by_role("link", name="打印张贴").click()
    link = staff.get_by_role("link", name="海报 A4 PDF")
    shoot(staff, "wall-1280")
    pdf = staff.request.get(base + link.get_attribute("href")).body()

    phone = open_page(**PHONE, java_script_enabled=has_scripts)
    phone.goto(scanned(base, pdf))
    expect(phone.locator(".page-head .kind")).to_have_text(district.name)
    phone.get_by_role("button", name="提交意见").click()  # with nothing in it
    expect(phone.locator(".error-summary")).to_be_visible()
    fill_form(phone, content="巷口的路灯坏了三天。", place="琼花观巷口")
    phone.get_by_role("button", name="提交意见").click()
    number, _code = read_receipt(phone)
    assert IntakeSubmission.objects.values_list("channel", "paper").get() == ("qr", "poster")

    open_case(staff, base, number)
    expect(staff.get_by_text("扫码 · 家站点海报")).to_be_visible()


def test_draft_keeps_what_was_scanned(live_server, open_page, district):
    phone = open_page(**PHONE)
    phone.goto(live_server.url + urlsplit(short_url(Paper.NOTICE, district.station)).path)
    fill_form(phone, content="巷口的路灯坏了三天。", place="琼花观巷口")
    expect(phone.locator("[data-kept]")).to_be_visible()
    phone.wait_for_timeout(600)  # a draft is written after a short pause
    phone.goto(f"{live_server.url}{district.page.url}intake/")  # found again by another way
    expect(phone.get_by_label("什么事")).to_have_value("巷口的路灯坏了三天。")
    phone.get_by_role("button", name="提交意见").click()
    read_receipt(phone)
    assert IntakeSubmission.objects.values_list("channel", "paper").get() == ("qr", "notice")


def test_language_and_large_type_keep_what_was_scanned(live_server, open_page, district):
    phone = open_page(**PHONE, java_script_enabled=False)
    phone.goto(live_server.url + urlsplit(short_url(Paper.NOTICE, district.station)).path)
    phone.locator(".elder-switch").click()
    phone.locator(".tools a[hreflang]").click()
    expect(phone.locator("html")).to_have_attribute("lang", "en")
    assert "from=notice" in phone.url


def test_code_of_a_deputy_chooses_the_deputy(live_server, open_page, district):
    deputy = Deputy.objects.filter(memberships__venue=district.station).first()
    phone = open_page(**PHONE)
    phone.goto(live_server.url + urlsplit(short_url(Paper.DEPUTY, deputy)).path)
    expect(phone.get_by_label("想说给谁听")).to_have_value(deputy.code)
    fill_form(phone, content="巷口的路灯坏了三天。", place="琼花观巷口")
    phone.get_by_role("button", name="提交意见").click()
    read_receipt(phone)
    found = IntakeSubmission.objects.values_list("channel", "paper", "deputy", "addressed_to").get()
    assert found == ("qr", "deputy", deputy.pk, "deputy")


@pytest.mark.parametrize("width", [360, 1280])
def test_code_that_is_no_longer_used_has_ways_on(live_server, open_page, district, shoot, width):
    page = open_page(width=width, bypass_csp=True)
    page.goto(f"{live_server.url}/q/p999999")
    expect(page.locator("h1")).to_have_text("这个码已经不用了")
    assert faults_in_both_languages(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    shoot(page, f"printed-unknown-{width}")
    expect(page.get_by_role("link", name="找附近的家站点")).to_be_visible()
    page.get_by_role("link", name="直接提意见").click()
    expect(page.locator("h1")).to_contain_text("不知道找谁")


@pytest.mark.parametrize("width", [360, 1280])
def test_screen_of_papers(live_server, open_page, district, shoot, width):
    staff = sign_in(open_page(width=width, bypass_csp=True), live_server.url, "head")
    staff.goto(f"{live_server.url}/admin/venues/{district.station.pk}/wall/")
    expect(staff.get_by_role("heading", name="代表码")).to_be_visible()
    assert faults(staff) == []
    shoot(staff, f"wall-{width}")
