"""The ladder: who is reminded on which day, once each, also by two who run at the same time."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from cms.clock import services
from cms.clock.ladder import Ladder, climb
from cms.clock.models import Deadline, Ending, Reminder
from forms.models import IntakeSubmission
from tests.factories.forms import IntakeSubmissionFactory
from tests.factories.liaison_pages import build_second_site
from tests.races import at_once

DUE_ON = date(2026, 12, 4)  # a Friday
LADDER = Ladder(before=2, late=1, head=2, office=3)


def climbed(site, ladder: Ladder = LADDER) -> list[str]:
    """The steps that are told of now."""
    steps = []
    count = climb(site=site, model=IntakeSubmission, ladder=ladder, tell=lambda *told: steps.append(told[2]))
    assert count == len(steps)
    return steps


def on(day: date, site, ladder: Ladder = LADDER) -> list[str]:
    with time_machine.travel(day, tick=False):
        return climbed(site, ladder)


@pytest.fixture
def matter(site):
    return IntakeSubmissionFactory(due_on=DUE_ON)


def test_each_step_comes_on_its_working_day_and_once(site, matter):
    days = [date(2026, 12, 1) + timedelta(days=number) for number in range(20)]

    made = {day: steps for day in days if (steps := on(day, site))}

    assert made == {
        date(2026, 12, 2): ["before"],  # two working days before
        date(2026, 12, 7): ["late"],  # the Monday after
        date(2026, 12, 9): ["head"],
        date(2026, 12, 14): ["office"],
    }


def test_days_when_nobody_works_are_left_out(site, matter):
    assert on(date(2026, 12, 5), site) == on(date(2026, 12, 6), site) == []


def test_a_run_that_was_missed_is_made_good_without_looking_back(site, matter):
    assert on(date(2026, 12, 9), site) == ["late", "head"]  # no word any more of what was coming


@pytest.mark.parametrize(
    ("ladder", "steps"),
    [
        (Ladder(0, 0, 0, 0), []),
        (Ladder(2, 0, 0, 0), []),
        (Ladder(0, 1, 0, 0), ["late"]),
        (Ladder(0, 1, 0, 3), ["late", "office"]),
        (Ladder(0, 0, 2, 0), ["head"]),
    ],
)
def test_steps_that_are_off_are_left_out(site, matter, ladder, steps):
    assert on(date(2026, 12, 31), site, ladder) == steps


def test_what_ended_is_nobody_s_business(site, matter):
    services.stop(matter, Ending.MET)
    assert on(date(2026, 12, 31), site) == []


def test_a_new_date_starts_below(site, matter):
    assert on(date(2026, 12, 9), site) == ["late", "head"]
    services.set_due(matter, due_on=date(2026, 12, 10), what="reply")
    assert on(date(2026, 12, 9), site) == ["before"]


def test_a_pause_that_should_be_over_is_told_once(site, matter):
    with time_machine.travel(date(2026, 12, 1), tick=False):
        services.pause(matter, reason="visit", note="", expected_on=date(2026, 12, 8))
        matter.save()
    assert on(date(2026, 12, 8), site) == []
    assert on(date(2026, 12, 9), site) == ["pause"]
    assert on(date(2026, 12, 10), site) == []


def test_each_district_is_climbed_by_itself(site, matter):
    other = build_second_site()
    assert on(date(2026, 12, 7), other) == []
    assert on(date(2026, 12, 7), site) == ["late"]


def test_what_fails_to_be_told_is_told_the_next_time(site, matter):
    def fails(*told):
        raise RuntimeError("no room")

    with time_machine.travel(date(2026, 12, 7), tick=False):
        with pytest.raises(RuntimeError):
            climb(site=site, model=IntakeSubmission, ladder=LADDER, tell=fails)
        assert not Reminder.objects.exists()
        assert climbed(site) == ["late"]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_runs_at_once_remind_once(site):
    late = timezone.localdate() - timedelta(days=60)
    IntakeSubmissionFactory.create_batch(20, due_on=late)

    first, second = at_once(lambda: climbed(site), lambda: climbed(site))

    assert len(first) + len(second) == 60
    assert Reminder.objects.count() == 60


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_what_ends_at_the_same_time_is_not_reminded_of_afterwards(site):
    matter = IntakeSubmissionFactory(due_on=timezone.localdate() - timedelta(days=60))

    def end():
        with transaction.atomic():
            services.stop(matter, Ending.MET)
            seen.append(Reminder.objects.count())

    seen: list[int] = []
    at_once(end, lambda: climbed(site))

    assert Deadline.objects.get().ended_by == "met"
    assert Reminder.objects.count() == seen[0]
