"""On a phone: somebody follows a matter that is handled already, confirms by the link in the mail, and ends it."""

import pytest
from django.core import mail
from playwright.sync_api import expect

from cms.notices.models import Subscription
from cms.notices.sending import send_waiting
from forms.services.matters import show
from tests.browser.district import District
from tests.browser.steps import faults, faults_in_both_languages
from tests.cms.notices.following import path_in
from tests.factories.forms import publish_matter

PHONE = {"width": 360, "height": 740}
MAIL = "wang@example.com"


@pytest.fixture
def matter(site):
    venue = District().station
    return publish_matter(
        title="巷口又有一盏路灯坏了", said="刚修好的路灯旁边又坏了一盏，晚上看不见。", place="皮市街",
        venue=venue, progress="underway", done="", done_by="",
    )  # fmt: skip


def answer(matter) -> None:
    source = matter.source_type.model_class().objects.get(pk=matter.source_pk)
    texts = {"title": matter.title, "said": matter.said, "done": "灯换好了，亮了。", "done_by": "示例城管局"}
    show(source=source, site=matter.site, venue=matter.venue, progress="done", **texts)


def is_narrow(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_matter_is_followed_and_ended_on_a_phone(live_server, open_page, matter, shoot):
    page = open_page(**PHONE, bypass_csp=True)
    page.goto(f"{live_server.url}/matters/{matter.code}/#follow")
    form = page.locator("#follow")
    expect(form).to_be_in_viewport()
    shoot(page, "follow-360")
    assert faults_in_both_languages(page) == []

    form.get_by_label("邮箱").fill("wang.example.com")
    form.get_by_role("button", name="发确认链接给我").click()
    expect(page.locator(".error-summary")).to_contain_text("看不出是邮箱")
    expect(form.get_by_label("邮箱")).to_have_value("wang.example.com")
    expect(page.locator(".error-summary")).to_be_in_viewport()
    assert faults(page) == []
    assert is_narrow(page)
    shoot(page, "follow-error-360")

    form.get_by_label("邮箱").fill(MAIL)
    form.get_by_role("button", name="发确认链接给我").click()
    expect(form.get_by_role("status")).to_contain_text("请打开收到的确认链接")
    expect(form).to_be_in_viewport()
    assert faults(page) == []
    shoot(page, "follow-asked-360")

    send_waiting()
    page.goto(live_server.url + path_in(mail.outbox[0].body))
    expect(page.get_by_role("main")).to_contain_text(matter.title)
    page.get_by_role("button", name="确认，要通知").click()
    expect(page.locator("h1")).to_have_text("通知开好了")

    answer(matter)
    send_waiting()
    told = mail.outbox[1]
    assert told.subject == f"{matter.title}：有答复了"
    page.goto(live_server.url + path_in(told.body))
    expect(page.get_by_role("main")).to_contain_text("灯换好了，亮了。")
    shoot(page, "follow-answered-360")

    page.goto(live_server.url + path_in(told.extra_headers["List-Unsubscribe"].strip("<>")))
    page.get_by_role("button", name="改成每天最多一封").click()
    expect(page.get_by_role("status")).to_contain_text("一天最多一封")
    assert faults(page) == []
    page.get_by_role("button", name="关掉通知").click()
    expect(page.locator("h1")).to_have_text("通知关掉了")
    shoot(page, "follow-ended-360")
    assert bytes(Subscription.objects.get().ciphertext) == b""


def test_matter_is_followed_without_javascript(live_server, open_page, matter):
    page = open_page(**PHONE, java_script_enabled=False)
    page.goto(f"{live_server.url}/matters/{matter.code}/")
    page.get_by_label("邮箱").fill(MAIL)
    page.get_by_role("button", name="发确认链接给我").click()
    expect(page.get_by_role("status")).to_contain_text("请打开收到的确认链接")
    assert Subscription.objects.get().is_asked
