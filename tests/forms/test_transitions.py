"""What each move does: fields, time limits, history, and what it refuses."""

import datetime

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone, translation

from cms.access.roles import Role
from cms.access.services import grant
from cms.kernel import audit
from cms.kernel.actors import Resident, Staff, System
from cms.kernel.audit import history
from cms.kernel.exceptions import Conflict, InvalidMove
from cms.kernel.perform import perform
from cms.workdays.selectors import add_workdays
from forms import wording
from forms.models import IntakeSubmission
from forms.selectors.history import history_lines
from tests.factories.forms import IntakeSubmissionFactory
from tests.factories.liaison_pages import HandlingUnitFactory
from tests.forms.test_move_permissions import everything


def make(submission, name: str, actor, **data):
    """The submission after the move."""
    return perform([submission], f"submission.{name}", actor, data)[0]


def kept(submission) -> dict:
    """What the last entry of the history keeps."""
    return history(submission).last().data


def in_workdays(count: int) -> datetime.date:
    return add_workdays(timezone.localdate(), count)


def errors(submission, name: str, actor, **data) -> dict[str, list[str]]:
    """Field → codes of what is wrong; the submission stays as it was."""
    before = IntakeSubmission.objects.filter(pk=submission.pk).values().get()
    with pytest.raises(InvalidMove) as caught:
        make(submission, name, actor, **data)
    assert IntakeSubmission.objects.filter(pk=submission.pk).values().get() == before
    return {name: [fault["code"] for fault in faults] for name, faults in caught.value.errors.items()}


# --- Screening ----------------------------------------------------------------------------------------------------


def test_accept_sets_the_day_to_decide_by(desks):
    submission = make(desks.submission(), "accept", desks.actor("clerk"))

    assert (submission.state, submission.due_on) == ("accepted", in_workdays(3))
    assert kept(submission) == {"due_on": in_workdays(3).isoformat()}


def test_reject_keeps_reason_and_note(desks):
    submission = make(desks.submission(), "reject", desks.actor("head"), reason="petition", note="可以先到社区坐坐。")

    assert (submission.state, submission.reject_reason, submission.due_on) == ("rejected", "petition", None)
    assert kept(submission) == {"reason": "petition", "note": "可以先到社区坐坐。"}


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({}, {"reason": ["required"]}),
        ({"reason": "whatever"}, {"reason": ["invalid_choice"]}),
        ({"reason": "spam", "note": "好" * 301}, {"note": ["max_length"]}),
        ({"reason": "spam", "note": "空\x00字"}, {"note": ["control_characters"]}),
    ],
)
def test_reject_refuses_bad_input(desks, data, expected):
    assert errors(desks.submission(), "reject", desks.actor("head"), **data) == expected


def test_merge_joins_an_open_one(desks):
    into = desks.submission(state="accepted")
    submission = make(desks.submission(), "merge", desks.actor("head"), number=into.number.lower())

    assert (submission.state, submission.merged_into, submission.due_on) == ("merged", into, None)
    assert kept(submission) == {"into": into.number}


def test_merge_takes_along_what_was_merged_before(desks):
    into, middle = desks.submission(), desks.submission()
    first = make(desks.submission(), "merge", desks.actor("head"), number=middle.number)

    make(middle, "merge", desks.actor("head"), number=into.number)

    first.refresh_from_db()
    assert first.merged_into == into
    before, entry = history(first)
    assert (before.data, entry.data) == (
        {"into": middle.number},
        {"into": into.number, "along_with": middle.number},
    )
    assert (entry.action, entry.who) == (before.action, before.who)
    assert entry.actor_user == desks.head
    assert history_lines(first)[0].details == f"随 {middle.number} 并入 {into.number}"
    assert [line.title for line in wording.timeline([before, entry])] == ["和另一件相同的意见合在一起办"]
    assert history(into).count() == 0


