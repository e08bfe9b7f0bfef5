"""Standing still: nothing is due, the author reads why, and the working days that were left come back."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from cms.clock.models import Pause
from cms.clock.selectors import deadlines_of, running, running_pause
from cms.kernel.actors import Resident, Staff
from cms.kernel.audit import history
from cms.kernel.exceptions import Conflict, Denied, InvalidMove
from cms.kernel.models import EventDelivery
from cms.kernel.perform import available_transitions, perform
from cms.workdays.models import CalendarDay
from cms.workdays.wording import day_text
from forms.handlers import resume_after_addition
from forms.models import IntakeSubmission
from liaison_pages.models import DistrictSettings
from tests.forms.queue_pages import INDEX, listed, url
from tests.forms.test_move_permissions import everything
from tests.forms.test_status import Known, text_of

SINCE = datetime(2026, 12, 1, 2, tzinfo=UTC)
WHY = {"reason": "visit", "note": "", "expected_on": date(2099, 1, 1)}


@pytest.fixture(autouse=True)
def _long_pauses(site):
    settings = DistrictSettings.for_site(site)
    settings.pause_days = 32_000
    settings.save()


def paused(submission, actor, **why) -> IntakeSubmission:
    return perform([submission], "submission.pause", actor, {**WHY, **why})[0]


def resumed(submission, actor) -> IntakeSubmission:
    return perform([submission], "submission.resume", actor)[0]


def test_nothing_is_due_while_it_is_paused(desks):
    submission = paused(desks.submission(state="accepted"), desks.actor("head"))

    assert (submission.state, submission.due_on, submission.paused_until) == ("accepted", None, date(2099, 1, 1))
    assert running(submission) is None
    assert [row.ended_by for row in deadlines_of(submission)] == ["paused"]
    assert history(submission).last().data == {"reason": "visit", "note": "", "until": "2099-01-01"}


@pytest.mark.parametrize(
    ("paused_on", "due_on", "resumed_on", "due_again"),
    [
        (date(2026, 11, 24), date(2026, 11, 27), date(2026, 12, 8), date(2026, 12, 11)),  # three days before and after
        (date(2026, 11, 27), date(2026, 12, 1), date(2026, 12, 5), date(2026, 12, 8)),  # over weekends
        (date(2026, 9, 29), date(2026, 10, 9), date(2026, 10, 9), date(2026, 10, 13)),  # a holiday, a worked Saturday
        (date(2026, 12, 29), date(2027, 1, 4), date(2026, 12, 31), date(2027, 1, 6)),  # over the year's end
        (date(2026, 12, 29), date(2026, 12, 29), date(2027, 1, 6), date(2027, 1, 6)),  # on its last day
        (date(2026, 12, 4), date(2026, 12, 4), date(2026, 12, 12), date(2026, 12, 14)),  # none left, on a Saturday
        (date(2026, 12, 10), date(2026, 12, 8), date(2026, 12, 21), date(2026, 12, 17)),  # late by two days, and still
        (date(2026, 12, 10), date(2026, 12, 14), date(2026, 12, 10), date(2026, 12, 14)),  # on the same day
    ],
)  # fmt: skip
def test_working_days_that_were_left_come_back(desks, paused_on, due_on, resumed_on, due_again):
    CalendarDay.objects.get_or_create(date=date(2027, 1, 1), defaults={"is_working": False, "name": "元旦"})
    submission = desks.submission(state="referred", due_on=due_on)
    with time_machine.travel(paused_on, tick=False):
        submission = paused(submission, desks.actor("officer"))
    with time_machine.travel(resumed_on, tick=False):
        submission = resumed(submission, desks.actor("officer"))

    assert (submission.due_on, submission.paused_until) == (due_again, None)
    deadline = running(submission)
    assert (deadline.what, deadline.unit, deadline.set_on) == ("reply", desks.unit, resumed_on)
    assert Pause.objects.get().ended_on == resumed_on


def test_days_are_those_left_on_the_day_of_the_pause_whatever_the_calendar_says_later(desks):
    submission = desks.submission(state="accepted", due_on=date(2026, 12, 11))
    with time_machine.travel(date(2026, 12, 7), tick=False):
        submission = paused(submission, desks.actor("head"))
    CalendarDay.objects.create(date=date(2026, 12, 9), is_working=False, name="示例假日")
    with time_machine.travel(date(2026, 12, 14), tick=False):
        assert resumed(submission, desks.actor("head")).due_on == date(2026, 12, 18)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("answer", {"reply": "已修好。", "reply_by": "示例街道"}),
        ("refer", {"kind": "unit", "effort": "simple"}),
        ("withdraw", {}),
    ],
)
def test_a_case_that_moves_on_is_paused_no_more(desks, name, data):
    submission = paused(desks.submission(state="accepted"), desks.actor("head"))
    if name == "refer":
        data = {**data, "unit": desks.unit.pk}

    actor = Resident() if name == "withdraw" else desks.actor("head")
    [submission] = perform([submission], f"submission.{name}", actor, data)

    assert (submission.paused_until, running_pause(submission)) == (None, None)
    assert bool(running(submission)) == bool(submission.due_on) == (name == "refer")


@pytest.mark.parametrize(
    ("why", "faults"),
    [
        ({"reason": "whatever"}, {"reason": ["invalid_choice"]}),
        ({"reason": ""}, {"reason": ["required"]}),
        ({"reason": "other"}, {"note": ["required"]}),
        ({"note": "好" * 301}, {"note": ["max_length"]}),
        ({"reason": "other", "note": "空\x00字"}, {"note": ["control_characters"]}),
        ({"expected_on": ""}, {"expected_on": ["required"]}),
        ({"expected_on": "明天"}, {"expected_on": ["invalid"]}),
        ({"expected_on": "9999-12-31"}, {"expected_on": ["too_far"]}),
        ({"expected_on": "2020-01-01"}, {"expected_on": ["past"]}),
    ],
)
def test_pause_refuses_bad_input(desks, why, faults):
    submission = desks.submission(state="accepted")
    before = everything()
    with pytest.raises(InvalidMove) as caught:
        paused(submission, desks.actor("head"), **why)
    assert {name: [fault["code"] for fault in each] for name, each in caught.value.errors.items()} == faults
    assert everything() == before


def test_longest_pause_is_the_district_s(desks, site):
    settings = DistrictSettings.for_site(site)
    settings.pause_days = 5
    settings.save()
    submission = desks.submission(state="accepted")
    with pytest.raises(InvalidMove):
        paused(submission, desks.actor("head"), expected_on=timezone.localdate() + timedelta(days=6))
    assert paused(submission, desks.actor("head"), expected_on=timezone.localdate() + timedelta(days=5)).paused_until

    settings.pause_days = 0
    settings.save()
    with pytest.raises(Conflict):
        paused(desks.submission(state="accepted"), desks.actor("head"))


def test_what_is_paused_is_not_paused_again_and_what_runs_is_not_resumed(desks):
    submission = desks.submission(state="accepted")
    with pytest.raises(Conflict, match="没有暂停"):
        resumed(submission, desks.actor("head"))
    submission = paused(submission, desks.actor("head"))
    with pytest.raises(Conflict, match="已经暂停"):
        paused(submission, desks.actor("head"))


DESK = {"head", "clerk", "district", "administrator"}


@pytest.mark.parametrize(("state", "allowed"), [("accepted", DESK), ("referred", DESK | {"officer"})])
@pytest.mark.parametrize("name", ["pause", "resume"])
def test_those_who_handle_it_pause_and_resume_it(desks, name, state, allowed):
    submission = desks.submission(state=state)
    if name == "resume":
        paused(submission, desks.actor("head"))
        IntakeSubmission.objects.update(claimed_by=None)
    everybody = (*DESK, "reader", "editor", "auditor", "deputy", "officer", "foreign_head", "foreign_officer")

    for who in everybody:
        actor = Staff(getattr(desks, who))
        fresh = IntakeSubmission.objects.get(pk=submission.pk)
        offered = f"submission.{name}" in {move.name for move in available_transitions([fresh], actor)}
        assert offered == (who in allowed), who
        if who not in allowed:
            before = everything()
            with pytest.raises(Denied):
                perform([submission], f"submission.{name}", actor, WHY)
            assert everything() == before


# --- The author ---------------------------------------------------------------------------------------------------


def test_author_reads_why_and_until_when(client, desks):
    known = Known(venue=desks.venue, state="accepted")
    until = timezone.localdate() + timedelta(days=9)
    paused(known.submission, desks.actor("head"), reason="resident", note="请补充楼号。", expected_on=until)

    response = client.get(known.url)

    assert response.context["now"].tag == "暂停办理"
    html = text_of(response)
    for words in (day_text(until), "等您补充情况，补充以后就接着办。请补充楼号。", f"{known.url}add/"):
        assert words in html
    assert "最迟" not in html
    assert [line.title for line in response.context["timeline"]][0] == "暂停办理"


def test_who_joined_reads_why_without_the_words_for_the_other(client, desks):
    main, other = Known(venue=desks.venue, state="accepted"), Known(venue=desks.venue)
    perform([other.submission], "submission.merge", desks.actor("head"), {"number": main.submission.number})
    paused(main.submission, desks.actor("head"), reason="resident", note="请补充您家的楼号。")

    html = text_of(client.get(other.url))

    assert "等另一位居民补充情况" in html
    assert "您家的楼号" not in html


def test_a_pause_that_lasts_longer_than_thought_says_so(client, desks):
    known = Known(venue=desks.venue, state="accepted")
    with time_machine.travel(timezone.now() - timedelta(days=5), tick=False):
        paused(known.submission, desks.actor("head"), expected_on=timezone.localdate() + timedelta(days=1))
    assert "原来预计" in text_of(client.get(known.url))


@pytest.mark.parametrize(("reason", "goes_on"), [("resident", True), ("visit", False)])
def test_an_addition_ends_a_pause_that_waited_for_it(
    client, desks, reason, goes_on, django_capture_on_commit_callbacks
):
    known = Known(venue=desks.venue, state="accepted")
    paused(known.submission, desks.actor("head"), reason=reason)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{known.url}add/", {"text": "是三号楼"})

    known.submission.refresh_from_db()
    assert bool(known.submission.due_on) == goes_on
    assert (known.submission.paused_until is None) == goes_on
    assert (history(known.submission).last().action == "submission.resume") == goes_on


def test_words_of_one_that_joined_end_the_pause_too(client, desks, django_capture_on_commit_callbacks):
    main, other = Known(venue=desks.venue, state="accepted"), Known(venue=desks.venue)
    perform([other.submission], "submission.merge", desks.actor("head"), {"number": main.submission.number})
    paused(main.submission, desks.actor("head"), reason="resident")

    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{other.url}add/", {"text": "是三号楼"})

    main.submission.refresh_from_db()
    assert main.submission.due_on


def test_an_addition_told_again_ends_no_later_pause(desks, django_capture_on_commit_callbacks):
    submission = paused(desks.submission(state="accepted"), desks.actor("head"), reason="resident")
    with django_capture_on_commit_callbacks(execute=True):
        perform([submission], "submission.add", Resident(), {"text": "是三号楼"})
    submission.refresh_from_db()
    submission = paused(submission, desks.actor("head"), reason="resident")

    resume_after_addition(EventDelivery.objects.get(handler="forms.resume_after_addition").event)

    submission.refresh_from_db()
    assert submission.paused_until


# --- Staff --------------------------------------------------------------------------------------------------------


def test_queue_finds_what_is_paused_and_what_should_go_on(desks, signed_in):
    desks.submission(state="accepted")
    waiting = paused(desks.submission(state="referred"), desks.actor("head"), expected_on=date(2098, 12, 31))
    with time_machine.travel(timezone.now() - timedelta(days=5), tick=False):
        over = desks.submission(state="accepted")
        paused(over, desks.actor("head"), expected_on=timezone.localdate() + timedelta(days=1))
    response = signed_in("head").get(INDEX, {"clock": "paused"})

    assert listed(response) == [waiting.number, over.number]
    html = response.content.decode()
    assert "暂停到 2098年12月31日" in html
    assert "暂停该恢复了" in html


def test_page_tells_the_clock_s_history(desks, signed_in):
    submission = desks.submission(state="referred", due_on=date(2026, 12, 8), state_changed_at=SINCE)
    with time_machine.travel(date(2026, 12, 4), tick=False):
        submission = paused(submission, desks.actor("officer"), reason="third_party")
    with time_machine.travel(date(2026, 12, 14), tick=False):
        submission = resumed(submission, desks.actor("officer"))
    with time_machine.travel(date(2026, 12, 21), tick=False):
        perform([submission], "submission.answer", desks.actor("officer"), {"reply": "修好了。"})

    lines = signed_in("head").get(url("detail", submission)).context["clock"]

    assert [(line.what, line.unit, line.ending, line.is_late, line.notes) for line in lines] == [
        ("答复", desks.unit.name, "12月21日 办到，晚 3 个工作日", True, []),
        ("答复", desks.unit.name, "12月4日 暂停", False, ["等其他单位或第三方；停时还剩 2 个工作日；12月14日 恢复"]),
    ]
