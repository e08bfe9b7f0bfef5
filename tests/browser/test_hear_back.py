"""A resident with a phone hears back: adds, rates, says that nothing is solved, withdraws. Without a script, too."""

import uuid

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from cms.kernel.actors import Staff
from cms.kernel.perform import perform
from forms import codes
from forms.models import IntakeSubmission
from forms.reach import Reach
from forms.services.contacts import store_contact
from forms.views.resident_acts import ACTS
from tests.browser.district import District
from tests.browser.steps import faults, faults_in_both_languages, open_case, sign_in, tab_to
from tests.factories.forms import IntakeSubmissionFactory

PHONE = {"width": 360, "height": 740}
REPLY = {"reply": "已更换灯泡，并登记了台账。", "reply_by": "示例城管局"}


@pytest.fixture
def district(site) -> District:
    return District()


def said(district: District, **kwargs) -> str:
    """The path of the status page of a submission at the station."""
    code = codes.make_code(uuid.uuid4())
    submission = IntakeSubmissionFactory(venue=district.station, code_digest=codes.code_digest(code), **kwargs)
    return f"/s/{submission.number}/{code}/"


def answered(district: District, **kwargs) -> str:
    return said(district, state="answered", replied_at=timezone.now(), due_on=None, **REPLY, **kwargs)


def press(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name).click()


def follow(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("link", name=name, exact=True).click()


def test_axe_finds_nothing_on_the_status_page_in_its_states_and_on_what_can_be_done(live_server, open_page, district):
    page = open_page(**PHONE, bypass_csp=True)
    addresses = {"open": said(district, publish_consent=True), "answered": answered(district)}
    again = answered(district, reopened_count=1, publish_consent=True)
    for slug in ACTS:
        of_answer = again if slug == "review" else addresses["answered"]
        addresses[slug] = (of_answer if slug in ("rate", "unsolved", "review") else addresses["open"]) + f"{slug}/"
    addresses |= {
        "review asked": answered(district, reopened_count=1, review="asked"),
        "rated": answered(district, rating="satisfied") + "?done=rate",
        "reopened": said(district, state="accepted", reopened_count=1),
        "withdrawn": said(district, state="withdrawn"),
        "closed": said(district, state="closed", replied_at=timezone.now(), **REPLY),
    }
    found = {}
    for name, address in addresses.items():
        page.goto(live_server.url + address)
        if problems := faults_in_both_languages(page):
            found[name] = problems
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], name
    assert found == {}


def test_resident_rates_and_reopens_by_keyboard(live_server, open_page, district, shoot):
    page = open_page(**PHONE, bypass_csp=True)
    page.goto(live_server.url + answered(district))

    tab_to(page, page.get_by_role("link", name="评价这次答复"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("button", name="提交评价"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("请选一项")
    assert faults(page) == []
    page.get_by_role("alert").get_by_role("link").press("Enter")
    page.get_by_label("不满意").press("Space")
    page.get_by_label("想说的话").fill("只修了一盏。")
    press(page, "提交评价")
    expect(page.get_by_role("status")).to_contain_text("评价收到了")
    expect(page.get_by_role("main")).to_contain_text("您的评价：不满意")

    follow(page, "还没有解决")
    page.get_by_label("哪里没有解决").fill("巷尾那盏还不亮。")
    press(page, "请站里重新办理")
    expect(page.locator(".now")).to_contain_text("重新办理")
    expect(page.get_by_role("main")).to_contain_text(REPLY["reply"])
    assert faults_in_both_languages(page) == []
    shoot(page, "reopened-360")

    # The head of the station sees it.
    head = sign_in(open_page(), live_server.url, "head")
    open_case(head, live_server.url, IntakeSubmission.objects.get().number)
    for text in ("重新办理 1 次", "只修了一盏。", "巷尾那盏还不亮。", REPLY["reply"]):
        expect(head.locator("main")).to_contain_text(text)


def test_resident_without_javascript_adds_and_withdraws(live_server, open_page, district):
    page = open_page(**PHONE, java_script_enabled=False)
    page.goto(live_server.url + said(district))

    follow(page, "补充情况")
    page.get_by_label("补充什么").fill("今天又灭了一盏。")
    press(page, "提交补充")
    expect(page.get_by_role("main")).to_contain_text("今天又灭了一盏。")

    follow(page, "撤回")
    follow(page, "先不了，回到进度页")
    follow(page, "撤回")
    press(page, "确定撤回")
    expect(page.locator(".now")).to_contain_text("已撤回")
    assert IntakeSubmission.objects.get().state == "withdrawn"


def test_resident_whose_matter_was_answered_meanwhile_keeps_what_was_typed(live_server, open_page, district):
    page = open_page(**PHONE, bypass_csp=True)
    page.goto(live_server.url + said(district, state="accepted"))
    follow(page, "补充情况")
    page.get_by_label("补充什么").fill("今天又灭了一盏。")

    perform([IntakeSubmission.objects.get()], "submission.answer", Staff(district.head), REPLY)
    press(page, "提交补充")

    expect(page.get_by_role("alert")).to_contain_text("今天又灭了一盏。")
    expect(page.locator(".now")).to_contain_text("已答复")
    assert faults(page) == []


@pytest.mark.parametrize("width", [360, 1280])
def test_resident_deletes_the_contact_and_the_head_sees_that_it_is_gone(live_server, open_page, district, shoot, width):
    path = said(district)
    store_contact(submission=IntakeSubmission.objects.get(), reach=Reach("phone", "13800000000"))
    page = open_page(width=width, bypass_csp=True)
    page.goto(live_server.url + path)
    follow(page, "删去联系方式")
    expect(page.get_by_role("main")).to_contain_text("只能凭编号和查询码来看")
    assert faults_in_both_languages(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    shoot(page, f"erase-contact-{width}")
    press(page, "确定删去")
    expect(page.get_by_role("status")).to_contain_text("联系方式删去了")
    expect(page.get_by_role("link", name="删去联系方式")).to_have_count(0)
    shoot(page, f"erased-contact-{width}")

    head = sign_in(open_page(width=width), live_server.url, "head")
    head.goto(f"{live_server.url}/admin/submissions/{IntakeSubmission.objects.get().pk}/")
    expect(head.get_by_role("main")).to_contain_text("删去联系方式")
    expect(head.get_by_role("button", name="查看联系方式")).to_have_count(0)
