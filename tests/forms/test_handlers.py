"""What follows after a move: delivered at least once, so twice changes nothing more."""

import pytest

from cms.kernel.actors import Resident
from cms.kernel.audit import history
from cms.kernel.models import Event
from cms.kernel.perform import perform
from forms import handlers

pytestmark = pytest.mark.django_db


def test_separating_twice_moves_once_and_leaves_others(desks, django_capture_on_commit_callbacks):
    main, first, second = desks.submission(state="accepted"), desks.submission(), desks.submission()
    elsewhere = desks.submission(state="merged", merged_into=desks.submission(state="accepted"))
    for each in (first, second):
        perform([each], "submission.merge", desks.actor("head"), {"number": main.number})
    with django_capture_on_commit_callbacks(execute=True):
        perform([main], "submission.withdraw", Resident())

    handlers.separate_merged(Event.objects.get(name="submission.withdraw"))

    for each in (first, second, elsewhere):
        each.refresh_from_db()
    assert [each.state for each in (first, second, elsewhere)] == ["accepted", "accepted", "merged"]
    actions = list(history(first).values_list("action", flat=True))
    assert actions == ["submission.merge", "submission.separate"]


def test_withdrawing_alone_moves_nobody_else(desks, django_capture_on_commit_callbacks):
    submission, other = desks.submission(), desks.submission()
    with django_capture_on_commit_callbacks(execute=True):
        perform([submission], "submission.withdraw", Resident())
    other.refresh_from_db()
    assert other.state == "screening"
