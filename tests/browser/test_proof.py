"""The riddle of the form is solved while somebody types; nobody sees anything of it."""

import pytest
from playwright.sync_api import expect

from forms.models import IntakeSubmission
from tests.browser.district import District
from tests.browser.steps import fill_form, read_receipt

PHONE = {"width": 360, "height": 780}
MATTER = {"content": "巷口的路灯坏了三天，晚上看不见台阶。", "place": "皮市街 45 号巷口"}


@pytest.fixture
def district(site) -> District:
    return District()


def test_browser_solves_the_riddle_in_the_background(live_server, open_page, district):
    page = open_page(**PHONE)
    page.goto(f"{live_server.url}{district.page.url}intake/")
    expect(page.get_by_label("这一栏请留空")).to_be_hidden()
    fill_form(page, **MATTER)
    expect(page.locator("[name=proof]")).not_to_have_value("")
    page.get_by_role("button", name="提交意见").click()
    read_receipt(page)
    assert IntakeSubmission.objects.get().spam_signs == ""
    assert page.context.cookies() == []


def test_form_that_is_sent_at_once_waits_for_the_riddle(live_server, open_page, district):
    page = open_page(**PHONE)
    page.goto(f"{live_server.url}{district.page.url}intake/")
    for name, value in MATTER.items():  # without a key or a tap, so that nothing was begun
        page.locator(f"[name={name}]").evaluate("(field, value) => { field.value = value; }", value)
    page.locator("form.form").evaluate("form => form.requestSubmit()")
    read_receipt(page)
    assert IntakeSubmission.objects.get().spam_signs == ""


def test_form_without_a_worker_is_sent_all_the_same(live_server, open_page, district):
    page = open_page(**PHONE)
    page.route("**/proof_worker*.js", lambda route: route.fulfill(status=404))
    page.goto(f"{live_server.url}{district.page.url}intake/")
    fill_form(page, **MATTER)
    page.get_by_role("button", name="提交意见").click()
    read_receipt(page)
    assert IntakeSubmission.objects.get().spam_signs == "haste"
