"""Following: asked to confirm first, as often as the limit lets, ended with nothing left of the address."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cms.kernel.actors import Resident
from cms.kernel.models import AuditEntry
from cms.limits import stores
from cms.notices import services, tasks
from cms.notices.kinds import CONFIRM, kinds
from cms.notices.models import Notice, NoticeSettings, NoticeTemplate, Subscription
from cms.notices.outbox import when
from cms.vault import decrypt
from forms.models import IntakeSubmission
from tests.cms.notices.following import ADDRESS, ask, follow, notices
from tests.factories.forms import IntakeSubmissionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def submission(site) -> IntakeSubmission:
    return IntakeSubmissionFactory()


def test_address_is_asked_to_confirm_and_gets_nothing_else(submission):
    subscription = ask(submission)
    assert subscription.state == "unconfirmed"
    assert notices() == [(CONFIRM, "waiting")]
    services.queue(obj=submission, kind="submission.accept", values={}, key="x")
    assert notices() == [(CONFIRM, "waiting")]


def test_address_is_nowhere_in_plain(submission):
    subscription = follow(submission)
    ask(IntakeSubmissionFactory())
    rows = [*Subscription.objects.values(), *Notice.objects.values(), *AuditEntry.objects.values()]
    assert "li@example" not in str(rows)
    context = services.vault_context(subscription)
    assert decrypt(subscription.ciphertext, key_id=subscription.key_id, context=context) == ADDRESS


def test_request_to_confirm_carries_neither_code_nor_text(submission):
    ask(submission)
    body = Notice.objects.get().body
    assert submission.number in body
    assert submission.content not in body
    assert "/s/" not in body


def test_asked_again_while_confirmed_nothing_is_sent(submission):
    follow(submission)
    assert ask(submission, "LI@example.com").is_confirmed
    assert notices() == []
    assert Subscription.objects.count() == 1


def test_asked_again_after_the_end_it_is_asked_anew(submission):
    services.end(subscription=follow(submission), actor=Resident())
    again = ask(submission)
    assert again.state == "unconfirmed"
    assert notices() == [(CONFIRM, "waiting")]


def test_asked_again_a_little_later_it_gets_the_message_again(submission):
    ask(submission)
    ask(submission)
    assert notices() == [(CONFIRM, "waiting")]
    Subscription.objects.update(requested_at=timezone.now() - services.SAME_CLICK)
    ask(submission)
    assert notices() == [(CONFIRM, "waiting")] * 2


@pytest.mark.parametrize("limit", [1, 3])
def test_one_address_is_asked_so_often_a_day(site, limit):
    NoticeSettings.objects.create(site=site, requests_a_day=limit)
    for _turn in range(limit + 2):
        services.subscribe(
            obj=IntakeSubmissionFactory(),
            topic="submission",
            channel="mail",
            address=ADDRESS,
            about="示例",
            language="zh-hans",
            actor=Resident(),
        )
    assert Notice.objects.count() == limit


def test_one_subscription_asked_for_again_and_again_counts_each_time(submission, site, time_machine):
    NoticeSettings.objects.create(site=site, requests_a_day=3)
    start = timezone.now()
    for minute in range(0, 60, 3):
        time_machine.move_to(start + timedelta(minutes=minute))
        ask(submission, "LI@example.com" if minute % 2 else ADDRESS)
    assert notices() == [(CONFIRM, "waiting")] * 3
    time_machine.move_to(start + timedelta(days=1, hours=1))
    ask(submission)
    assert notices() == [(CONFIRM, "waiting")] * 4


def test_short_messages_to_ever_new_numbers_come_to_an_end(site, settings, caplog):
    stores.forget()
    settings.LIMITS = {**settings.LIMITS, "confirm.sms": "2/day"}
    for number in range(4):
        services.subscribe(
            obj=IntakeSubmissionFactory(),
            topic="submission",
            channel="sms",
            address=f"1380000000{number}",
            about="示例",
            language="zh-hans",
            actor=Resident(),
        )
    ask(IntakeSubmissionFactory())  # mail costs nothing
    stores.forget()
    channels = Notice.objects.order_by("pk").values_list("subscription__channel", flat=True)
    assert list(channels) == ["sms", "sms", "mail"]
    assert "LIMIT_CONFIRM_SMS" in caplog.text
    assert "1380000" not in caplog.text


def test_channel_that_is_not_set_up_is_refused(submission, settings):
    settings.SMS_BACKEND = ""
    with pytest.raises(ValueError, match="sms"):
        ask(submission, "13800000000", channel="sms")
    assert not Subscription.objects.exists()


def test_end_wipes_the_address_and_drops_what_waits(submission):
    subscription = follow(submission)
    services.queue(obj=submission, kind="submission.accept", values={}, key="x")
    services.end(subscription=subscription, actor=Resident())
    services.end(subscription=subscription, actor=Resident())
    subscription.refresh_from_db()
    assert (bytes(subscription.ciphertext), subscription.key_id, subscription.state) == (b"", "", "ended")
    assert notices() == []
    assert AuditEntry.objects.filter(action="notices.end").count() == 1


def test_what_ended_is_not_confirmed_by_the_old_link(submission):
    subscription = ask(submission)
    services.end(subscription=subscription, actor=Resident())
    assert services.confirm(subscription=subscription, actor=Resident()).is_ended


def test_queue_is_idempotent(submission):
    follow(submission)
    for _turn in range(2):
        services.queue(obj=submission, kind="submission.accept", values={"number": "1"}, key="once")
    assert notices() == [("submission.accept", "waiting")]


@pytest.mark.parametrize("count", [0, 1, 3])
def test_queue_costs_the_same_for_any_number(submission, count, django_assert_num_queries):
    for number in range(count):
        follow(submission, f"example{number}@example.com")
    with django_assert_num_queries(4 if count else 1):
        assert services.queue(obj=submission, kind="submission.accept", values={}, key="x") == count


def test_daily_notices_wait_for_the_hour(submission, time_machine):
    time_machine.move_to(timezone.make_aware(timezone.datetime(2026, 3, 2, 17, 59)), tick=False)
    subscription = follow(submission, is_daily=True)
    assert when(subscription) == timezone.make_aware(timezone.datetime(2026, 3, 2, 18))
    time_machine.move_to(timezone.make_aware(timezone.datetime(2026, 3, 2, 18)), tick=False)
    assert when(subscription) == timezone.make_aware(timezone.datetime(2026, 3, 3, 18))


def test_short_messages_are_never_daily(submission):
    assert not follow(submission, "13800000000", channel="sms", is_daily=True).is_daily


def test_tidy_forgets_in_time(submission, site, time_machine):
    now = timezone.now()
    ask(submission, "unconfirmed@example.com")
    services.end(subscription=follow(submission, "ended@example.com"), actor=Resident())
    kept = follow(submission)
    services.queue(obj=submission, kind="submission.accept", values={}, key="waiting")
    services.queue(obj=submission, kind="submission.accept", values={}, key="sent")
    Notice.objects.filter(key="sent").update(state="sent")
    time_machine.move_to(now + timezone.timedelta(days=8))
    tasks.tidy(site)
    assert set(Subscription.objects.values_list("state", flat=True)) == {"ended", "confirmed"}
    time_machine.move_to(now + timezone.timedelta(days=98))
    tasks.tidy(site)
    assert list(Subscription.objects.all()) == [kept]
    assert notices() == [("submission.accept", "waiting")]


def test_template_with_an_unknown_placeholder_is_refused_at_its_field(site):
    kind = kinds()["submission.accept"]
    with pytest.raises(services.ValidationError) as caught:
        services.save_template(
            site=site,
            kind=kind,
            channel="mail",
            language="zh-hans",
            subject="{number}",
            body="{code}",
            actor=Resident(),
        )
    assert list(caught.value.message_dict) == ["body"]
    assert not NoticeTemplate.objects.exists()


def test_own_words_hold_for_their_language_alone(submission, site):
    kind = kinds()["submission.accept"]
    words = {"channel": "mail", "language": "zh-hans", "subject": "接了 {number}", "body": "{site}说：{what}"}
    services.save_template(site=site, kind=kind, actor=Resident(), **words)
    follow(submission)
    follow(submission, "english@example.com", language="en")
    services.queue(obj=submission, kind=kind.name, values={"number": "1", "what": "好"}, key="x")
    first, second = Notice.objects.order_by("pk")
    assert (first.subject, first.body) == ("接了 1", "人大代表家站点说：好")
    assert second.subject == "1: 好"
    services.reset_template(template=NoticeTemplate.objects.get(), actor=Resident())
    services.queue(obj=submission, kind=kind.name, values={"number": "2", "what": "好"}, key="y")
    assert Notice.objects.filter(subject__in=["2 好", "2: 好"]).count() == 2
