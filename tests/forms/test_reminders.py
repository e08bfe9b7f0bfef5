"""Reminders of submissions: whom they are for, where they show, and what they cost."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from cms.clock.models import Reminder
from cms.clock.selectors import asking
from cms.kernel.audit import history
from cms.kernel.models import AuditEntry
from cms.kernel.perform import perform
from forms import tasks
from forms.models import IntakeSubmission
from forms.selectors.reminders import first_reminded, reminded, reminder_counts
from liaison_pages.models import DistrictSettings
from tests.forms.queue_pages import INDEX, listed, queries_of, url
from tests.forms.test_move_permissions import EVERYBODY

HOME = reverse("wagtailadmin_home")
TODAY = date(2026, 12, 9)  # a Wednesday


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(TODAY, tick=False):
        yield


def due(workdays_ago: int) -> date:
    """So many working days before today, in a week without holidays."""
    return {-1: date(2026, 12, 10), 0: TODAY, 1: date(2026, 12, 8), 3: date(2026, 12, 4), 6: date(2026, 12, 1)}[
        workdays_ago
    ]


def who_is_reminded(desks) -> set[str]:
    return {who for who in EVERYBODY if reminded(getattr(desks, who)).exists()}


@pytest.mark.parametrize(
    ("state", "days", "expected"),
    [
        ("accepted", -1, {"head", "clerk"}),
        ("accepted", 0, {"head", "clerk"}),
        ("accepted", 1, {"head", "clerk"}),
        ("accepted", 3, {"head", "clerk"}),
        ("accepted", 6, {"head", "clerk", "district", "administrator"}),
        ("referred", -1, {"officer"}),
        ("referred", 1, {"officer"}),
        ("referred", 3, {"officer", "head"}),
        ("referred", 6, {"officer", "head", "district", "administrator"}),
    ],
)
def test_ladder_goes_from_who_acts_to_the_head_and_the_office(desks, site, state, days, expected):
    desks.submission(state=state, due_on=due(days))
    assert who_is_reminded(desks) == set()

    tasks.remind(site)

    assert who_is_reminded(desks) == expected


def test_desk_is_reminded_of_a_unit_that_has_nobody(desks, site):
    desks.unit.officers.clear()
    desks.submission(state="referred", due_on=due(1))
    tasks.remind(site)
    assert who_is_reminded(desks) == {"head", "clerk"}


def test_office_is_reminded_of_its_reviews(desks, site):
    desks.submission(state="closed", review="asked", due_on=due(1))
    tasks.remind(site)
    assert who_is_reminded(desks) == {"district", "administrator"}


def test_steps_are_the_district_s(desks, site):
    settings = DistrictSettings.for_site(site)
    settings.remind_before_days = settings.remind_late_days = settings.remind_head_days = 0
    settings.remind_office_days = 1
    settings.save()
    desks.submission(state="accepted", due_on=due(1))
    tasks.remind(site)
    assert who_is_reminded(desks) == {"district", "administrator"}


def test_each_step_is_one_line_of_the_history_and_running_again_adds_none(desks, site, signed_in):
    submission = desks.submission(state="accepted", due_on=due(3))
    tasks.remind(site)
    before = AuditEntry.objects.count()
    tasks.remind(site)

    assert AuditEntry.objects.count() == before
    assert [entry.data for entry in history(submission)] == [
        {"step": step, "due_on": "2026-12-04"} for step in ("late", "head")
    ]
    lines = signed_in("clerk").get(url("detail", submission)).context["history"]
    assert [(line.title, line.details, line.who) for line in lines] == [
        ("到期提醒", "报站长", "系统自动"),
        ("到期提醒", "过了期限", "系统自动"),
    ]


def test_reminder_goes_when_it_is_done(desks, site):
    submission = desks.submission(state="accepted", due_on=due(1))
    tasks.remind(site)
    perform([submission], "submission.answer", desks.actor("clerk"), {"reply": "修好了。", "reply_by": "示例站"})
    assert who_is_reminded(desks) == set()
    assert Reminder.objects.count() == 1


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL's planner looks at so few rows one by one")
@pytest.mark.parametrize("who", ["head", "district"])
def test_what_somebody_is_reminded_of_is_found_among_all_by_an_index(desks, who):
    assert "USING INDEX deadlines_reminded " in reminded(getattr(desks, who)).explain()
    assert (
        "USING INDEX one_undecided_extension"
        in IntakeSubmission.objects.filter(pk__in=asking(IntakeSubmission)).explain()
    )


def test_queue_finds_and_marks_what_one_is_reminded_of(desks, site, signed_in):
    submission, later = desks.submission(state="accepted", due_on=due(3)), desks.submission(state="accepted")
    tasks.remind(site)

    response = signed_in("head").get(INDEX, {"clock": "reminded"})
    assert listed(response) == [submission.number]
    assert "已报站长" in response.content.decode()
    assert "逾期 3 个工作日" in response.content.decode()
    assert listed(signed_in("district").get(INDEX, {"clock": "reminded"})) == []
    assert later.due_on


def test_dashboard_shows_what_comes_what_is_asked_and_what_should_go_on(desks, site, signed_in):
    late = desks.submission(state="referred", due_on=due(3), title="路灯不亮")
    tasks.remind(site)
    asked = desks.submission(state="referred")
    perform([asked], "submission.ask_extension", desks.actor("officer"), {"days": 3, "reason": "等材料"})
    with time_machine.travel(TODAY - timedelta(days=5), tick=False):
        paused = desks.submission(state="accepted")
        why = {"reason": "visit", "note": "", "expected_on": TODAY - timedelta(days=1)}
        perform([paused], "submission.pause", desks.actor("head"), why)

    html = signed_in("head").get(HOME).content.decode()

    assert reminder_counts(desks.head) == {"reminded": 1, "asked": 1, "over": 1}
    assert reminder_counts(desks.clerk) == {"reminded": 0, "asked": 0, "over": 1}
    assert reminder_counts(desks.officer) == {"reminded": 1, "asked": 0, "over": 0}
    assert reminder_counts(desks.foreign_head) == {"reminded": 0, "asked": 0, "over": 0}
    assert "到期提醒" in html
    assert f"{late.number} 路灯不亮" in html
    assert "clock=over" in html
    assert "到期提醒" not in signed_in("foreign_head").get(HOME).content.decode()
    assert [each.pk for each in first_reminded(desks.head, 3)] == [late.pk]


@pytest.mark.parametrize("who", ["head", "officer", "district"])
def test_dashboard_costs_the_same_for_one_and_for_many(desks, site, signed_in, who):
    client = signed_in(who)
    desks.submission(state="referred", due_on=due(6))
    tasks.remind(site)
    for_one = queries_of(client, HOME)
    for _ in range(3):
        desks.submission(state="referred", due_on=due(6))
    tasks.remind(site)
    assert queries_of(client, HOME) == for_one


def test_command_reminds(desks, site):
    desks.submission(state="accepted", due_on=due(1))
    call_command("tasks", "run", "forms.remind")
    assert Reminder.objects.count() == 1
    assert timezone.localdate() == TODAY
