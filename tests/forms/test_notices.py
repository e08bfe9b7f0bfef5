"""Authors are told: opted in on the form or on the status page, switched off there, never more than they asked for."""

import pytest
from django.core import mail
from django.urls import reverse

from cms.kernel.actors import Resident
from cms.kernel.perform import perform
from cms.notices.models import Notice, Subscription
from cms.notices.sending import send_waiting
from forms.models import IntakeSubmission
from forms.services.following import TOPIC
from tests.chinese import unmarked_chinese
from tests.cms.notices.following import ask, follow, notices, path_in
from tests.factories.forms import IntakeSubmissionFactory
from tests.forms.desks import Desks
from tests.forms.submitting import errors_of, filled, send
from tests.forms.test_publishing import REVIEWED, TEXTS, answered
from tests.forms.test_publishing import move as publish

pytestmark = pytest.mark.django_db

MAIL = "li@example.com"


@pytest.fixture
def receipt(client, page) -> str:
    """The address of the status page of a fresh opinion."""
    return send(client, page)["Location"].partition("?")[0]


def by_hand(client, receipt: str, **data):
    return client.post(f"{receipt}notices/", data)


def test_tick_on_the_form_asks_the_contact_to_confirm(client, page):
    response = send(client, page, reach=MAIL, wants_notices="on")
    assert response.status_code == 303
    subscription = Subscription.objects.get()
    assert (subscription.state, subscription.channel, subscription.topic) == ("unconfirmed", "mail", TOPIC)
    assert f"编号 {IntakeSubmission.objects.get().number} 的意见" in Notice.objects.get().body
    shown = client.get(response["Location"]).content.decode()
    assert "邮件通知等您确认" in shown
    assert MAIL not in shown


def test_whole_way_from_the_form_to_the_answer(client, page):
    send(client, page, reach=MAIL, wants_notices="on")
    send_waiting()
    client.post(path_in(mail.outbox[0].body))
    submission = IntakeSubmission.objects.get()
    desks = Desks(venue=submission.venue)
    for name, data in (("accept", {}), ("answer", {"reply": "修好了", "reply_by": "示例街道"})):
        perform([submission], f"submission.{name}", desks.actor("clerk"), data)
    send_waiting()
    subjects = [message.subject for message in mail.outbox[1:]]
    assert subjects == [f"{submission.number} 站里接手了", f"{submission.number} 示例街道答复了您"]
    client.post(path_in(mail.outbox[1].extra_headers["List-Unsubscribe"].strip("<>")))
    perform([submission], "submission.rate", Resident(), {"rating": "satisfied"})
    assert notices(state="waiting") == []


def test_without_the_tick_nobody_is_asked(client, page):
    send(client, page, reach=MAIL)
    assert not Subscription.objects.exists()


@pytest.mark.parametrize(
    ("reach", "message"),
    [("", "要通知您，请留手机号或邮箱"), ("0514-87000000", "短信只发到内地手机号"), ("x", "看不出是手机号还是邮箱")],
)
def test_tick_without_a_way_is_told_at_the_contact(client, page, reach, message):
    response = send(client, page, reach=reach, wants_notices="on")
    assert response.status_code == 422
    assert message in errors_of(response)["reach"][0]
    assert 'id="id_wants_notices" checked' in response.content.decode()
    assert not IntakeSubmission.objects.exists()


def test_phone_where_no_message_can_be_sent_is_told_so(client, page, settings):
    settings.SMS_BACKEND = ""
    response = send(client, page, reach="13800000000", wants_notices="on")
    assert errors_of(response)["reach"] == ["现在还不能发短信。要收通知，请留邮箱。"]


def test_where_nothing_is_set_up_nothing_is_offered(client, page, receipt, settings):
    settings.SMS_BACKEND, settings.NOTICES_BY_MAIL = "", False
    assert "id_wants_notices" not in client.get(page.url).content.decode()
    assert "进展通知" not in client.get(receipt).content.decode()


