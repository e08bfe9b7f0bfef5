"""The clock of a submission: what each move sets, and how it ends what was due before."""

import importlib
from datetime import timedelta

import pytest
from django.apps import apps
from django.utils import timezone

from cms.clock.models import Deadline
from cms.clock.selectors import deadlines_of, running
from cms.kernel.actors import Resident, Staff, System
from cms.kernel.perform import perform
from cms.workdays.selectors import add_workdays
from forms.models import IntakeSubmission
from liaison_pages.models import DistrictSettings
from plugins.suggestions.models import Suggestion
from tests.factories.forms import IntakeSubmissionFactory
from tests.factories.suggestions import SuggestionFactory
from tests.forms.test_move_permissions import data_for

pytestmark = pytest.mark.django_db


def moved(desks, submission, name: str, actor, **data):
    return perform([submission], f"submission.{name}", actor, {**data_for(desks, name), **data})[0]


def told(obj) -> list[tuple]:
    return [(row.what, row.ended_by) for row in deadlines_of(obj)]


def in_workdays(count: int):
    return add_workdays(timezone.localdate(), count)


@pytest.mark.parametrize(
    ("state", "name", "who", "deadlines"),
    [
        ("screening", "accept", "clerk", [("screening", "met"), ("deciding", "")]),
        ("screening", "reject", "clerk", [("screening", "met")]),
        ("screening", "merge", "clerk", [("screening", "dropped")]),
        ("accepted", "answer_on_spot", "clerk", [("deciding", "met")]),
        ("accepted", "answer", "clerk", [("deciding", "met")]),
        ("accepted", "refer", "clerk", [("deciding", "met"), ("reply", "")]),
        ("referred", "return", "officer", [("reply", "dropped"), ("deciding", "")]),
        ("referred", "answer", "officer", [("reply", "met")]),
        ("escalated", "decline", "district", [("deciding", "")]),
        ("escalated", "answer_escalated", "district", []),
    ],
)
def test_moves_of_staff_set_and_end_deadlines(desks, state, name, who, deadlines):
    submission = moved(desks, desks.submission(state=state), name, desks.actor(who))

    assert told(submission) == deadlines
    last = running(submission)
    assert submission.due_on == (last and last.due_on)


def test_what_is_referred_is_due_by_its_unit(desks):
    submission = moved(desks, desks.submission(state="accepted"), "refer", desks.actor("clerk"))

    decided, reply = deadlines_of(submission)
    assert (decided.unit, decided.venue, decided.site) == (None, desks.venue, desks.venue.site)
    assert (reply.unit, reply.venue, reply.site) == (desks.unit, desks.venue, desks.venue.site)


def test_withdrawing_drops_what_was_due(desks):
    assert told(moved(desks, desks.submission(state="referred"), "withdraw", Resident())) == [("reply", "dropped")]


def test_what_is_taken_up_again_is_due_anew(desks):
    submission = desks.submission(state="answered", reply="已修好。", replied_at=timezone.now())

    submission = moved(desks, submission, "reopen", Resident(), reason="还不亮")

    assert told(submission) == [("deciding", "")]
    assert submission.due_on == in_workdays(3)


@pytest.fixture
def to_review(desks) -> IntakeSubmission:
    """An answer of a reopened one, which its author asked the office to review."""
    submission = desks.submission(
        state="closed", reply="已修好。", replied_at=timezone.now(), reopened_count=1, due_on=None
    )
    return moved(desks, submission, "ask_review", Resident(), reason="还不亮")


def test_a_review_is_due_in_the_district_s_days(desks, to_review):
    assert (told(to_review), to_review.due_on) == ([("review", "")], in_workdays(5))

    settings = DistrictSettings.for_site(desks.venue.site)
    settings.review_days = 2
    settings.save()
    other = desks.submission(state="answered", replied_at=timezone.now(), reopened_count=1)
    assert moved(desks, other, "ask_review", Resident(), reason="还不亮").due_on == in_workdays(2)


