"""Deadlines: set, replaced and stopped; what was late on a day is the same whenever one asks."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.clock import services
from cms.clock.models import Deadline, Ending
from cms.clock.selectors import deadlines_of, late_on, running, running_by_object
from tests.factories.forms import IntakeSubmissionFactory

pytestmark = pytest.mark.django_db

FIRST = date(2026, 12, 28)
DAYS = 12


@pytest.fixture
def matter(site):
    """Something on which no clock runs yet."""
    return IntakeSubmissionFactory(due_on=None)


def late_ones(day: date) -> set[int]:
    return set(Deadline.objects.filter(late_on(day)).values_list("pk", flat=True))


def told(obj) -> list[tuple]:
    return [(row.what, row.set_on, row.due_on, row.ended_on, row.ended_by) for row in deadlines_of(obj)]


def test_a_new_date_ends_the_old_one_and_rewrites_nothing(matter):
    with time_machine.travel(FIRST):
        services.start(matter, due_on=date(2026, 12, 30), what="screening")
    with time_machine.travel(date(2026, 12, 29)):
        services.set_due(matter, due_on=date(2027, 1, 4), what="deciding", ended=Ending.MET)
    with time_machine.travel(date(2027, 1, 6)):
        services.stop(matter, Ending.DROPPED)

    assert told(matter) == [
        ("screening", FIRST, date(2026, 12, 30), date(2026, 12, 29), "met"),
        ("deciding", date(2026, 12, 29), date(2027, 1, 4), date(2027, 1, 6), "dropped"),
    ]
    assert (matter.due_on, running(matter)) == (None, None)


def test_object_carries_the_running_date(matter):
    services.set_due(matter, due_on=date(2027, 1, 4), what="deciding")
    assert (matter.due_on, running(matter).due_on) == (date(2027, 1, 4), date(2027, 1, 4))


def test_stopping_what_does_not_run_changes_nothing(matter):
    services.stop(matter, Ending.MET)
    assert told(matter) == []


def test_one_deadline_runs_at_most(matter):
    services.start(matter, due_on=FIRST, what="screening")
    with pytest.raises(IntegrityError), transaction.atomic():
        services.start(matter, due_on=FIRST, what="deciding")
    assert len(told(matter)) == 1


def test_a_row_ends_somehow_or_not_at_all(matter):
    row = services.start(matter, due_on=FIRST, what="screening")
    with pytest.raises(IntegrityError), transaction.atomic():
        Deadline.objects.filter(pk=row.pk).update(ended_on=FIRST)
    with pytest.raises(IntegrityError), transaction.atomic():
        Deadline.objects.filter(pk=row.pk).update(ended_by=Ending.MET)


@pytest.mark.parametrize(
    ("day", "is_late"),
    [
        (date(2026, 12, 30), False),  # due that day: there is until its end
        (date(2026, 12, 31), True),
        (date(2027, 1, 5), True),
        (date(2027, 1, 6), False),  # done in its course
    ],
)
def test_late_from_the_day_after_due_until_done(matter, day, is_late):
    with time_machine.travel(FIRST):
        services.start(matter, due_on=date(2026, 12, 30), what="screening")
    with time_machine.travel(date(2027, 1, 6)):
        services.stop(matter, Ending.MET)

    assert bool(late_ones(day)) == is_late


def test_set_on_a_day_when_it_was_late_already_counts_from_then(matter):
    with time_machine.travel(date(2027, 1, 6)):
        services.start(matter, due_on=date(2026, 12, 30), what="deciding")

    assert [bool(late_ones(date(2027, 1, day))) for day in (5, 6)] == [False, True]


def test_what_was_put_off_in_time_is_not_late(matter):
    with time_machine.travel(FIRST):
        services.start(matter, due_on=date(2026, 12, 30), what="reply")
        services.set_due(matter, due_on=date(2027, 1, 6), what="reply", extended_times=1)

    assert not late_ones(date(2027, 1, 6))
    assert late_ones(date(2027, 1, 7))


@pytest.mark.parametrize("count", [1, 3])
def test_running_ones_of_a_page_cost_one_query(site, django_assert_num_queries, count):
    matters = IntakeSubmissionFactory.create_batch(count)
    with django_assert_num_queries(1):
        found = running_by_object(matters)
    assert set(found) == {each.pk for each in matters}


# --- The same answer later ----------------------------------------------------------------------------------------

ENDINGS = st.sampled_from([Ending.REPLACED, Ending.MET, Ending.PAUSED, Ending.DROPPED])
STEP = st.tuples(
    st.integers(0, 2),  # whose turn
    st.integers(0, 3),  # days that passed before
    st.one_of(st.none(), st.integers(-2, 6)),  # None: stop; else due that many days later
    ENDINGS,
)


def act(matters: list, step: tuple, today: date) -> None:
    which, _days, days_left, ended = step
    if days_left is None:
        services.stop(matters[which], ended)
    else:
        due_on = today + timedelta(days=days_left)
        services.set_due(matters[which], due_on=due_on, what="reply", ended=ended)


def asked_of_every_day_before(today: date) -> dict[date, set[int]]:
    return {day: late_ones(day) for day in (FIRST + timedelta(days=n) for n in range((today - FIRST).days))}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEP, min_size=2, max_size=DAYS))
def test_what_was_late_on_a_day_is_the_same_whenever_one_asks(site, steps):
    """Also, it is what one would have written down that evening: the object's own date was past."""
    with transaction.atomic():
        matters = IntakeSubmissionFactory.create_batch(3, due_on=None)
        today, noted = FIRST, {}
        for step in steps:
            for _day in range(step[1]):
                noted[today] = {running(each).pk for each in matters if each.due_on and each.due_on < today}
                today += timedelta(days=1)
            with time_machine.travel(today):
                act(matters, step, today)
            assert asked_of_every_day_before(today) == noted
        transaction.set_rollback(True)
