"""Staff write down what somebody says who has no phone, and hand over the receipt."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from wagtail.users.models import UserProfile

from cms.kernel.audit import history
from cms.kernel.models import AuditEntry, NumberSeries
from cms.kernel.perform import perform
from cms.notices.models import Notice, Subscription
from forms import codes
from forms.models import IntakeCategory, IntakeField, IntakePage, IntakeSubmission, SubmissionContact
from forms.printed_code import drawn
from forms.tokens import new_token
from liaison_pages.models import Venue
from tests.cms.notices.following import notices
from tests.factories.forms import IntakePageFactory, IntakeSubmissionFactory
from tests.factories.liaison_pages import VenueFactory, VenueMembershipFactory
from tests.factories.photos import photo_with_exif, picture_bytes, upload
from tests.forms.submitting import errors_of, filled, send

pytestmark = pytest.mark.django_db
START = reverse("liaison_queue:register")
CODE = re.compile(r"<dd>(\w{4}(?:-\w{4}){3})</dd>")


@pytest.fixture
def form_page(desks) -> IntakePage:
    return IntakePageFactory(venue=desks.venue)


@pytest.fixture
def clerk(form_page, signed_in):
    return signed_in("clerk")


def register_at(venue) -> str:
    return reverse("liaison_queue:register_at", args=[venue.pk])


def spoken(page: IntakePage, staff, **changed) -> dict:
    """What a browser sends for the filled-in form."""
    token = new_token(page_pk=page.pk, notice_version="1", staff=staff).sign()
    return filled(page, token=token, channel="visit", was_told="on", **changed)


@pytest.fixture
def register(clerk, desks, form_page):
    """`register(reach="…")`: the answer to the clerk's filled-in form."""
    return lambda **changed: clerk.post(register_at(desks.venue), {**spoken(form_page, desks.clerk), **changed})