def test_merge_refuses_itself_the_closed_the_merged_the_foreign_and_the_unknown(desks):
    submission, actor = desks.submission(), desks.actor("head")
    merged = desks.submission(state="merged", merged_into=desks.submission())
    foreign = IntakeSubmissionFactory(venue=desks.elsewhere)

    assert errors(submission, "merge", actor, number=submission.number) == {"number": ["itself"]}
    assert errors(submission, "merge", actor, number=desks.submission(state="closed").number) == {
        "number": ["not_open"]
    }
    assert errors(submission, "merge", actor, number=merged.number) == {"number": ["not_open"]}
    assert errors(submission, "merge", actor, number=foreign.number) == {"number": ["unknown"]}
    assert errors(submission, "merge", actor, number="GL-0000-000000") == {"number": ["unknown"]}
    grant(user=desks.head, role=Role.READER, venue=desks.elsewhere, actor=System("tests"))  # sees it, and no more
    fresh = Staff(get_user_model().objects.get(pk=desks.head.pk))
    assert errors(submission, "merge", fresh, number=foreign.number) == {"number": ["unknown"]}


def test_merge_of_a_merged_one_is_refused(desks):
    merged = desks.submission(state="merged", merged_into=desks.submission())
    with pytest.raises(Conflict):
        make(merged, "merge", desks.actor("head"), number=desks.submission().number)


# --- Referrals ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("effort", "days"), [("simple", 5), ("complex", 15)])
def test_refer_to_a_unit_sets_the_day_of_the_reply(desks, effort, days):
    submission = make(
        desks.submission(state="accepted"), "refer", desks.actor("head"),
        kind="unit", unit=desks.unit.pk, effort=effort, outside_number="X1",
    )  # fmt: skip

    assert (submission.state, submission.referred_to, submission.due_on) == (
        "referred",
        desks.unit,
        in_workdays(days),
    )
    assert kept(submission) == {
        "kind": "unit",
        "unit": desks.unit.name,
        "outside_number": "",
        "due_on": in_workdays(days).isoformat(),
    }


def test_refer_to_the_hotline_keeps_its_number(desks):
    submission = make(
        desks.submission(state="accepted"), "refer", desks.actor("head"),
        kind="hotline", unit=desks.unit.pk, outside_number="20261124-7", effort="simple",
    )  # fmt: skip

    assert (submission.referred_to, submission.outside_number) == (None, "20261124-7")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({}, {"kind": ["required"], "effort": ["required"]}),
        ({"kind": "unit", "effort": "simple"}, {"unit": ["required"]}),
        ({"kind": "town", "effort": "simple"}, {"unit": ["required"]}),
        ({"kind": "unit", "unit": "999999", "effort": "simple"}, {"unit": ["invalid_choice"]}),
        ({"kind": "unit", "unit": "\x00", "effort": "simple"}, {"unit": ["null_characters_not_allowed"]}),
        ({"kind": "hotline", "effort": "simple"}, {"outside_number": ["required"]}),
        ({"kind": "petition", "effort": "slow"}, {"effort": ["invalid_choice"]}),
    ],
)
def test_refer_refuses_bad_input(desks, data, expected):
    assert errors(desks.submission(state="accepted"), "refer", desks.actor("head"), **data) == expected


def test_refer_refuses_a_unit_that_is_not_in_use(desks):
    unit = HandlingUnitFactory(is_active=False)
    data = {"kind": "unit", "unit": unit.pk, "effort": "simple"}
    assert errors(desks.submission(state="accepted"), "refer", desks.actor("head"), **data) == {
        "unit": ["invalid_choice"]
    }


def test_return_gives_the_case_back_to_the_desk(desks):
    submission = make(
        desks.submission(state="referred"), "return", desks.actor("officer"),
        reason="道路归住建局管", belongs_to=desks.other_unit.pk,
    )  # fmt: skip

    assert (submission.state, submission.referred_to, submission.referral_kind) == ("accepted", None, "")
    assert kept(submission) == {
        "from": desks.unit.name,
        "reason": "道路归住建局管",
        "belongs_to": desks.other_unit.name,
        "due_on": in_workdays(3).isoformat(),
    }


def test_return_names_another_unit(desks):
    submission = desks.submission(state="referred")
    data = {"reason": "不归我们管", "belongs_to": desks.unit.pk}
    assert errors(submission, "return", desks.actor("officer"), **data) == {"belongs_to": ["invalid_choice"]}


def test_return_from_the_hotline_is_recorded_by_the_desk(desks):
    submission = desks.submission(state="referred", referred_to=None, referral_kind="hotline", outside_number="7")

    submission = make(submission, "return", desks.actor("head"), reason="热线退回")

    assert (submission.state, submission.outside_number) == ("accepted", "")


# --- Answers ------------------------------------------------------------------------------------------------------


