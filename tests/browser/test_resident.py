"""A resident with a phone: finds the station, says what is the matter, and follows it with a number and a code."""

from io import StringIO

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from forms.models import IntakeSubmission
from tests.browser.district import District
from tests.browser.steps import (
    faults,
    faults_in_both_languages,
    fill_form,
    look_up,
    read_receipt,
    tab_to,
)

PHONE = {"width": 390, "height": 844}
MATTER = {"content": "巷口的路灯坏了三天，晚上看不见台阶。", "place": "皮市街 45 号巷口"}


@pytest.fixture
def district(site) -> District:
    made = District()
    call_command("search", "--rebuild", stdout=StringIO())  # rows of factories go past the services
    return made


def test_resident_finds_the_station_and_follows_a_matter_by_keyboard(live_server, open_page, district):
    page, found = open_page(**PHONE, bypass_csp=True), []

    # From the home page to the station, by its name.
    page.goto(live_server.url)
    found += faults_in_both_languages(page)
    tab_to(page, page.locator("main .search-box__field")).type("琼花观")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("搜索")
    found += faults_in_both_languages(page)
    tab_to(page, page.get_by_role("main").get_by_role("link", name=district.name).first)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(district.name)
    found += faults_in_both_languages(page)

    # The form, with the keyboard alone.
    tab_to(page, page.get_by_role("navigation", name="在这里办事").get_by_role("link", name="提意见"))
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("把您的意见说给代表听")
    found += faults_in_both_languages(page)
    tab_to(page, page.get_by_label("什么事")).type(MATTER["content"])
    tab_to(page, page.get_by_label("在哪里")).type(MATTER["place"])
    tab_to(page, page.get_by_label("怎么告诉您结果")).type("13900000000")
    tab_to(page, page.get_by_role("button", name="提交意见"))
    page.keyboard.press("Enter")

    # The receipt; then the status page through the form that asks for number and code.
    receipt = read_receipt(page)
    found += faults(page)
    submission = IntakeSubmission.objects.get()
    assert (submission.number, submission.content, submission.place) == (receipt[0], *MATTER.values())
    page.goto(f"{live_server.url}/status/")
    found += faults_in_both_languages(page)
    look_up(page, live_server.url, receipt)
    expect(page.locator(".now")).to_contain_text("等人接手")
    found += faults_in_both_languages(page)
    assert found == []


def test_resident_without_javascript_gets_a_receipt_and_the_status_page(live_server, open_page, district):
    page = open_page(**PHONE, java_script_enabled=False)

    page.goto(f"{live_server.url}/venues/?q=琼花观")
    page.get_by_role("main").get_by_role("link", name=district.name).click()
    page.get_by_role("navigation", name="在这里办事").get_by_role("link", name="提意见").click()
    fill_form(page, **MATTER)
    page.get_by_role("button", name="提交意见").click()
    look_up(page, live_server.url, read_receipt(page))

    expect(page.locator("h1")).to_contain_text("路灯坏了三天")
    assert IntakeSubmission.objects.count() == 1


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_resident_who_forgets_the_matter_keeps_what_was_typed(live_server, open_page, district, prefix):
    page = open_page(**PHONE, bypass_csp=True)

    page.goto(f"{live_server.url}{prefix}{district.page.url}intake/")
    page.locator("[name=place]").fill(MATTER["place"])
    page.locator("[name=reach]").fill("13900000000")
    page.locator("form.form [type=submit]").click()

    summary = page.get_by_role("alert")
    expect(summary.get_by_role("link")).to_have_count(1)
    expect(page.locator("[name=content]")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("[name=place]")).to_have_value(MATTER["place"])
    expect(page.locator("[name=reach]")).to_have_value("13900000000")
    assert faults(page) == []
    summary.get_by_role("link").click()
    expect(page.locator("[name=content]")).to_be_focused()
    assert IntakeSubmission.objects.count() == 0