@pytest.mark.parametrize(
    ("name", "deadlines"),
    [("uphold", [("review", "met")]), ("reopen_after_review", [("review", "met"), ("deciding", "")])],
)
def test_a_review_ends_with_the_office_s_answer(desks, to_review, name, deadlines):
    submission = moved(desks, to_review, name, desks.actor("district"), note="已经到现场看过。")

    assert told(submission) == deadlines
    assert submission.due_on == (in_workdays(3) if name == "reopen_after_review" else None)


def test_what_goes_on_by_itself_is_due_anew(desks):
    main = desks.submission(state="accepted")
    merged = moved(desks, desks.submission(), "merge", desks.actor("clerk"), number=main.number)

    [separate] = perform([merged], "submission.separate", System())

    assert told(separate) == [("screening", "dropped"), ("deciding", "")]


def test_a_suggestion_is_due_from_assignment_to_reply(desks):
    submission = desks.submission(state="accepted")
    perform([submission], "submission.escalate", desks.actor("clerk"), {"title": "关于示例的建议", "facts": "示例"})
    assert told(submission) == [("deciding", "met")]

    suggestion, office = SuggestionFactory(state="accepted"), Staff(desks.district)
    due_on = timezone.localdate() + timedelta(days=90)
    [suggestion] = perform([suggestion], "suggestion.assign", office, {"unit": desks.unit.pk, "due_on": due_on})
    [deadline] = deadlines_of(suggestion)
    assert (deadline.what, deadline.unit, deadline.venue, deadline.due_on, suggestion.due_on) == (
        "suggestion_reply", desks.unit, None, due_on, due_on,
    )  # fmt: skip

    reply = {"category": "A", "body": "已经修好。", "replied_on": timezone.localdate()}
    [suggestion] = perform([suggestion], "suggestion.reply", Staff(desks.officer), reply)
    assert (told(suggestion), suggestion.due_on) == ([("suggestion_reply", "met")], None)


# --- Rows from before there was a clock ---------------------------------------------------------------------------


def test_what_waited_before_gets_its_clock_and_loses_it_again(desks):
    since = timezone.now() - timedelta(days=9)
    waiting = [desks.submission(state=state, state_changed_at=since) for state in ("screening", "accepted", "referred")]
    IntakeSubmissionFactory(state="closed")
    suggestion = SuggestionFactory(state="assigned", lead_unit=desks.unit, due_on="2026-12-01", state_changed_at=since)
    SuggestionFactory(state="replied", lead_unit=desks.unit, due_on="2026-12-01")
    Deadline.objects.all().delete()
    migrations = [
        importlib.import_module(name)
        for name in ("forms.migrations.0009_start_clocks", "plugins.suggestions.migrations.0002_start_clocks")
    ]

    for migration in migrations:
        migration.start_clocks(apps, None)

    rows = [row for each in (*waiting, suggestion) for row in deadlines_of(each)]
    assert Deadline.objects.count() == len(rows) == 4
    assert [(row.what, row.unit) for row in rows] == [
        ("screening", None), ("deciding", None), ("reply", desks.unit), ("suggestion_reply", desks.unit),
    ]  # fmt: skip
    assert {row.set_on for row in rows} == {timezone.localdate(since)}
    for migration in migrations:
        migration.drop_deadlines(apps, None)
    assert not Deadline.objects.exists()
    assert Suggestion.objects.filter(due_on=None).count() == 0


def test_a_review_of_one_that_was_merged_ends_when_the_answer_is_taken_back(desks):
    answer = {"reply": "已修好。", "replied_at": timezone.now(), "reopened_count": 1}
    main = desks.submission(state="answered", **answer)
    merged = desks.submission(state="merged", merged_into=main, reopened_count=1)
    merged = moved(desks, merged, "ask_review", Resident(), reason="还不亮")
    main = moved(desks, main, "ask_review", Resident(), reason="还不亮")

    main = moved(desks, main, "reopen_after_review", desks.actor("district"))

    merged.refresh_from_db()
    assert (told(merged), merged.due_on, merged.review) == ([("review", "dropped")], None, "")
    assert told(main) == [("review", "met"), ("deciding", "")]
