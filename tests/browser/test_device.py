"""
A resident's phone keeps what is written: over a closed tab, without a network, until it is sent, and sent once.

The windows of one test share what the phone keeps; a closed one is opened anew in the same context.
"""

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from forms import tokens
from forms.models import IntakeSubmission
from liaison_pages.models import DistrictSettings
from tests.browser.district import District
from tests.browser.steps import faults, faults_in_both_languages, fill_form, read_receipt

PHONE = {"width": 360, "height": 740}
MATTER = {"content": "巷口的路灯坏了三天，晚上看不见台阶。", "place": "皮市街 45 号巷口"}
SUBMIT = re.compile(r"/say/\d+/$")


@pytest.fixture
def district(site) -> District:
    return District()


@pytest.fixture
def address(live_server, district) -> str:
    return f"{live_server.url}{district.page.url}intake/"


def photo(width: int, height: int, name: str = "路灯.jpg", **options) -> dict:
    """A noisy picture, as large as a camera's, for an input of files."""
    content = io.BytesIO()
    Image.effect_noise((width, height), 40).convert("RGB").save(content, "JPEG", quality=92, **options)
    return {"name": name, "mimeType": "image/jpeg", "buffer": content.getvalue()}


def write(page: Page, address: str, **more) -> None:
    page.goto(address)
    fill_form(page, **{**MATTER, **more})


def submit(page: Page) -> None:
    page.get_by_role("button", name="提交意见").click()


def kept(page: Page, start: str = "") -> list:
    """The keys of what the phone keeps."""
    return page.evaluate(
        """(start) => new Promise((resolve) => {
            const request = indexedDB.open("liaison", 1);
            request.onsuccess = () => {
                const keys = request.result.transaction("kept").objectStore("kept").getAllKeys();
                keys.onsuccess = () => resolve(keys.result.filter((key) => key.startsWith(start)));
            };
        })""",
        start,
    )


def until_kept(page: Page, start: str) -> None:
    """Wait until something is kept: a typed word is, after a moment."""
    for _ in range(50):
        if kept(page, start):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"nothing is kept below {start}")


def until_ticked(page: Page, name: str) -> None:
    """Wait until what is kept of the form has this tick."""
    fields = """() => new Promise((resolve) => {
        const request = indexedDB.open("liaison", 1);
        request.onsuccess = () => {
            const rows = request.result.transaction("kept").objectStore("kept").getAll();
            rows.onsuccess = () => resolve(rows.result.flatMap((row) => row.fields ?? []).map((field) => field[0]));
        };
    })"""
    for _ in range(50):
        if name in page.evaluate(fields):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{name} is not kept")


def until_nothing_is_kept(page: Page) -> None:
    for _ in range(50):
        if not kept(page):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"still kept: {kept(page)}")


def remember(page: Page) -> None:
    page.get_by_role("button", name="记在这台手机上").click()
    expect(page.locator("[data-state=kept]")).to_be_focused()


def reopened(page: Page, address: str) -> Page:
    """The tab closed, and the address opened in another."""
    context = page.context
    page.close()
    page = context.new_page()
    page.goto(address)
    return page


# --- What was typed --------------------------------------------------------------------------------------------------


def test_what_was_typed_survives_a_closed_tab_until_it_is_sent(address, open_page, shoot):
    page = open_page(**PHONE, bypass_csp=True)
    write(page, address)
    page.get_by_label("怎么告诉您结果").fill("13900000000")
    page.get_by_text("再补充一些").click()
    page.get_by_label("照片").set_input_files([photo(400, 300)])
    page.get_by_label("可以隐去我的信息").check()
    until_kept(page, "photos/")
    until_ticked(page, "publish_consent")

    page = reopened(page, address)
    expect(page.locator(".restored")).to_contain_text("上次写的还在")
    expect(page.get_by_label("什么事")).to_have_value(MATTER["content"])
    expect(page.get_by_label("怎么告诉您结果")).to_have_value("13900000000")
    expect(page.get_by_label("可以隐去我的信息")).to_be_checked()
    expect(page.locator(".photo")).to_have_count(1)
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    shoot(page, "restored-360")
    submit(page)
    read_receipt(page)
    until_nothing_is_kept(page)
    submission = IntakeSubmission.objects.get()
    assert (submission.photos.count(), submission.publish_consent, submission.spam_signs) == (1, True, "")
    page.go_back()
    expect(page.get_by_label("什么事")).to_have_count(0)


