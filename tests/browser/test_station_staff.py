"""The head of a station keeps its page and its reception schedule, and touches nothing of another station's."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from liaison_pages.models import Reception
from tests.browser.district import District
from tests.browser.steps import press_in_form, sign_in

INTRODUCTION = "门口有一张长椅，坐下慢慢说。"
NOTICE = "周六上午停电，接待改在隔壁。"


@pytest.fixture
def district(site) -> District:
    return District()


@pytest.fixture
def head(live_server, open_page, district) -> Page:
    """The window of the station's head, who has signed in."""
    return sign_in(open_page(), live_server.url, "head")


@pytest.fixture
def public(open_page) -> Page:
    """A visitor's window beside it."""
    return open_page(width=390)


def add_notice(page: Page, title: str) -> None:
    """Put a notice into the page's content, the StreamField."""
    body = page.locator("[data-contentpath=body]").first
    body.get_by_role("button", name="插入区块").first.click()
    page.get_by_role("option", name="公告").click()
    body.get_by_label("标题").fill(title)
    text = body.locator(".public-DraftEditor-content")
    text.click()
    text.press_sequentially("请从侧门进。")


def choose_action(page: Page, name: str) -> None:
    """An action of the editor's footer that waits behind its toggle."""
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    page.locator(f"[name={name}]").click()


def expect_message(page: Page, text: str) -> None:
    expect(page.locator(".messages")).to_contain_text(text)


def test_head_edits_previews_publishes_and_takes_the_page_back(live_server, district, head, public):
    editor = f"{live_server.url}/admin/pages/{district.page.pk}/edit/"
    address = live_server.url + district.page.url

    # What is written shows in the preview.
    head.goto(editor)
    head.locator("[name=introduction]").fill(INTRODUCTION)
    add_notice(head, NOTICE)
    head.get_by_role("button", name="预览").first.click()
    preview = head.frame_locator("[data-w-preview-target=iframe]:not([hidden])").first
    expect(preview.locator(".lead")).to_have_text(INTRODUCTION)

    # A draft changes nothing for the public.
    head.keyboard.press("Control+s")
    expect(head.locator("[name=introduction]")).to_have_value(INTRODUCTION)
    head.goto(editor)
    expect(head.locator("[name=introduction]")).to_have_value(INTRODUCTION)
    public.goto(address)
    expect(public.locator("main")).not_to_contain_text(NOTICE)

    # Published, it is there; the history names who did it.
    choose_action(head, "action-publish")
    expect_message(head, "发布")
    public.reload()
    expect(public.locator(".lead")).to_have_text(INTRODUCTION)
    expect(public.locator("main")).to_contain_text(NOTICE)
    head.goto(f"{live_server.url}/admin/pages/{district.page.pk}/history/")
    expect(head.locator("main table")).to_contain_text("示例站长")

    # And it can be taken back.
    head.goto(editor)
    expect(head.locator("[name=action-publish]")).to_be_attached()
    head.goto(f"{live_server.url}/admin/pages/{district.page.pk}/unpublish/")
    head.locator("main form [type=submit]").click()
    expect_message(head, "取消发布")
    assert public.reload().status == 404


def test_head_moves_a_reception_from_the_page_editor(live_server, district, head, public):
    new_day = timezone.localdate() + timedelta(days=16)

    head.goto(f"{live_server.url}/admin/pages/{district.page.pk}/edit/")
    head.get_by_role("navigation", name="这个家站点").get_by_role("link", name="接待安排").click()
    head.get_by_role("row").filter(has_text="巷口停车").get_by_role("link", name="改期").click()
    head.locator("[name=date]").fill(new_day.isoformat())
    head.locator("[name=reason]").fill("场地维修")
    head.keyboard.press("Escape")  # the calendar that the date field opens
    press_in_form(head, "确定改期")
    expect(head.get_by_role("row").filter(has_text="巷口停车")).to_contain_text("场地维修")

    reception = Reception.objects.get(topic="巷口停车")
    assert (reception.date, reception.status, reception.reason) == (new_day, "moved", "场地维修")
    public.goto(live_server.url + district.page.url)
    expect(public.locator("main")).to_contain_text("改期")
    expect(public.locator("main")).to_contain_text("场地维修")


def test_head_cannot_open_another_station_s_screens(live_server, district, head):
    foreign, before = district.foreign_page, district.foreign_page.latest_revision_id
    head.goto(f"{live_server.url}/admin/")
    addresses = [
        f"/admin/pages/{foreign.pk}/edit/",
        f"/admin/pages/{foreign.pk}/history/",
        f"/admin/venues/{foreign.venue_id}/rota/",
        f"/admin/venues/{foreign.venue_id}/roster/",
    ]
    statuses = {address: head.goto(live_server.url + address).status for address in addresses}
    assert {address: status for address, status in statuses.items() if status not in {403, 404}} == {}
    foreign.refresh_from_db()
    assert foreign.latest_revision_id == before
