"""Closing what was answered: rated, or not rated in time; run again, nothing more happens."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from cms.kernel.audit import history
from cms.kernel.exceptions import Conflict
from cms.kernel.models import AuditEntry
from forms import tasks
from forms.models import IntakeSubmission, State
from forms.selectors.feedback import to_close
from liaison_pages.models import DistrictSettings
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