def test_words_are_kept_where_the_browser_has_no_database(address, open_page):
    page = open_page(**PHONE)
    page.context.add_init_script("Object.defineProperty(window, 'indexedDB', { value: undefined })")
    write(page, address)
    page.wait_for_timeout(600)
    page = reopened(page, address)
    expect(page.locator(".restored")).to_be_visible()
    expect(page.get_by_label("什么事")).to_have_value(MATTER["content"])
    page.context.set_offline(True)
    submit(page)
    expect(page.locator(".letter")).to_contain_text("有网就自动发出")
    page.context.set_offline(False)
    read_receipt(page)
    assert IntakeSubmission.objects.count() == 1


def test_photos_that_cannot_be_kept_stay_on_the_page(address, open_page):
    page = open_page(**PHONE)
    page.context.add_init_script("Object.defineProperty(window, 'indexedDB', { value: undefined })")
    write(page, address)
    page.get_by_text("再补充一些").click()
    page.get_by_label("照片").set_input_files([photo(400, 300)])
    expect(page.locator(".photo canvas")).to_have_count(1)
    page.context.set_offline(True)
    submit(page)
    expect(page.get_by_role("alert").last).to_contain_text("没有存下来")
    page.context.set_offline(False)
    submit(page)
    read_receipt(page)
    assert IntakeSubmission.objects.get().photos.count() == 1


def test_what_was_typed_can_be_cleared(address, open_page):
    page = open_page(**PHONE)
    write(page, address)
    until_kept(page, "draft/")
    page = reopened(page, address)
    page.get_by_role("button", name="清空").click()
    expect(page.get_by_label("什么事")).to_have_value("")
    expect(page.locator(".restored")).to_have_count(0)
    until_nothing_is_kept(page)


def test_nothing_is_kept_on_a_shared_computer(address, open_page, shoot):
    page = open_page(**PHONE, bypass_csp=True)
    write(page, address)
    until_kept(page, "draft/")
    page.get_by_label("这是公用的").check()
    expect(page.locator(".kept__off")).to_be_visible()
    assert faults(page) == []
    page.get_by_label("在哪里").fill("别处")
    page.wait_for_timeout(600)
    assert kept(page) == []
    page.context.set_offline(True)
    submit(page)
    expect(page.get_by_role("alert")).to_contain_text("没有存下来")
    assert kept(page) == []
    shoot(page, "shared-offline-360")
    page.context.set_offline(False)
    submit(page)
    read_receipt(page)
    expect(page.get_by_role("button", name="记在这台手机上")).to_be_hidden()

    page = reopened(page, address)
    expect(page.get_by_label("这是公用的")).to_be_checked()
    expect(page.get_by_label("什么事")).to_have_value("")


def test_what_was_typed_goes_after_some_days_and_at_once_where_the_district_wants_none(address, open_page):
    page = open_page(**PHONE)
    page.clock.install()
    write(page, address)
    page.clock.run_for(1000)
    until = kept(page, "draft/")
    assert len(until) == 1
    page.clock.fast_forward(8 * 24 * 60 * 60 * 1000)  # eight days
    page.reload()
    expect(page.locator("[data-kept]")).to_be_visible()
    expect(page.get_by_label("什么事")).to_have_value("")
    assert kept(page) == []

    DistrictSettings.objects.update(draft_days=0)
    page = reopened(page, address)
    fill_form(page, **MATTER)
    page.wait_for_timeout(600)
    assert kept(page) == []
    expect(page.locator("[data-kept]")).to_be_hidden()


# --- Without a network -----------------------------------------------------------------------------------------------


def test_handed_in_without_a_network_it_waits_over_a_closed_tab_and_is_sent_once(address, open_page, shoot):
    page = open_page(**PHONE, bypass_csp=True)
    write(page, address)
    page.get_by_text("再补充一些").click()
    page.get_by_label("照片").set_input_files([photo(400, 300)])
    page.context.set_offline(True)
    submit(page)
    letter = page.locator(".letter")
    expect(letter).to_contain_text("有网就自动发出")
    expect(letter).to_be_focused()
    expect(page.get_by_label("什么事")).to_be_hidden()
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    shoot(page, "waiting-360")
    assert IntakeSubmission.objects.count() == 0

    page.context.set_offline(False)
    page = reopened(page, address.split("/venues")[0] + "/status/")  # any page of the site
    expect(page.locator(".letter")).to_contain_text("发出去了")
    assert faults(page) == []
    shoot(page, "sent-360")
    number = page.locator(".letter .number").inner_text()
    page.goto(address)  # the receipt waits until it was seen
    page.get_by_role("link", name="打开收据").click()
    assert read_receipt(page)[0] == number
    until_nothing_is_kept(page)
    submission = IntakeSubmission.objects.get()
    assert (submission.number, submission.content, submission.photos.count()) == (number, MATTER["content"], 1)
    assert submission.spam_signs == ""