def test_form_that_is_not_kept_asks_nobody(client, page, monkeypatch):
    monkeypatch.setattr("forms.services.intake.store_photos", lambda **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        send(client, page, reach=MAIL, wants_notices="on")
    assert not Subscription.objects.exists()
    assert not Notice.objects.exists()


def test_form_sent_twice_asks_once(client, page):
    data = filled(page, reach=MAIL, wants_notices="on")
    for _turn in range(2):
        client.post(reverse("liaison_forms:submit", args=[page.pk]), data)
    assert Notice.objects.count() == 1


def test_address_is_added_on_the_status_page_later(client, receipt):
    assert "没有开" in client.get(receipt).content.decode()
    assert client.get(f"{receipt}notices/").status_code == 200
    response = by_hand(client, receipt, reach=MAIL, is_daily="on")
    assert (response.status_code, response["Location"]) == (303, f"{receipt}?notices=asked")
    assert Subscription.objects.get().is_daily
    assert "请打开收到的确认链接" in client.get(response["Location"]).content.decode()


def test_known_address_is_answered_as_any_other(client, receipt):
    follow(IntakeSubmission.objects.get())
    response = by_hand(client, receipt, reach=MAIL)
    assert response["Location"] == f"{receipt}?notices=asked"
    assert notices() == []


@pytest.mark.parametrize(
    "reach",
    ["", "x", "0514-87000000", "a@b", "li@example.com\r\nBcc: x@example.com", "x" * 200, "\x00", "😀@example.com"],
)
def test_odd_address_is_told_at_its_field(client, receipt, reach):
    response = by_hand(client, receipt, reach=reach)
    assert response.status_code == 422
    assert errors_of(response)["reach"]
    assert not Subscription.objects.exists()


def test_switched_off_with_number_and_code(client, receipt):
    subscription = follow(IntakeSubmission.objects.get())
    assert "邮件通知开着" in client.get(receipt).content.decode()
    response = by_hand(client, receipt, off=subscription.pk)
    assert response["Location"] == f"{receipt}?notices=off"
    subscription.refresh_from_db()
    assert subscription.is_ended
    assert "没有开" in client.get(receipt).content.decode()


@pytest.mark.parametrize("off", ["", "x", "9" * 40, "-1"])
def test_odd_number_switches_nothing_off(client, receipt, off):
    subscription = follow(IntakeSubmission.objects.get())
    assert by_hand(client, receipt, off=off).status_code == 303
    subscription.refresh_from_db()
    assert subscription.is_confirmed


def test_nobody_switches_off_another_ones(client, receipt):
    other = follow(IntakeSubmissionFactory())
    by_hand(client, receipt, off=other.pk)
    other.refresh_from_db()
    assert other.is_confirmed


def test_wrong_code_neither_shows_nor_changes(client, receipt):
    number = IntakeSubmission.objects.get().number
    wrong = f"/s/{number}/0000-0000-0000-0000/notices/"
    assert client.get(wrong).status_code == 404
    assert client.post(wrong, {"reach": MAIL}).status_code == 404
    assert not Subscription.objects.exists()


def test_too_often_is_asked_to_come_back(client, receipt, settings):
    settings.LIMITS = {**settings.LIMITS, "act.submission": "1/day"}
    by_hand(client, receipt, reach=MAIL)
    response = by_hand(client, receipt, reach="other@example.com")
    assert response.status_code == 429
    assert "other@example.com" in response.content.decode()
    assert Subscription.objects.count() == 1


def test_nothing_is_offered_once_it_is_withdrawn(client, receipt):
    perform([IntakeSubmission.objects.get()], "submission.withdraw", Resident())
    assert "进展通知" not in client.get(receipt).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_status_page_costs_the_same_for_any_number(client, receipt, count, django_assert_max_num_queries):
    for number in range(count):
        follow(IntakeSubmission.objects.get(), f"example{number}@example.com")
    client.get(receipt)
    with django_assert_max_num_queries(15):
        assert client.get(receipt).content.decode().count("邮件通知开着") == count


def test_pages_speak_english(client, receipt):
    ask(IntakeSubmission.objects.get(), language="en")
    follow(IntakeSubmission.objects.get(), "13800000000", channel="sms")
    pages = [client.get(f"/en{receipt}"), client.get(f"/en{receipt}notices/")]
    pages.append(client.post(f"/en{receipt}notices/", {"reach": "0514-87000000"}))
    assert [unmarked_chinese(page.content.decode()) for page in pages] == [[]] * 3


def test_short_message_of_a_move(site):
    submission = IntakeSubmissionFactory(number="GL-2026-000123")
    follow(submission, "13800000000", channel="sms")
    desks = Desks(venue=submission.venue)
    perform([submission], "submission.accept", desks.actor("clerk"), {})
    body = Notice.objects.get().body
    assert body.startswith("人大代表家站点：您的意见 GL-2026-000123，站里接手了。查进度 http")


def test_author_is_told_what_the_office_publishes_in_one_step(desks):
    submission = answered(desks)
    follow(submission)
    publish(submission, "prepare_publication", desks.district, REVIEWED)
    assert notices() == [("submission.prepare_publication", "waiting")]
    assert "公开了这件事" in Notice.objects.get().subject


def test_author_is_not_told_what_waits_for_the_office(desks):
    submission = answered(desks)
    follow(submission)
    publish(submission, "prepare_publication", desks.head, TEXTS)
    assert notices() == []
    publish(submission, "publish", desks.district, REVIEWED)
    assert notices() == [("submission.publish", "waiting")]
