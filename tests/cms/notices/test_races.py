"""Two at once: workers on one outbox, one address asked twice, the end beside a move. PostgreSQL shows such races."""

from collections import Counter

import pytest
from django.core import mail

from cms.kernel.actors import Resident, System
from cms.kernel.perform import perform
from cms.notices import services
from cms.notices.models import Notice, Subscription
from cms.notices.sending import send_waiting
from forms.models import IntakeSubmission
from tests.cms.notices.following import ask, follow, notices
from tests.factories.forms import IntakeSubmissionFactory
from tests.factories.liaison_pages import build_site
from tests.races import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def submission() -> IntakeSubmission:
    build_site()
    return IntakeSubmissionFactory()


def test_two_workers_send_each_once(submission):
    for number in range(60):
        follow(submission, f"example{number}@example.com")
    services.queue(obj=submission, kind="submission.accept", values={}, key="x")
    tallies = at_once(send_waiting, send_waiting)
    assert sum(tally["sent"] for tally in tallies) == 60
    assert set(Counter(message.to[0] for message in mail.outbox).values()) == {1}
    assert set(Notice.objects.values_list("state", flat=True)) == {"sent"}


def test_two_workers_make_one_mail_of_a_day(submission):
    follow(submission, is_daily=True)
    for number in range(40):
        services.queue(obj=submission, kind="submission.accept", values={}, key=str(number))
    Notice.objects.update(next_attempt_at=submission.created_at)
    at_once(send_waiting, send_waiting)
    assert len(mail.outbox) == 1


def test_one_address_asked_twice_at_once_is_asked_once(submission):
    at_once(lambda: ask(submission), lambda: ask(submission))
    assert (Subscription.objects.count(), Notice.objects.count()) == (1, 1)


def test_end_beside_a_move_leaves_nothing_to_send(submission):
    subscription = follow(submission)
    at_once(
        lambda: services.end(subscription=subscription, actor=Resident()),
        lambda: perform([submission], "submission.accept", System("tests")),
    )
    send_waiting()
    assert mail.outbox == []
    assert [state for _kind, state in notices()] in ([], ["failed"])


def test_confirmed_and_ended_at_once_is_one_of_the_two(submission):
    subscription = ask(submission)
    at_once(
        lambda: services.confirm(subscription=subscription, actor=Resident()),
        lambda: services.end(subscription=subscription, actor=Resident()),
    )
    subscription.refresh_from_db()
    assert subscription.is_ended
    assert bytes(subscription.ciphertext) == b""
