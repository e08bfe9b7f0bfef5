"""
The pictures that the docs show, of the demo district. `make screenshots` takes them; other runs have no use for them.

What a picture shows is held by the other tests of this folder; here each page only has to answer and to fit.
"""

import os
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from cms import demo
from forms.models import IntakeSubmission, PublicMatter
from liaison_pages.models import VenuePage
from plugins.suggestions.models import Suggestion
from tests.browser import steps

pytestmark = pytest.mark.skipif("SCREENSHOT_DIR" not in os.environ, reason="make screenshots takes the pictures")

STATION = "琼花观社区代表联络站"
WINDOWS = {360: 760, 1280: 900}
LONGEST = 1700  # pixels: a list of 160 venues is cut off here


class Photographer:
    """Goes to a page of the demo, as somebody or as nobody, and takes a picture of it."""

    def __init__(self, page: Page, base: str, shoot, manifest: dict):
        self.page, self.base, self.shoot, self.manifest = page, base, shoot, manifest
        self.width = page.viewport_size["width"]

    def go(self, address: str) -> None:
        answer = self.page.goto(self.base + urlsplit(address).path)
        assert (address, answer.status) == (address, 200)

    def keep(self, name: str) -> None:
        expect(self.page.locator("main").first).to_be_visible()
        sticks = self.page.locator(".bottom-bar").is_visible()  # it would stand amid a picture of the whole page
        self.shoot(self.page, f"{name}-{self.width}", full_page=not sticks, longest=LONGEST)

    def take(self, name: str, address: str) -> None:
        self.go(address)
        self.keep(name)

    def status_url(self, submission: IntakeSubmission) -> str:
        return next(row["status_url"] for row in self.manifest["submissions"] if row["number"] == submission.number)

    def sign_in(self, username: str) -> None:
        self.page.context.clear_cookies()
        steps.sign_in(self.page, self.base, username, demo.PASSWORD)


def take_public(photographer: Photographer) -> None:
    station = VenuePage.objects.get(title=STATION)
    answered = Suggestion.objects.filter(state="closed").earliest("number")
    photographer.take("home", "/")
    photographer.take("directory", "/venues/")
    photographer.take("venue", station.url)
    photographer.take("deputy", f"/deputies/{station.venue.memberships.first().deputy.code}/")
    photographer.take("suggestion", f"/suggestions/{answered.session.slug}/{answered.number}/")
    photographer.take("status", photographer.status_url(answered.submissions.first()))
    matter = PublicMatter.objects.filter(is_public=True, progress="done").latest("pk")
    photographer.take("matter", f"/matters/{matter.code}/")
    photographer.take("intake", f"{station.url}intake/")
    page = photographer.page
    page.get_by_label("在哪里").fill("皮市街 45 号巷口")
    page.get_by_role("button", name="提交意见").click()
    expect(page.get_by_role("alert")).to_be_visible()
    photographer.keep("intake-error")
    page.get_by_label("什么事").fill("巷口的路灯坏了三天，晚上看不见台阶。希望尽快修好。")
    page.get_by_role("button", name="提交意见").click()
    steps.read_receipt(page)
    expect(page.get_by_role("button", name="记在这台手机上")).to_be_visible()
    photographer.keep("receipt")


def take_device(photographer: Photographer) -> None:
    """What the phone keeps: from the receipt that was just shown to a letter that waits for a network."""
    page = photographer.page
    page.get_by_role("button", name="记在这台手机上").click()
    expect(page.locator("[data-state=kept]")).to_be_focused()
    photographer.go("/s/mine/")
    expect(page.locator(".mine__one")).to_be_visible()
    photographer.keep("mine")
    photographer.go(f"{VenuePage.objects.get(title=STATION).url}intake/")
    steps.fill_form(page, content="过街的绿灯太短，老人走不到一半就变灯了。", place="琼花观路口")
    page.context.set_offline(True)
    page.get_by_role("button", name="提交意见").click()
    expect(page.locator(".letter")).to_be_focused()
    photographer.keep("waiting")
    page.close()  # and with it the network's absence; any other page sends it
    page.context.set_offline(False)
    photographer.page = page.context.new_page()
    photographer.go("/status/")
    expect(photographer.page.locator(".letter .number")).to_be_visible()
    photographer.keep("sent")


def take_staff(photographer: Photographer) -> None:
    station = VenuePage.objects.get(title=STATION)
    photographer.take("login", "/admin/login/")
    photographer.sign_in("office")
    photographer.take("queue", "/admin/submissions/")
    screening = IntakeSubmission.objects.filter(state="screening", claimed_by=None).first()
    photographer.take("submission", f"/admin/submissions/{screening.pk}/")
    accepted = IntakeSubmission.objects.filter(state="accepted", claimed_by=None).first()
    photographer.take("escalate", f"/admin/submissions/{accepted.pk}/move/submission.escalate/")
    replied = Suggestion.objects.filter(state="replied").earliest("number")
    photographer.take("suggestion-staff", f"/admin/suggestions/{replied.pk}/")
    photographer.take("late", "/admin/late/")
    photographer.take("notice-template", "/admin/notices/templates/submission.refer/mail/zh-hans/")
    photographer.sign_in("clerk")
    take_on_behalf(photographer, f"/admin/submissions/register/{station.venue_id}/")
    photographer.sign_in("head")
    photographer.take("page-editor", f"/admin/pages/{station.pk}/edit/")
    hub = f"/admin/venues/{station.venue_id}"
    photographer.take("rota", f"{hub}/rota/")
    photographer.take("roster", f"{hub}/roster/")
    photographer.take("wall", f"{hub}/wall/")


def take_notice(base: str, page: Page) -> None:
    """A sheet of paper has one size only."""
    code = VenuePage.objects.get(title=STATION).venue.code
    pdf = page.request.get(f"{base}/venues/{code}/notice.pdf").body()
    target = Path(os.environ["SCREENSHOT_DIR"]) / "notice-a4"
    command = ["pdftoppm", "-png", "-singlefile", "-r", "100", "-", str(target)]
    subprocess.run(command, input=pdf, check=True)


def take_on_behalf(photographer: Photographer, address: str) -> None:
    page = photographer.page
    photographer.go(address)
    page.get_by_label("来访").check()
    page.get_by_label("什么事").fill("过街的绿灯太短，老人走不到一半就变灯了。希望延长几秒。")
    page.get_by_label("在哪里").fill("琼花观路口")
    page.get_by_label("已告诉本人").check()
    photographer.keep("on-behalf")
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.get_by_role("button", name="打印收据")).to_be_focused()
    photographer.keep("on-behalf-receipt")


def test_pictures_for_the_docs(live_server, open_page, shoot):
    manifest = demo.describe(demo.build(seed=2026, progress=lambda message: None))
    for width, height in WINDOWS.items():
        photographer = Photographer(open_page(width=width, height=height), live_server.url, shoot, manifest)
        take_public(photographer)
        take_device(photographer)
        take_staff(photographer)
    take_notice(live_server.url, photographer.page)