def test_page_that_stays_open_goes_to_the_receipt_when_the_network_returns(address, open_page):
    page = open_page(**PHONE)
    write(page, address)
    page.context.set_offline(True)
    submit(page)
    expect(page.locator(".letter")).to_contain_text("有网就自动发出")
    page.context.set_offline(False)
    number, _code = read_receipt(page)
    assert IntakeSubmission.objects.get().number == number


def test_answer_lost_after_acceptance_leads_to_the_same_receipt(address, open_page):
    page = open_page(**PHONE)
    write(page, address)
    lost = []

    def lose_the_answer(route):
        if not lost:
            lost.append(route.fetch(max_redirects=0).headers["location"])
            route.abort()
        else:
            route.continue_()

    page.context.route(SUBMIT, lose_the_answer)
    submit(page)
    expect(page.locator(".letter")).to_contain_text("还没有发出")
    page.get_by_role("button", name="现在就试一次").click()
    number, code = read_receipt(page)
    assert lost == [f"/s/{number}/{code}/?new=1"]
    assert IntakeSubmission.objects.get().number == number


def test_letter_whose_token_expired_gets_another_and_solves_its_riddle(address, open_page, monkeypatch):
    page = open_page(**PHONE)
    write(page, address)
    page.context.set_offline(True)
    submit(page)
    expect(page.locator(".letter")).to_be_visible()
    monkeypatch.setattr(tokens, "MAX_AGE_SECONDS", 2)
    page.wait_for_timeout(3000)
    page.context.set_offline(False)
    read_receipt(page)
    assert IntakeSubmission.objects.get().spam_signs == ""


@pytest.mark.parametrize("has_locks", [True, False])
def test_two_windows_send_once(address, open_page, has_locks):
    page = open_page(**PHONE)
    if not has_locks:  # the token alone makes two sendings one submission
        page.context.add_init_script("Object.defineProperty(navigator, 'locks', { value: undefined })")
    write(page, address)
    page.context.set_offline(True)
    submit(page)
    expect(page.locator(".letter")).to_be_visible()
    posts = []
    page.context.on("request", lambda request: posts.append(request) if request.method == "POST" else None)
    other = page.context.new_page()
    page.context.set_offline(False)
    other.goto(address)
    read_receipt(page)
    expect(other.locator(".letter").or_(other.locator(".receipt"))).to_be_visible()
    assert not has_locks or len(posts) == 1
    assert IntakeSubmission.objects.count() == 1


def test_same_words_sent_from_two_windows_count_once(address, open_page):
    page = open_page(**PHONE)
    write(page, address)
    until_kept(page, "draft/")
    other = page.context.new_page()
    other.goto(address)
    expect(other.locator(".restored")).to_be_visible()
    submit(page)
    receipt = read_receipt(page)
    submit(other)
    assert read_receipt(other) == receipt
    assert IntakeSubmission.objects.get().spam_signs == ""


def test_letter_with_a_fault_comes_back_to_be_changed(address, open_page, shoot):
    page = open_page(**PHONE, bypass_csp=True)
    write(page, address)
    page.get_by_label("怎么告诉您结果").fill("打我电话")
    page.context.set_offline(True)
    submit(page)
    expect(page.locator(".letter")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_role("alert")).to_contain_text("怎么告诉您结果：看不出")
    assert faults(page) == []
    shoot(page, "returned-360")
    expect(page.get_by_label("什么事")).to_have_value(MATTER["content"])
    page.get_by_label("怎么告诉您结果").fill("13900000000")
    submit(page)
    read_receipt(page)
    assert IntakeSubmission.objects.count() == 1


