"""The pages behind the links in messages: a look changes nothing, one click ends it, no link can be guessed."""

import pytest
from django.core import mail

from cms.kernel.actors import Resident
from cms.kernel.models import AuditEntry
from cms.logs import SECRET_PATH
from cms.notices import links, services
from cms.notices.models import NoticeSettings, Subscription
from cms.notices.sending import send_waiting
from tests.chinese import unmarked_chinese
from tests.cms.notices.following import ask, follow, notices, path_in
from tests.factories.forms import IntakeSubmissionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def submission(site):
    return IntakeSubmissionFactory()


def link_to_confirm(submission, **kwargs) -> str:
    ask(submission, **kwargs)
    send_waiting()
    return path_in(mail.outbox.pop().body)


def link_to_end(submission, **kwargs) -> str:
    follow(submission, **kwargs)
    services.queue(obj=submission, kind="submission.accept", values={}, key="x")
    send_waiting()
    return path_in(mail.outbox.pop().extra_headers["List-Unsubscribe"].strip("<>"))


def state() -> tuple:
    row = Subscription.objects.get()
    return row.state, row.confirmed_at, row.ended_at, row.is_daily, bytes(row.ciphertext)


def test_post_confirms_and_get_changes_nothing(client, submission):
    path = link_to_confirm(submission)
    before = state(), AuditEntry.objects.count()
    for method in (client.get, client.head, client.get):
        assert method(path).status_code == 200
    assert (state(), AuditEntry.objects.count()) == before
    response = client.post(path)
    assert "通知开好了" in response.content.decode()
    assert state()[0] == "confirmed"
    assert client.post(path).status_code == 200  # twice is once
    assert AuditEntry.objects.filter(action="notices.confirm").count() == 1


def test_one_click_ends_it_without_cookie_and_get_changes_nothing(client, submission):
    path = link_to_end(submission)
    before = state()
    assert "关掉通知" in client.get(path).content.decode()
    assert state() == before
    client.handler.enforce_csrf_checks = True
    response = client.post(path, {"List-Unsubscribe": "One-Click"})
    assert (response.status_code, response.cookies.output()) == (200, "")
    assert state()[0] == "ended"
    assert client.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert "通知关掉了" in client.get(path).content.decode()


def test_one_mail_a_day_and_back(client, submission):
    path = link_to_end(submission)
    services.queue(obj=submission, kind="submission.accept", values={}, key="y")
    assert "改好了，一天最多一封" in client.post(path, {"how": "daily"}).content.decode()
    assert state()[3] is True
    assert send_waiting()["sent"] == 0
    client.post(path, {"how": "at_once"})
    assert state()[3] is False
    assert send_waiting()["sent"] == 1


def test_link_to_confirm_holds_for_some_days(client, submission, site, time_machine):
    NoticeSettings.objects.create(site=site, confirm_days=2)
    path = link_to_confirm(submission)
    requested = Subscription.objects.get().requested_at
    time_machine.move_to(requested + services.timedelta(days=2))
    for response in (client.get(path), client.post(path)):
        assert (response.status_code, "这个链接不能用了" in response.content.decode()) == (404, True)
    assert state()[0] == "unconfirmed"


def test_link_to_end_does_not_confirm(client, submission):
    subscription = ask(submission)
    token = links.token_of(subscription, links.MANAGE)
    assert client.post(f"/n/{token}/confirm/").status_code == 404
    assert client.post(f"/n/{links.token_of(subscription, links.CONFIRM)}/").status_code == 404
    assert state()[0] == "unconfirmed"


@pytest.mark.parametrize(
    "token", ["x", "x" * 38, "é" * 38, "😀", "%00", "-" * 38, "0" * 5000, links._encoded(bytes(16)) + "B" * 16]
)
def test_odd_token_is_answered_kindly(client, site, token):
    for path in (f"/n/{token}/", f"/n/{token}/confirm/"):
        for method in (client.get, client.post):
            assert method(path).status_code in (400, 404)


def test_who_is_not_known_and_who_is_are_answered_alike(client, submission):
    subscription = follow(submission)
    gone = links.token_of(subscription, links.MANAGE)
    subscription.delete()
    first = client.get(f"/n/{gone}/").content
    assert first == client.get("/n/nonsense/").content.replace(b"/n/nonsense/", f"/n/{gone}/".encode())


def test_pages_are_kept_nowhere(client, submission):
    response = client.get(link_to_confirm(submission))
    assert response["Referrer-Policy"] == "no-referrer"
    assert "noindex" in response["X-Robots-Tag"]
    assert "no-store" in response["Cache-Control"]


def test_tokens_are_blanked_in_logs(submission):
    path = link_to_confirm(submission)
    assert SECRET_PATH.sub(r"\1\2…", f"error at {path} now") == "error at /n/…/confirm/ now"


def test_pages_speak_english(client, submission):
    path = link_to_confirm(submission, language="en")
    assert path.startswith("/en/n/")
    pages = [client.get(path), client.post(path), client.get("/en/n/x/")]
    end = "/en" + links.reverse("liaison_notices:manage", args=[links.token_of(Subscription.objects.get(), "manage")])
    pages += [client.get(end), client.post(end, {"how": "daily"}), client.post(end)]
    assert [unmarked_chinese(page.content.decode()) for page in pages] == [[]] * 6


def test_mail_in_english_is_english(submission):
    follow(submission, language="en")
    services.queue(obj=submission, kind="submission.answer", values={"number": "1", "what": "Answered"}, key="x")
    ask(submission, "other@example.com", language="en")
    send_waiting()
    assert [unmarked_chinese(message.subject + message.body) for message in mail.outbox] == [[], []]


def test_ended_meanwhile_is_not_confirmed(client, submission):
    path = link_to_confirm(submission)
    services.end(subscription=Subscription.objects.get(), actor=Resident())
    assert client.post(path).status_code == 404
    assert notices(state="waiting") == []
