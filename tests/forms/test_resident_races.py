"""An author and the desk, or an author twice, at once: nothing is made twice or by halves."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cms.kernel.actors import Resident
from cms.kernel.audit import history
from cms.kernel.exceptions import Conflict
from cms.kernel.perform import perform
from forms import tasks
from forms.models import IntakeSubmission, SubmissionContact, SubmissionMessage
from forms.reach import Reach
from forms.services.contacts import store_contact
from tests.factories.liaison_pages import build_site
from tests.forms.desks import Desks
from tests.races import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def crowd():
    build_site()
    return Desks()


def move(submission, name: str, actor=None, **data):
    """A call that makes the move with the row as it is when it starts."""
    return lambda: perform(
        [IntakeSubmission.objects.get(pk=submission.pk)], f"submission.{name}", actor or Resident(), data
    )


def conflicts(results) -> list[bool]:
    return [isinstance(result, Conflict) for result in results]


def actions(submission) -> list[str]:
    return list(history(submission).values_list("action", flat=True))


def answered(crowd, **kwargs):
    return crowd.submission(state="answered", reply="已修好。", reply_by="示例站", replied_at=timezone.now(), **kwargs)


def test_withdrawing_and_answering_at_once_make_one_move(crowd):
    submission = crowd.submission(state="accepted")
    answer = {"reply": "已修好。", "reply_by": "示例站"}

    results = at_once(move(submission, "withdraw"), move(submission, "answer", crowd.actor("head"), **answer))

    assert sorted(conflicts(results)) == [False, True]
    submission.refresh_from_db()
    won = "answer" if conflicts(results)[0] else "withdraw"
    assert (submission.state, actions(submission)) == (
        {"answer": "answered", "withdraw": "withdrawn"}[won],
        [f"submission.{won}"],
    )


def test_withdrawing_stands_whether_it_is_accepted_before_or_not(crowd):
    submission = crowd.submission()

    results = at_once(move(submission, "withdraw"), move(submission, "accept", crowd.actor("head")))

    submission.refresh_from_db()
    was_too_late = conflicts(results)[1]
    assert conflicts(results)[0] is False
    assert submission.state == "withdrawn"
    before = [] if was_too_late else ["submission.accept"]
    assert actions(submission) == [*before, "submission.withdraw"]


@pytest.mark.parametrize(
    ("name", "data"),
    [("rate", {"rating": "satisfied", "reason": "谢谢"}), ("reopen", {"reason": "没修"}), ("add", {"text": "又灭了"})],
)
def test_double_click_makes_one_move(crowd, name, data):
    submission = crowd.submission(state="accepted") if name == "add" else answered(crowd)

    results = at_once(*[move(submission, name, **data)] * 2)

    assert sorted(conflicts(results)) == [False, True]
    assert actions(submission) == [f"submission.{name}"]
    assert SubmissionMessage.objects.exclude(kind="reply").count() == 1


def test_rating_and_reopening_at_once_leave_no_rating_of_a_reply_that_is_gone(crowd):
    submission = answered(crowd)

    at_once(move(submission, "rate", rating="dissatisfied", reason=""), move(submission, "reopen", reason="没修"))

    submission.refresh_from_db()
    assert (submission.state, submission.rating, submission.reply) == ("accepted", "", "")


def test_closing_task_and_author_at_once(crowd):
    submission = answered(crowd, rating="dissatisfied")
    IntakeSubmission.objects.filter(pk=submission.pk).update(replied_at=timezone.now() - timedelta(days=8))

    at_once(lambda: tasks.close_answered(submission.site), move(submission, "reopen", reason="没修"))

    submission.refresh_from_db()
    assert (submission.state, submission.reopened_count) == ("accepted", 1)


def test_two_runs_of_the_task_close_once(crowd):
    submission = answered(crowd, rating="satisfied")

    at_once(*[lambda: tasks.close_answered(submission.site)] * 2)

    assert actions(submission) == ["submission.close"]


def test_adding_to_a_merged_one_while_its_main_one_is_withdrawn_waits_for_nobody(crowd):
    main = crowd.submission(state="accepted")
    merged = crowd.submission(state="merged", merged_into=main)

    results = at_once(move(merged, "add", text="我这边也灭了。"), move(main, "withdraw"))

    assert conflicts(results)[1] is False
    merged.refresh_from_db()
    assert (merged.state, merged.merged_into) == ("accepted", None)  # taken up by itself, with or without the words
    assert merged.messages.count() == (0 if conflicts(results)[0] else 1)


def test_rating_a_merged_one_while_its_main_one_is_reopened_waits_for_nobody(crowd):
    main = answered(crowd)
    merged = crowd.submission(state="merged", merged_into=main)

    results = at_once(move(merged, "rate", rating="satisfied", reason=""), move(main, "reopen", reason="没修"))

    assert conflicts(results)[1] is False
    main.refresh_from_db()
    assert (main.state, main.reopened_count) == ("accepted", 1)


def test_contact_is_erased_once(crowd):
    submission = crowd.submission()
    store_contact(submission=submission, reach=Reach("phone", "13800000000"))
    results = at_once(move(submission, "erase_contact"), move(submission, "erase_contact"))
    assert sorted(conflicts(results)) == [False, True]
    assert (SubmissionContact.objects.count(), actions(submission)) == (0, ["submission.erase_contact"])