def test_letter_can_be_taken_back_and_another_written(address, open_page):
    page = open_page(**PHONE)
    write(page, address)
    page.context.set_offline(True)
    submit(page)
    page.get_by_role("button", name="再写一件").click()
    expect(page.get_by_label("什么事")).to_have_value("")
    fill_form(page, content="楼道灯不亮。", place="3 号楼")
    page.get_by_role("button", name="改一改").click()
    expect(page.get_by_role("alert")).to_contain_text("正写着另一件")
    submit(page)
    expect(page.locator(".letter")).to_have_count(2)
    page.get_by_role("button", name="改一改").first.click()
    expect(page.get_by_label("什么事")).to_have_value(MATTER["content"])
    expect(page.locator(".letter")).to_have_count(1)
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="不发了").click()
    expect(page.locator(".letter")).to_have_count(0)
    page.context.set_offline(False)
    submit(page)
    read_receipt(page)
    assert IntakeSubmission.objects.get().content == MATTER["content"]


# --- What the server says --------------------------------------------------------------------------------------------


def test_what_is_wrong_is_told_at_the_field_and_photos_stay(address, open_page, shoot):
    page = open_page(**PHONE, bypass_csp=True)
    write(page, address)
    page.get_by_label("在哪里").fill("")
    page.get_by_text("再补充一些").click()
    page.get_by_label("照片").set_input_files([photo(400, 300)])
    submit(page)
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator(".error-summary")).not_to_contain_text("照片")
    expect(page.locator(".photo")).to_have_count(1)
    assert faults(page) == []
    shoot(page, "corrected-360")
    page.get_by_label("在哪里").fill(MATTER["place"])
    submit(page)
    read_receipt(page)
    assert IntakeSubmission.objects.get().photos.count() == 1


@pytest.mark.parametrize("status", [409, 413, 429])
def test_what_the_server_refuses_stays_in_the_form(address, open_page, status):
    page = open_page(**PHONE)
    write(page, address)
    html = '<main><div class="message"><p>现在不收。</p></div></main>'
    headers = {"Retry-After": "90", "Content-Type": "text/html; charset=utf-8"}
    page.context.route(SUBMIT, lambda route: route.fulfill(status=status, headers=headers, body=html))
    submit(page)
    expect(page.get_by_role("alert").first).to_contain_text("现在不收。")
    expect(page.get_by_role("alert").last).to_contain_text("2 分钟")
    expect(page.get_by_label("什么事")).to_have_value(MATTER["content"])
    page.context.unroute(SUBMIT)
    submit(page)
    read_receipt(page)


def test_flood_is_asked_to_come_back_and_loses_neither_words_nor_photos(address, open_page, settings):
    settings.LIMITS = {**settings.LIMITS, "intake.address": "1/day"}
    page = open_page(**PHONE, bypass_csp=True)
    write(page, address)
    submit(page)
    read_receipt(page)
    write(page, address, content="楼道灯不亮。")
    page.get_by_text("再补充一些").click()
    page.get_by_label("照片").set_input_files([photo(400, 300)])
    submit(page)
    expect(page.get_by_role("alert").first).to_contain_text("提交得太密")
    expect(page.get_by_role("main")).not_to_contain_text("照片要重新选")
    expect(page.get_by_label("什么事")).to_have_value("楼道灯不亮。")
    expect(page.locator(".photo")).to_have_count(1)
    assert faults(page) == []

    # Handed in without a network, it waits on.
    page.context.set_offline(True)
    submit(page)
    expect(page.locator(".letter")).to_be_visible()
    page.context.set_offline(False)
    expect(page.locator(".letter [data-slot=failed]")).to_be_visible()
    assert IntakeSubmission.objects.count() == 1


# --- Photos ----------------------------------------------------------------------------------------------------------


