"""Two people at once: one wins, the other is told. PostgreSQL alone shows such races."""

import pytest

from cms.kernel.exceptions import Conflict
from cms.kernel.models import AuditEntry
from cms.kernel.perform import perform
from forms.models import IntakeSubmission
from forms.services.claims import claim
from tests.factories.liaison_pages import build_site
from tests.forms.desks import Desks
from tests.races import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def crowd():
    build_site()
    return Desks()


def test_two_decisions_at_once_make_one(crowd):
    submission = crowd.submission(state="accepted")

    def answer(who: str):
        data = {"reply": f"{who} 的答复", "reply_by": who}
        return lambda: perform(
            [IntakeSubmission.objects.get(pk=submission.pk)], "submission.answer", crowd.actor(who), data
        )

    results = at_once(answer("head"), answer("clerk"))

    assert sorted(isinstance(result, Conflict) for result in results) == [False, True]
    winner = next(result for result in results if not isinstance(result, Conflict))[0]
    submission.refresh_from_db()
    assert (submission.state, submission.reply) == ("answered", winner.reply)
    assert AuditEntry.objects.filter(action="submission.answer").count() == 1


def test_two_claims_at_once_make_one(crowd):
    submission = crowd.submission()

    results = at_once(
        *[lambda who=who: claim(submission=submission, actor=crowd.actor(who)) for who in ("head", "clerk")]
    )

    assert sorted(isinstance(result, Conflict) for result in results) == [False, True]


def test_two_that_join_each_other_at_once_make_no_circle(crowd):
    first, second = crowd.submission(), crowd.submission()

    def merge(submission, into):
        return lambda: perform([submission], "submission.merge", crowd.actor("district"), {"number": into.number})

    results = at_once(merge(first, second), merge(second, first))

    states = sorted(IntakeSubmission.objects.values_list("state", flat=True))
    assert any(isinstance(result, Conflict) for result in results)
    assert states in (["merged", "screening"], ["screening", "screening"])