def test_clerk_registers_with_every_field_and_gets_the_receipt(register, desks, client):
    deputy = VenueMembershipFactory(venue=desks.venue).deputy
    category = IntakeCategory.objects.get(code="roads")
    response = register(
        channel="box",
        reach="139 4728 5163",
        category=category.pk,
        deputy=deputy.code,
        is_anonymous="on",
        publish_consent="on",
        photos=upload(photo_with_exif()),
    )
    submission = IntakeSubmission.objects.get()
    assert (submission.venue, submission.state, submission.channel) == (desks.venue, "screening", "box")
    assert (submission.category, submission.deputy) == (category, deputy)
    assert (submission.is_anonymous, submission.publish_consent, submission.notice_version) == (True, True, "1")
    assert [(photo.width, photo.height) for photo in submission.photos.all()] == [(30, 40)]
    assert b"4728" not in bytes(SubmissionContact.objects.get().ciphertext)

    html = response.content.decode()
    code = CODE.search(html).group(1)
    assert (response.status_code, submission.number in html) == (200, True)
    assert submission.code_digest == codes.code_digest(code)
    assert submission.content in html
    words = strip_tags(html).replace(code, "")  # a code, and what is drawn, may hold any digits
    assert [part for part in ("4728", "5163") if part in words] == []
    assert f"{submission.site.root_url}/status/" in html
    assert response["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    assert client.get(reverse("liaison_forms:status", args=[submission.number, code])).status_code == 200


def test_history_names_the_clerk_the_channel_and_the_notice_and_never_the_code(register, desks, client):
    html = register(channel="phone").content.decode()
    submission = IntakeSubmission.objects.get()
    entry = history(submission).get()
    assert (entry.action, entry.actor_user, entry.data) == (
        "submission.receive",
        desks.clerk,
        {"channel": "phone", "photos": 0, "was_told": True},
    )
    code = CODE.search(html).group(1)
    detail = client.get(reverse("liaison_queue:detail", args=[submission.pk]))
    line = detail.context["history"][0]
    assert (line.title, line.who, line.details) == (
        "代为登记",
        desks.clerk.get_full_name(),
        "电话；已告诉本人怎么处理个人信息",
    )
    assert code not in detail.content.decode()
    assert code not in str(AuditEntry.objects.values()) + str(IntakeSubmission.objects.values())


def test_square_code_on_paper_holds_the_number_and_never_the_code(register, desks):
    html = register().content.decode()
    address = f"{desks.venue.site.root_url}/status/?number={IntakeSubmission.objects.get().number}"
    assert drawn(address) in html
    assert CODE.search(html).group(1) not in address


def test_author_reads_that_the_station_wrote_it_down(register, client):
    code = CODE.search(register().content.decode()).group(1)
    status = client.get(reverse("liaison_forms:status", args=[IntakeSubmission.objects.get().number, code]))
    assert [line.title for line in status.context["timeline"]] == ["站里替您登记了意见"]


def test_second_click_shows_the_same_receipt_and_makes_no_second_one(clerk, desks, form_page):
    data = spoken(form_page, desks.clerk)
    receipts = {CODE.search(clerk.post(register_at(desks.venue), data).content.decode()).group(1) for _ in range(2)}
    assert (len(receipts), IntakeSubmission.objects.count()) == (1, 1)


def test_code_is_not_to_be_had_again_later(clerk, desks, form_page):
    data = spoken(form_page, desks.clerk)
    code = CODE.search(clerk.post(register_at(desks.venue), data).content.decode()).group(1)
    IntakeSubmission.objects.update(created_at=timezone.now() - timedelta(minutes=11))
    again = clerk.post(register_at(desks.venue), data, follow=True)
    submission = IntakeSubmission.objects.get()
    assert again.redirect_chain == [(reverse("liaison_queue:detail", args=[submission.pk]), 302)]
    assert code not in again.content.decode()


@pytest.mark.parametrize("changed", [{"content": "另一件事：楼道堆满纸箱。"}, {"channel": "phone"}])
def test_more_written_with_a_used_form_is_not_lost(clerk, desks, form_page, changed):
    data = spoken(form_page, desks.clerk)
    clerk.post(register_at(desks.venue), data)
    again = clerk.post(register_at(desks.venue), {**data, **changed})
    number = IntakeSubmission.objects.get().number
    assert again.status_code == 422
    assert errors_of(again) == {
        "__all__": [f"您刚才已经交了一件（编号 {number}）。如果这是另一件事，请再点一次“登记”。"]
    }


def test_next_one_keeps_station_and_channel_and_starts_at_the_words(register, desks, client):
    following = register(channel="box").context["next_url"]
    assert following == f"{register_at(desks.venue)}?channel=box"
    form = client.get(following).context["form"]
    assert form["channel"].value() == "box"
    assert [field.name for field in form if field.field.widget.attrs.get("autofocus")] == ["content"]
    first = client.get(register_at(desks.venue)).context["form"]
    assert [field.name for field in first if field.field.widget.attrs.get("autofocus")] == ["channel"]


# --- Bad input ----------------------------------------------------------------------------------------------------

WRONG = {
    "nothing said": ({"content": " "}, {"content": ["请写是什么事，几个字也行"]}),
    "no channel": ({"channel": ""}, {"channel": ["请选是怎么说来的"]}),
    "a channel of residents": ({"channel": "web"}, {"channel": ["请从列表里选"]}),
    "not told": ({"was_told": ""}, {"was_told": ["请先告诉本人，再勾选"]}),
    "null byte": ({"place": "巷口\x00"}, {"place": ["含有不能保存的特殊字符，请删去后再试。"]}),
    "another station's deputy": ({"deputy": "NOBODY"}, {"deputy": ["请从列表里选"]}),
    "seven photos": ({"photos": 7}, {"photos": ["一次最多 6 张照片，您选了 7 张。"]}),
    "no token": ({"token": ""}, {"__all__": ["这张表没有传完整。您写的还在，请再点一次“登记”。"]}),
}


@pytest.mark.parametrize("kind", WRONG)
def test_wrong_field_is_named_and_what_was_typed_stays(register, kind):
    changed, errors = WRONG[kind]
    if isinstance(changed.get("photos"), int):
        changed = {"photos": [upload(picture_bytes()) for _number in range(changed["photos"])]}
    response = register(reach="0514-87000000", **changed)
    assert (response.status_code, errors_of(response)) == (422, errors)
    assert 'value="0514-87000000"' in response.content.decode()
    assert IntakeSubmission.objects.count() == 0


def test_questions_of_the_station_may_stay_unanswered(register, form_page):
    IntakeField.objects.create(page=form_page, label="涉及几户", field_type="number", required=True)
    assert register().status_code == 200
    assert IntakeSubmission.objects.get().answers == []


@pytest.mark.parametrize("kind", ["closed", "unpublished", "out of use", "gone"])
def test_closed_form_takes_nothing_and_keeps_the_words_in_sight(clerk, desks, form_page, kind):
    data = spoken(form_page, desks.clerk, reach="0514-87000000")
    if kind == "closed":
        IntakePage.objects.update(is_open=False)
    elif kind == "unpublished":
        form_page.unpublish()
    elif kind == "out of use":
        Venue.objects.update(is_active=False)
    else:
        form_page.delete()
    assert "form" not in clerk.get(register_at(desks.venue)).context
    response = clerk.post(register_at(desks.venue), data)
    assert response.status_code == 409
    assert [value for _label, value in response.context["typed"]] == [data["content"], data["place"], data["reach"]]
    assert IntakeSubmission.objects.count() == 0


# --- Who ----------------------------------------------------------------------------------------------------------

MAY = {"head": 200, "clerk": 200, "district": 200, "administrator": 200}
MAY_NOT = {"reader": 403, "editor": 403, "auditor": 403, "foreign_head": 404, "deputy": 404, "officer": 404}


@pytest.mark.parametrize(("name", "status"), [*MAY.items(), *MAY_NOT.items()])
def test_who_registers(desks, form_page, signed_in, name, status):
    client = signed_in(name)
    assert client.get(register_at(desks.venue)).status_code == status
    response = client.post(register_at(desks.venue), spoken(form_page, getattr(desks, name)))
    assert response.status_code == status
    done = int(status == 200)
    assert (IntakeSubmission.objects.count(), NumberSeries.objects.count()) == (done, done)
    assert AuditEntry.objects.filter(action="submission.receive").count() == done


def test_form_of_a_colleague_or_of_another_station_is_refused(clerk, desks, form_page):
    elsewhere = IntakePageFactory(venue=desks.elsewhere)
    for data in (spoken(form_page, desks.head), spoken(elsewhere, desks.clerk), spoken(form_page, None)):
        response = clerk.post(register_at(desks.venue), data)
        assert (response.status_code, list(errors_of(response))) == (422, ["__all__"])
    assert IntakeSubmission.objects.count() == 0


def test_form_of_staff_is_refused_at_the_residents_address(client, desks, form_page):
    token = new_token(page_pk=form_page.pk, notice_version="1", channel="visit", staff=desks.clerk).sign()
    assert send(client, form_page, token=token).status_code == 422
    assert IntakeSubmission.objects.count() == 0


# --- The way there ------------------------------------------------------------------------------------------------


def test_who_works_at_one_station_is_led_to_its_form(clerk, desks):
    response = clerk.get(START)
    assert (response.status_code, response["Location"]) == (302, register_at(desks.venue))


def test_who_works_at_several_chooses_among_those_in_use(desks, signed_in):
    VenueFactory(is_active=False)
    client = signed_in("district")
    form = client.get(START).context["form"]
    assert list(form.fields["venue"].queryset) == [desks.venue, desks.elsewhere]
    assert form["venue"].value() is None
    chosen = client.get(START, {"venue": desks.elsewhere.code})
    assert (chosen.status_code, chosen["Location"]) == (302, register_at(desks.elsewhere))


def test_station_that_all_others_stand_below_is_chosen_beforehand(clerk, desks):
    below = VenueFactory(parent=desks.venue)
    form = clerk.get(START).context["form"]
    assert list(form.fields["venue"].queryset) == [desks.venue, below]
    assert form["venue"].value() == desks.venue.code


@pytest.mark.parametrize("venue", ["", "999999", "x\u200b", "9" * 40])
def test_unknown_station_is_told_at_the_field(desks, signed_in, venue):
    response = signed_in("district").get(START, {"venue": venue})
    assert (response.status_code, list(errors_of(response))) == (200, ["venue"])


def test_no_station_in_use_says_so(desks, signed_in):
    Venue.objects.update(is_active=False)
    assert "都已停用" in signed_in("head").get(START).content.decode()


@pytest.mark.parametrize("name", ["reader", "editor", "auditor", "deputy", "officer"])
def test_who_handles_nothing_is_offered_nothing(desks, signed_in, name):
    client = signed_in(name)
    assert client.get(START).status_code == 403
    queue = client.get(reverse("liaison_queue:index"))
    assert START not in queue.content.decode()


def test_queue_and_row_of_links_offer_it(clerk, desks):
    queue = reverse("liaison_queue:index")
    assert [button.url for button in clerk.get(queue).context["header_buttons"]] == [START]
    of_venue = clerk.get(queue, {"venue": desks.venue.code})
    assert [button.url for button in of_venue.context["header_buttons"]] == [register_at(desks.venue)]
    assert [link.url for link in of_venue.context["hub_links"]][-1] == register_at(desks.venue)


def queries(client, method: str, url: str, data: dict | None = None) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert getattr(client, method)(url, data).status_code == 200
    return len(captured)


def test_screens_cost_the_same_whatever_there_is(clerk, desks, form_page, register):
    register()  # settings, number series and content types are there afterwards
    url = register_at(desks.venue)
    few = queries(clerk, "get", url), queries(clerk, "post", url, spoken(form_page, desks.clerk))
    VenueMembershipFactory.create_batch(3, venue=desks.venue)
    IntakeSubmissionFactory.create_batch(3, venue=desks.venue)
    VenueFactory.create_batch(3, parent=desks.venue)
    many = queries(clerk, "get", url), queries(clerk, "post", url, spoken(form_page, desks.clerk))
    assert few == many == (37, 44)


# --- Notices, for who says yes --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("reach", "channel"), [("13800000000", "sms"), ("zhang@example.com", "mail")])
def test_who_says_yes_is_asked_to_confirm_and_nothing_else_is_sent_before(register, desks, reach, channel):
    response = register(reach=reach, wants_notices="on")
    assert "给本人发了一条确认链接" in response.text
    submission = IntakeSubmission.objects.get()
    subscription = Subscription.objects.get()
    assert (subscription.state, subscription.channel, subscription.object_id) == (
        "unconfirmed",
        channel,
        submission.pk,
    )
    perform([submission], "submission.accept", desks.actor("clerk"), {})
    assert [kind for kind, _state in notices()] == ["notices.confirm"]
    asked = AuditEntry.objects.get(action="notices.ask")
    assert (asked.actor_user, asked.data["channel"]) == (desks.clerk, channel)


def test_without_the_tick_the_author_is_asked_nothing(register):
    response = register(reach="13800000000")
    assert "确认链接" not in response.text
    assert (Subscription.objects.count(), notices()) == (0, [])


@pytest.mark.parametrize(
    ("reach", "words"),
    [("", "要通知本人，请填手机号或邮箱"), ("0514-87000000", "短信只发到内地手机号"), ("x", "看不出是手机号")],
)
def test_tick_without_a_way_is_told_at_the_contact(register, reach, words):
    response = register(reach=reach, wants_notices="on")
    assert response.status_code == 422
    assert words in errors_of(response)["reach"][0]
    assert "wants_notices" in response.context["form"].data
    assert (IntakeSubmission.objects.count(), Subscription.objects.count()) == (0, 0)


def test_author_is_written_to_in_chinese_whatever_the_clerk_reads(register, desks):
    UserProfile.objects.update_or_create(user=desks.clerk, defaults={"preferred_language": "en"})
    register(reach="zhang@example.com", wants_notices="on")
    submission = IntakeSubmission.objects.get()
    notice = Notice.objects.get()
    assert (submission.language, notice.subscription.language) == ("zh-hans", "zh-hans")
    assert f"编号 {submission.number} 的意见" in notice.body


def test_where_nothing_can_be_sent_nothing_is_offered(clerk, desks, settings):
    settings.SMS_BACKEND, settings.NOTICES_BY_MAIL = "", False
    page = clerk.get(register_at(desks.venue))
    assert page.status_code == 200
    assert "本人要收进展通知" not in page.text
