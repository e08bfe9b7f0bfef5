"""Closing what was answered: rated, or not rated in time; run again, nothing more happens."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from cms.kernel.actors import Resident
from cms.kernel.audit import history
from cms.kernel.exceptions import Conflict
from cms.kernel.models import AuditEntry
from cms.kernel.perform import perform
from cms.notices.models import Subscription
from cms.notices.selectors import alive
from cms.notices.sending import send_waiting
from forms import tasks
from forms.models import IntakeSubmission, State
from forms.selectors.feedback import to_close
from forms.services.following import TOPIC
from liaison_pages.models import DistrictSettings
from tests.cms.notices.following import ask, follow, notices
from tests.factories.forms import IntakeSubmissionFactory
from tests.factories.liaison_pages import VenueFactory, build_second_site

pytestmark = pytest.mark.django_db


def answered(days_ago: int = 0, **kwargs):
    at = timezone.now() - timedelta(days=days_ago)
    return IntakeSubmissionFactory(**{"state": "answered", "replied_at": at, "due_on": None, **kwargs})


def state_of(submission) -> str:
    submission.refresh_from_db()
    return submission.state


@pytest.mark.parametrize(
    ("days", "values", "state"),
    [
        (0, {}, "answered"),
        (0, {"rating": "satisfied"}, "closed"),
        (0, {"rating": "dissatisfied"}, "closed"),
        (7, {}, "answered"),
        (8, {}, "closed"),
        (8, {"review": "asked"}, "answered"),
        (8, {"review": "upheld"}, "closed"),
        (1, {"replied_at": None, "state_changed_at": timezone.now() - timedelta(days=8)}, "closed"),
    ],
)
def test_answered_ones_are_closed_when_rated_or_lapsed(site, days, values, state):
    submission = answered(days, **values)
    tasks.close_answered(site)
    assert state_of(submission) == state


@pytest.mark.parametrize("state", [state for state in State.values if state != "answered"])
def test_others_stay(site, state):
    submission = answered(40, state=state, rating="satisfied")
    tasks.close_answered(site)
    assert state_of(submission) == state


def test_days_are_the_district_s(site):
    settings = DistrictSettings.for_site(site)
    settings.rating_days = 2
    settings.save()
    submission = answered(3)
    tasks.close_answered(site)
    assert state_of(submission) == "closed"


def test_unrated_ones_are_told_apart(site):
    lapsed, rated = answered(8), answered(0, rating="satisfied")
    tasks.close_answered(site)
    assert (state_of(lapsed), lapsed.rating) == ("closed", "")
    assert (state_of(rated), rated.rating) == ("closed", "satisfied")
    entry = history(lapsed).last()
    assert (entry.action, entry.actor_kind, entry.to_state) == ("submission.close", "system", "closed")


def test_running_again_changes_nothing(site):
    answered(8)
    tasks.close_answered(site)
    before = AuditEntry.objects.count()
    tasks.close_answered(site)
    assert AuditEntry.objects.count() == before


def test_other_district_is_left_alone(site):
    other = answered(8, venue=VenueFactory(site=build_second_site()))
    tasks.close_answered(site)
    assert state_of(other) == "answered"


def test_one_that_moves_meanwhile_stops_no_other(site, monkeypatch):
    first, second = answered(8), answered(8)
    real = tasks.perform

    def perform(objects, *args):
        if objects[0].pk == first.pk:
            raise Conflict("reopened")
        return real(objects, *args)

    monkeypatch.setattr(tasks, "perform", perform)
    monkeypatch.setattr(tasks, "BATCH", 1)
    tasks.close_answered(site)
    assert (state_of(first), state_of(second)) == ("answered", "closed")


def test_review_asked_meanwhile_is_seen_with_the_row_locked(site):
    submission = answered(8)
    [seen] = to_close(site)
    IntakeSubmission.objects.update(review="asked")
    tasks._close(seen)
    assert state_of(submission) == "answered"


def test_task_is_registered(site):
    submission = answered(8)
    call_command("tasks", "run", "forms.close_answered", verbosity=0)
    assert state_of(submission) == "closed"


# --- Addresses of authors of which nothing more comes -----------------------------------------------------------------


def held(subscription) -> bool:
    subscription.refresh_from_db()
    assert subscription.is_ended != bool(subscription.ciphertext)
    return bool(subscription.ciphertext)


@pytest.mark.parametrize(
    ("days", "values", "is_held"),
    [
        (0, {"state": "withdrawn", "replied_at": None}, False),
        (0, {"state": "rejected", "replied_at": None}, False),
        (400, {"state": "accepted", "replied_at": None}, True),
        (400, {"state": "answered", "review": "asked"}, True),
        (400, {"state": "closed", "review": "asked"}, True),
        (30, {"state": "closed"}, True),
        (31, {"state": "closed"}, False),
    ],
)
def test_address_goes_when_nothing_more_comes(site, days, values, is_held):
    subscription = follow(answered(days, **values))
    unconfirmed = ask(answered(days, **values), "other@example.com")
    unconfirmed.notices.all().delete()

    tasks.end_done_notices(site)

    assert (held(subscription), held(unconfirmed)) == (is_held, is_held)
    assert AuditEntry.objects.filter(action="notices.end").count() == (0 if is_held else 2)


@pytest.mark.parametrize(
    ("days", "values", "is_held"),
    [(31, {}, False), (30, {}, True), (31, {"state": "accepted"}, True), (31, {"review": "asked"}, True)],
)
def test_address_of_who_joined_goes_with_the_common_answer(site, days, values, is_held):
    main = answered(days, **{"state": "closed", **values})
    subscription = follow(IntakeSubmissionFactory(state="merged", merged_into=main, venue=main.venue))

    tasks.end_done_notices(site)

    assert held(subscription) == is_held


def test_last_notice_goes_out_before_the_address_goes(site, django_capture_on_commit_callbacks):
    submission = IntakeSubmissionFactory(state="accepted")
    subscription = follow(submission)
    perform([submission], "submission.withdraw", Resident())
    assert notices() == [("submission.withdraw", "waiting")]

    tasks.end_done_notices(site)
    assert held(subscription)
    send_waiting()
    assert len(mail.outbox) == 1
    tasks.end_done_notices(site)

    assert not held(subscription)


def test_addresses_of_another_district_and_of_other_things_stay(site):
    other = VenueFactory(site=build_second_site())
    theirs = follow(answered(400, state="closed", venue=other))
    of_another_kind = follow(answered(400, state="closed"))
    Subscription.objects.filter(pk=of_another_kind.pk).update(topic="digest")

    tasks.end_done_notices(site)

    assert (held(theirs), held(of_another_kind)) == (True, True)


@pytest.mark.parametrize("count", [1, 3])
def test_looking_for_them_costs_the_same_however_many(site, count, django_assert_num_queries):
    for number in range(count):
        follow(answered(1), f"example{number}@example.com")
    with django_assert_num_queries(4):
        tasks.end_done_notices(site)


def test_many_are_done_some_at_a_time(site, monkeypatch):
    monkeypatch.setattr(tasks, "BATCH", 2)
    rows = [follow(answered(400, state="closed"), f"example{number}@example.com") for number in range(5)]
    tasks.end_done_notices(site)
    assert [held(each) for each in rows] == [False] * 5


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL's planner looks at so few rows one by one")
def test_addresses_are_found_by_an_index(site):
    assert "INDEX subscriptions_alive " in alive(site, TOPIC).filter(pk__gt=0)[:500].explain()