def test_answer_on_the_spot_names_the_deputy(desks):
    deputy = desks.deputy.deputy
    submission = make(
        desks.submission(state="accepted"), "answer_on_spot", desks.actor("deputy"),
        who="deputy", deputy=deputy.pk, reply="已当面说明政策。",
    )  # fmt: skip

    assert (submission.state, submission.reply, submission.reply_by) == (
        "answered",
        "已当面说明政策。",
        f"{deputy.name}代表",
    )
    assert kept(submission) == {"reply_by": f"{deputy.name}代表", "who": "deputy"}


def test_answer_on_the_spot_takes_a_deputy_of_the_roster_only(desks):
    data = {"who": "deputy", "deputy": desks.foreign_deputy.deputy.pk, "reply": "说明。"}
    submission = desks.submission(state="accepted")

    assert errors(submission, "answer_on_spot", desks.actor("head"), **data) == {"deputy": ["invalid_choice"]}
    assert errors(submission, "answer_on_spot", desks.actor("head"), who="unit", reply="说明。") == {
        "unit": ["required"]
    }


def test_an_officer_answers_as_the_unit(desks):
    submission = make(
        desks.submission(state="referred"), "answer", desks.actor("officer"), reply="已修好。", reply_by="别的单位"
    )

    assert (submission.state, submission.reply_by, submission.due_on) == ("answered", desks.unit.name, None)
    assert submission.replied_at is not None


@pytest.mark.parametrize("reply", ["", "   ", "好" * 4001, "坏\x07字"])
def test_answer_refuses_bad_text(desks, reply):
    faults = errors(desks.submission(state="accepted"), "answer", desks.actor("head"), reply=reply, reply_by="站里")
    assert set(faults) == {"reply"}


def test_escalated_ones_are_answered_by_the_office_without_the_add_on(desks):
    submission = make(
        desks.submission(state="escalated"), "answer_escalated", desks.actor("district"), reply="已列入计划。",
        reply_by="代表工委",
    )  # fmt: skip

    assert (submission.state, submission.reply_by) == ("answered", "代表工委")


def test_decline_takes_many_back_to_the_desk(desks):
    escalated = [desks.submission(state="escalated") for _ in range(2)]

    moved = perform(escalated, "submission.decline", desks.actor("district"), {"reason": "没有代表领衔"})

    assert [(submission.state, submission.due_on) for submission in moved] == [("accepted", in_workdays(3))] * 2


@pytest.mark.parametrize(
    ("days", "values", "is_closed"),
    [
        (7, {}, False),
        (8, {}, True),
        (0, {"rating": "satisfied"}, True),
        (8, {"rating": "satisfied", "review": "asked"}, False),
        (8, {"review": "upheld"}, True),
    ],
)
def test_office_closes_after_the_rating_or_when_it_lapsed_and_under_no_review(desks, days, values, is_closed):
    replied_at = timezone.now() - datetime.timedelta(days=days)
    submission = desks.submission(state="answered", replied_at=replied_at, **values)
    before = everything()
    if is_closed:
        assert perform([submission], "submission.close", desks.actor("district"))[0].state == "closed"
        return
    with pytest.raises(Conflict):
        perform([submission], "submission.close", desks.actor("district"))
    assert everything() == before


def test_a_closed_one_is_not_answered(desks):
    submission = desks.submission(state="closed")
    with pytest.raises(Conflict, match="已办结"):
        make(submission, "answer", desks.actor("head"), reply="已修好。", reply_by="站里")


# --- History ------------------------------------------------------------------------------------------------------


def test_history_says_who_did_what_newest_first(desks):
    submission = make(desks.submission(), "accept", desks.actor("head"))
    make(submission, "refer", desks.actor("head"), kind="unit", unit=desks.unit.pk, effort="simple")

    lines = history_lines(submission)

    assert [(line.title, line.who, line.state) for line in lines] == [
        ("转办", desks.head.get_full_name(), "已转办"),
        ("受理", desks.head.get_full_name(), "已受理"),
    ]
    assert lines[0].details.startswith(desks.unit.name)


def test_history_names_residents_and_the_product_in_the_reader_s_language(desks):
    submission = desks.submission(state="escalated")
    audit.record(submission, action="submission.receive", actor=Resident())
    make(submission, "decline", System("suggestions"), reason="没有代表领衔")

    assert [line.who for line in history_lines(submission)] == ["系统自动", "居民"]
    with translation.override("en"):
        assert [line.who for line in history_lines(submission)] == ["automatic", "Resident"]
