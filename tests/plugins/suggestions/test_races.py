"""Two at once, on PostgreSQL: SQLite lets one writer in at a time and hides races."""

import datetime
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from cms.access.roles import Role
from cms.clock.models import Deadline, Extension
from cms.clock.selectors import running
from cms.kernel.actors import Staff
from cms.kernel.exceptions import KernelError
from cms.kernel.perform import perform
from forms.models import IntakeSubmission
from plugins.suggestions.models import CongressSession, Reply, Suggestion, SuggestionSource
from tests.plugins.suggestions.stage import DRAFT, Stage, person, states

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def at_once(*calls) -> list:
    """Run `calls` in threads that start together; what each returned, or the error it raised."""
    barrier = Barrier(len(calls))

    def run(call):
        barrier.wait()
        try:
            return call()
        except KernelError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


@pytest.fixture
def crowd(transactional_db) -> Stage:
    from tests.factories.liaison_pages import build_site

    build_site()
    return Stage()


def test_two_escalations_of_the_same_submissions_make_one_suggestion(crowd):
    submissions = crowd.submissions(3)

    def escalate(user, order):
        fresh = [IntakeSubmission.objects.get(pk=each.pk) for each in order]
        return lambda: perform(fresh, "submission.escalate", Staff(user), DRAFT)

    results = at_once(escalate(crowd.head, submissions), escalate(crowd.office, submissions[::-1]))

    assert sorted(isinstance(result, KernelError) for result in results) == [False, True]
    assert Suggestion.objects.count() == 1
    assert SuggestionSource.objects.filter(is_current=True).count() == 3
    assert states(submissions) == ["escalated"] * 3


def test_overlapping_escalations_leave_no_submission_half_moved(crowd):
    first, shared, last = crowd.submissions(3)

    def escalate(user, objects):
        return lambda: perform(objects, "submission.escalate", Staff(user), DRAFT)

    results = at_once(escalate(crowd.head, [first, shared]), escalate(crowd.office, [shared, last]))

    assert sorted(isinstance(result, KernelError) for result in results) == [False, True]
    assert Suggestion.objects.count() == 1
    assert states([shared]) == ["escalated"]
    assert sorted(states([first, last])) == ["accepted", "escalated"]


def test_two_deputies_adopting_one_draft_make_one_lead(crowd):
    suggestion = crowd.escalate()
    calls = [
        lambda user=user: perform([suggestion], "suggestion.adopt", Staff(user), {})
        for user in (crowd.deputy_user, crowd.other_deputy_user)
    ]
    results = at_once(*calls)
    assert sorted(isinstance(result, KernelError) for result in results) == [False, True]
    winner = crowd.deputy if not isinstance(results[0], KernelError) else crowd.other_deputy
    assert Suggestion.objects.get().lead_deputy == winner


def test_two_replies_at_once_leave_one(crowd):
    suggestion = crowd.at("assigned")
    calls = [
        lambda user=user: perform([suggestion], "suggestion.reply", Staff(user), crowd.answer())
        for user in (crowd.officer, crowd.office)
    ]
    results = at_once(*calls)
    assert sorted(isinstance(result, KernelError) for result in results) == [False, True]
    assert Reply.objects.count() == 1


def test_numbers_given_at_once_are_without_gap_or_double(crowd):
    suggestions = [crowd.at("submitted") for _number in range(4)]
    session = CongressSession.objects.get()

    def accept(suggestion):
        return lambda: perform([suggestion], "suggestion.accept", Staff(crowd.office), {"session": session.pk})

    at_once(*[accept(suggestion) for suggestion in suggestions])
    assert sorted(Suggestion.objects.values_list("number", flat=True)) == [1, 2, 3, 4]


def assigned_and_asked(crowd) -> Suggestion:
    suggestion = crowd.at("assigned")
    later = suggestion.due_on + datetime.timedelta(days=20)
    data = {"due_on": later, "reason": "要等设计方案。"}
    return perform([suggestion], "suggestion.ask_extension", Staff(crowd.officer), data)[0]


def grant(suggestion, user):
    data = {"due_on": suggestion.due_on + datetime.timedelta(days=20), "words": "同意。"}
    return lambda: perform([suggestion], "suggestion.grant_extension", Staff(user), data)


def test_extension_granted_twice_at_once_is_granted_once(crowd):
    suggestion = assigned_and_asked(crowd)
    other = person(Role.DISTRICT_EDITOR)

    results = at_once(grant(suggestion, crowd.office), grant(suggestion, other))

    assert sorted(isinstance(result, KernelError) for result in results) == [False, True]
    assert running(suggestion).extended_times == 1
    assert Suggestion.objects.get().due_on == suggestion.due_on + datetime.timedelta(days=20)


def test_extension_granted_while_the_unit_replies_ends_with_the_reply(crowd):
    suggestion = assigned_and_asked(crowd)

    results = at_once(
        grant(suggestion, crowd.office),
        lambda: perform([suggestion], "suggestion.reply", Staff(crowd.officer), crowd.answer()),
    )

    fresh = Suggestion.objects.get()
    assert (fresh.state, fresh.due_on, running(fresh)) == ("replied", None, None)
    was_granted = not isinstance(results[0], KernelError)
    assert Extension.objects.get().is_granted == (True if was_granted else None)
    assert Deadline.objects.filter(object_id=fresh.pk, ended_by="replaced").count() == int(was_granted)
