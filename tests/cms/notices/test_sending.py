"""The worker: what it sends, what it tries again, what it leaves to people."""

import json
import smtplib
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone

from cms.bench.smtp import mail_server
from cms.kernel.actors import Resident
from cms.notices import postmen, sending, services
from cms.notices.models import Notice, NoticeSettings, NoticeState
from cms.notices.sending import Worker, send_waiting
from tests.cms.notices.following import ADDRESS, ask, follow, notices
from tests.factories.forms import IntakeSubmissionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def submission(site):
    return IntakeSubmissionFactory()


def tell(submission, key: str = "x") -> None:
    values = {"number": submission.number, "what": f"第 {key} 步"}
    services.queue(obj=submission, kind="submission.accept", values=values, key=key)


def due_now() -> None:
    Notice.objects.filter(state="waiting").update(next_attempt_at=timezone.now())


def refuse(monkeypatch, *errors: Exception | None) -> None:
    """Let the server raise each of `errors` in turn, None for taking the message."""
    turns, take = iter(errors), EmailBackend.send_messages

    def send_messages(self, messages):
        if error := next(turns):
            raise error
        return take(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", send_messages)


def before_handing(monkeypatch) -> None:
    """Let the memory backend behave as SMTP does: refusals come before the message is handed over."""
    monkeypatch.setattr(
        postmen.OtherBackend, "deliver", lambda self, message, hand: (self.backend.send_messages([message]), hand())
    )


def test_mail_carries_the_link_that_ends_it(submission):
    follow(submission)
    tell(submission)
    assert send_waiting()[NoticeState.SENT] == 1
    message = mail.outbox[0]
    assert message.to == [ADDRESS]
    link = message.extra_headers["List-Unsubscribe"]
    assert link.strip("<>") in message.body
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert Notice.objects.get().message_id in message.extra_headers["Message-ID"]
    assert notices() == [("submission.accept", "sent")]
    assert send_waiting()[NoticeState.SENT] == 0


def test_request_to_confirm_has_nothing_to_end(submission):
    ask(submission)
    send_waiting()
    assert "List-Unsubscribe" not in mail.outbox[0].extra_headers


def test_what_is_told_before_confirming_is_not_sent(submission):
    subscription = follow(submission)
    tell(submission)
    type(subscription).objects.update(state="unconfirmed")
    send_waiting()
    assert mail.outbox == []
    assert Notice.objects.get().reason == "not confirmed"


def test_short_message_goes_to_the_file(submission, settings, tmp_path):
    settings.SMS_FILE_PATH = tmp_path
    follow(submission, "13800000000", channel="sms")
    tell(submission)
    send_waiting()
    line = json.loads(Path(tmp_path / "sms.jsonl").read_text())
    assert (line["number"], line["key"]) == ("13800000000", Notice.objects.get().message_id)
    assert "第 x 步" in line["text"]


def test_one_mail_a_day_has_all_there_is(submission):
    follow(submission, is_daily=True)
    for key in ("a", "b", "c"):
        tell(submission, key)
    assert send_waiting()[NoticeState.SENT] == 0
    due_now()
    assert send_waiting()[NoticeState.SENT] == 1
    message = mail.outbox[0]
    assert message.subject == "人大代表家站点：3 条新进展"
    assert [key for key in "abc" if f"第 {key} 步" in message.body] == ["a", "b", "c"]
    assert message.body.count("不想再收") == 1
    assert len({notice.message_id for notice in Notice.objects.all()}) == 1


def test_several_at_once_are_several_mails(submission):
    follow(submission)
    for key in ("a", "b"):
        tell(submission, key)
    send_waiting()
    assert len(mail.outbox) == 2


def test_refused_for_now_is_tried_again_after_a_longer_while_each_time(submission, monkeypatch, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    before_handing(monkeypatch)
    busy = smtplib.SMTPRecipientsRefused({ADDRESS: (450, b"li@example.com is busy")})
    refuse(monkeypatch, busy, busy, None)
    follow(submission)
    tell(submission)
    waits = []
    for _turn in range(2):
        send_waiting()
        notice = Notice.objects.get()
        waits.append(notice.next_attempt_at - timezone.now())
        assert (notice.state, notice.reason) == ("waiting", "SMTPRecipientsRefused 450")
        due_now()
    assert waits == [timedelta(minutes=1), timedelta(minutes=4)]
    send_waiting()
    assert (notices(), len(mail.outbox), Notice.objects.get().attempts) == ([("submission.accept", "sent")], 1, 2)


def test_refused_too_often_fails_with_the_reason_and_no_address(submission, site, monkeypatch):
    NoticeSettings.objects.create(site=site, most_attempts=2)
    before_handing(monkeypatch)
    refuse(monkeypatch, *[smtplib.SMTPRecipientsRefused({ADDRESS: (450, b"li@example.com is busy")})] * 2)
    follow(submission)
    tell(submission)
    for _turn in range(3):
        send_waiting()
        due_now()
    notice = Notice.objects.get()
    assert (notice.state, notice.attempts, notice.reason) == ("failed", 2, "SMTPRecipientsRefused 450")


def test_refused_for_good_is_not_tried_again(submission, monkeypatch):
    before_handing(monkeypatch)
    refuse(monkeypatch, smtplib.SMTPRecipientsRefused({ADDRESS: (550, b"no such user")}))
    follow(submission)
    tell(submission)
    assert send_waiting()[NoticeState.FAILED] == 1


def test_server_that_says_no_after_the_message_is_asked_again(submission, monkeypatch):
    refuse(monkeypatch, smtplib.SMTPDataError(451, b"later"), None)
    follow(submission)
    tell(submission)
    send_waiting()
    due_now()
    send_waiting()
    assert len(mail.outbox) == 1


def test_silence_after_the_message_is_left_to_people(submission, monkeypatch):
    refuse(monkeypatch, smtplib.SMTPServerDisconnected("gone"), None)
    follow(submission)
    tell(submission)
    assert send_waiting()[NoticeState.UNCERTAIN] == 1
    due_now()
    send_waiting()
    assert mail.outbox == []
    notice = Notice.objects.get()
    services.resend(notice=notice, actor=Resident())
    send_waiting()
    assert notice.message_id in mail.outbox[0].extra_headers["Message-ID"]


def test_handed_by_a_dead_worker_is_uncertain_and_not_sent_again(submission):
    follow(submission)
    tell(submission)
    worker = Worker()
    [notice] = worker.take()
    worker._hand_over([notice])
    assert send_waiting()[NoticeState.UNCERTAIN] == 0
    Notice.objects.update(handed_at=timezone.now() - timedelta(seconds=121))
    assert send_waiting()[NoticeState.UNCERTAIN] == 1
    assert mail.outbox == []


def test_taken_by_a_dead_worker_is_sent_after_its_lease(submission, settings):
    follow(submission)
    tell(submission)
    assert len(Worker().take()) == 1
    assert send_waiting()[NoticeState.SENT] == 0
    due_now()
    assert send_waiting()[NoticeState.SENT] == 1


def test_worker_that_slept_lets_go_of_what_another_took(submission):
    follow(submission)
    tell(submission)
    slow = Worker()
    taken = slow.take()
    due_now()
    assert send_waiting()[NoticeState.SENT] == 1
    assert slow._send_one(taken) == NoticeState.WAITING
    assert (len(mail.outbox), notices()) == (1, [("submission.accept", "sent")])


def test_server_that_does_not_answer_costs_no_attempt_and_stops_no_other_channel(
    submission, monkeypatch, settings, tmp_path
):
    settings.SMS_FILE_PATH = tmp_path
    monkeypatch.setattr(EmailBackend, "open", lambda self: (_ for _ in ()).throw(ConnectionRefusedError()))
    follow(submission)
    follow(submission, "13800000000", channel="sms")
    tell(submission)
    assert send_waiting()[NoticeState.SENT] == 1
    waiting = Notice.objects.get(state="waiting")
    assert (waiting.attempts, waiting.worker, waiting.subscription.channel) == (0, "", "mail")
    assert waiting.next_attempt_at <= timezone.now()


@pytest.mark.parametrize("address", ["a@x\u05d0.com", "a@" + "中" * 60 + ".com"])
def test_message_that_cannot_be_written_keeps_none_of_the_others(submission, settings, caplog, address):
    settings.EMAIL_BACKEND = postmen.SMTP
    for each in (address, "good@example.com"):
        follow(submission, each)
    tell(submission)
    with mail_server() as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        assert send_waiting() == {NoticeState.FAILED: 1, NoticeState.SENT: 1, NoticeState.UNCERTAIN: 0}
        assert sum(server.taken.values()) == 1
    assert [notice.reason for notice in Notice.objects.order_by("pk")] == ["UnicodeError", ""]
    assert "UnicodeError" in caplog.text
    assert address[2:-4] not in caplog.text


def test_fault_after_the_message_was_handed_over_leaves_it_to_people(submission, monkeypatch):
    refuse(monkeypatch, ValueError("li@example.com"), None)
    for each in (ADDRESS, "good@example.com"):
        follow(submission, each)
    tell(submission)
    assert send_waiting() == {NoticeState.UNCERTAIN: 1, NoticeState.SENT: 1}
    assert [message.to for message in mail.outbox] == [["good@example.com"]]
    assert Notice.objects.get(state="uncertain").reason == "ValueError"


def test_fault_of_the_database_is_no_message_s(submission, monkeypatch):
    monkeypatch.setattr(Worker, "_hand_over", lambda *_args: (_ for _ in ()).throw(OperationalError()))
    follow(submission)
    tell(submission)
    with pytest.raises(OperationalError):
        send_waiting()
    assert notices() == [("submission.accept", "waiting")]


def test_host_that_has_no_name_is_no_message_s_fault(submission, settings):
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = postmen.SMTP, "中" * 60
    follow(submission)
    tell(submission)
    send_waiting()
    assert notices() == [("submission.accept", "waiting")]


def test_stopped_worker_lets_go(submission):
    for number in range(3):
        follow(submission, f"example{number}@example.com")
    tell(submission)
    stops = iter([False, False, True])
    send_waiting(should_stop=lambda: next(stops, True))
    assert len(mail.outbox) == 1
    assert Notice.objects.filter(state="waiting", worker="", next_attempt_at__lte=timezone.now()).count() == 2


def test_address_that_does_not_open_fails_plainly(submission):
    subscription = follow(submission)
    type(subscription).objects.update(key_id="lost")
    tell(submission)
    send_waiting()
    assert (mail.outbox, Notice.objects.get().reason) == ([], "VaultError")


@pytest.mark.parametrize("count", [1, 3])
def test_message_costs_two_queries(submission, count, django_assert_num_queries):
    for number in range(count):
        follow(submission, f"example{number}@example.com")
    tell(submission)
    # What is silent, taking twice and looking for an announcement (with savepoints in the tests), letting go; handed
    # and sent for each.
    with django_assert_num_queries(1 + 5 + 3 + 3 + 1 + 2 * count):
        send_waiting()


def test_nothing_of_an_address_is_logged(submission, monkeypatch, caplog):
    before_handing(monkeypatch)
    refuse(monkeypatch, smtplib.SMTPRecipientsRefused({ADDRESS: (550, b"li@example.com")}))
    follow(submission)
    tell(submission)
    send_waiting()
    assert "example.com" not in caplog.text


def test_command_tells_how_many(submission, capsys):
    follow(submission)
    tell(submission)
    call_command("notices", "send")
    assert capsys.readouterr().out == "1 sent\n"


@pytest.mark.parametrize(("attempts", "minutes"), [(1, 1), (2, 4), (3, 16), (4, 64), (5, 256), (6, 360), (90, 360)])
def test_waits_grow(attempts, minutes, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    assert sending.waits_until(attempts) - timezone.now() == timedelta(minutes=minutes)