def test_photos_are_made_small_before_they_are_sent(address, open_page, shoot):
    page = open_page(**PHONE, bypass_csp=True)
    write(page, address)
    page.get_by_text("再补充一些").click()
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held upright
    exif[0x010F] = "示例相机"
    large = photo(3600, 2400, exif=exif)
    odd = {"name": "扫描.heic", "mimeType": "image/heic", "buffer": b"no browser reads this"}
    page.get_by_label("照片").set_input_files([large, photo(300, 200, "小.jpg"), odd])
    expect(page.locator(".photo")).to_have_count(3)
    expect(page.locator(".photo [data-slot=waiting]:visible")).to_have_count(0)
    expect(page.locator(".photo canvas")).to_have_count(2)
    assert faults(page) == []
    shoot(page, "photos-360")
    page.get_by_role("button", name="拿掉 小.jpg").click()
    page.get_by_role("button", name="拿掉 扫描.heic").click()

    with page.expect_request(SUBMIT) as sent:
        submit(page)
    read_receipt(page)
    body = sent.value.post_data_buffer
    start = body.index(b"\xff\xd8\xff")
    with Image.open(io.BytesIO(body[start:])) as arrived:
        assert arrived.size == (1333, 2000)
        assert not arrived.getexif()
    assert len(body) < len(large["buffer"]) / 2
    assert IntakeSubmission.objects.get().photos.count() == 1


def test_seventh_photo_is_not_added(address, open_page):
    page = open_page(**PHONE)
    page.goto(address)
    page.get_by_text("再补充一些").click()
    page.get_by_label("照片").set_input_files([photo(60, 40, f"{number}.jpg") for number in range(7)])
    expect(page.locator(".photo")).to_have_count(6)
    expect(page.locator(".photos [role=alert]")).to_contain_text("张数够了")


def test_sending_shows_how_far_it_is_and_can_be_stopped(address, open_page, shoot):
    page = open_page(**PHONE, bypass_csp=True)
    write(page, address)
    hanging = []
    page.context.route(SUBMIT, lambda route: hanging.append(route))
    submit(page)
    expect(page.locator(".sending progress")).to_be_visible()
    expect(page.locator(".sending [role=status]")).to_contain_text("正在发出")
    assert faults(page) == []
    shoot(page, "sending-360")
    page.get_by_role("button", name="停下").click()
    expect(page.get_by_role("alert")).to_contain_text("停下了")
    assert IntakeSubmission.objects.count() == 0
    hanging[0].abort()
    page.context.unroute(SUBMIT)
    submit(page)
    read_receipt(page)
    assert IntakeSubmission.objects.count() == 1


# --- My matters ------------------------------------------------------------------------------------------------------


def test_matter_is_remembered_only_when_asked_and_can_be_taken_away(live_server, address, open_page, shoot):
    page = open_page(**PHONE, bypass_csp=True)
    write(page, address)
    submit(page)
    receipt = read_receipt(page)
    assert kept(page) == []
    shoot(page, "remember-360")
    remember(page)
    assert faults(page) == []
    write(page, address, content="楼道灯不亮。")
    submit(page)
    read_receipt(page)
    remember(page)

    page = reopened(page, f"{live_server.url}/status/")
    expect(page.get_by_role("main")).to_contain_text("记着 2 件")
    page.get_by_role("link", name="看我的意见").click()
    expect(page.locator(".mine__one")).to_have_count(2)
    expect(page.locator(".mine__one").last).to_contain_text("路灯坏了三天")
    expect(page.locator(".mine__one").last).to_contain_text("等人接手")
    assert faults_in_both_languages(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    shoot(page, "mine-360")
    page.get_by_role("link", name="路灯坏了三天").click()
    expect(page.locator(".page-head")).to_contain_text(receipt[0])
    expect(page.get_by_role("button", name="不记了")).to_be_visible()
    page.go_back()

    page.get_by_role("button", name=f"拿掉 {receipt[0]}").click()
    expect(page.locator(".mine__one")).to_have_count(1)
    page.get_by_role("button", name="拿掉").click()
    expect(page.locator("[data-mine-none]")).to_be_visible()
    until_nothing_is_kept(page)


def test_matters_are_all_taken_away_at_once(live_server, address, open_page):
    page = open_page(**PHONE)
    for content in ("路灯", "楼道灯"):
        write(page, address, content=content)
        submit(page)
        read_receipt(page)
        remember(page)
    page.goto(f"{live_server.url}/s/mine/")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="全部拿掉").click()
    expect(page.locator("[data-mine-none]")).to_be_visible()
    until_nothing_is_kept(page)


def test_without_a_script_the_list_says_what_to_do_instead(live_server, district, open_page):
    page = open_page(**PHONE, java_script_enabled=False)
    page.goto(f"{live_server.url}/s/mine/")
    expect(page.get_by_role("main")).to_contain_text("编号和查询码照样能查")
    page.get_by_role("main").get_by_role("link", name="查进度").last.click()
    expect(page.locator("h1")).to_contain_text("查一查")
