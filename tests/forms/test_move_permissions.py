"""Who may make which move: every role, at home and abroad. A denial changes nothing."""

import pytest
from django.db import transaction

from cms.kernel.actors import Resident, Staff, System
from cms.kernel.exceptions import Denied
from cms.kernel.models import AuditEntry, Event
from cms.kernel.perform import available_transitions, perform
from forms.models import IntakeSubmission

EVERYBODY = (
    "head", "clerk", "reader", "editor", "foreign_head", "district", "auditor", "administrator",
    "deputy", "foreign_deputy", "officer", "foreign_officer",
)  # fmt: skip
DESK = {"head", "clerk", "district", "administrator"}
OFFICE = {"district", "administrator"}

# Move, the state it starts from, and who may make it with a submission of the venue that lies with the unit.
EXPECTED = [
    ("accept", "screening", DESK | {"deputy"}),
    ("reject", "screening", DESK),
    ("merge", "screening", DESK),
    ("merge", "accepted", DESK),
    ("answer_on_spot", "accepted", DESK | {"deputy"}),
    ("refer", "accepted", DESK),
    ("return", "referred", {"officer"}),
    ("answer", "accepted", DESK),
    ("answer", "referred", DESK | {"officer"}),
    ("close", "answered", OFFICE),
    ("answer_escalated", "escalated", OFFICE),
    ("decline", "escalated", OFFICE),
    ("answer_by_suggestion", "escalated", set()),
]


def submission_at(desks, state: str):
    """One that lies with the unit; an answer of it is rated, so that it can be closed."""
    rating = "satisfied" if state == "answered" else ""
    return desks.submission(state=state, referred_to=desks.unit, referral_kind="unit", rating=rating)


def data_for(desks, name: str) -> dict:
    """What the move needs to succeed."""
    deputy = desks.deputy.deputy
    return {
        "reject": {"reason": "petition"},
        "merge": {"number": desks.submission().number} if name == "merge" else {},
        "answer_on_spot": {"who": "deputy", "deputy": deputy.pk, "reply": "已当面说明。"},
        "refer": {"kind": "unit", "unit": desks.unit.pk, "effort": "simple"},
        "return": {"reason": "不归我们管", "belongs_to": desks.other_unit.pk},
        "answer": {"reply": "已修好。", "reply_by": "示例街道"},
        "answer_escalated": {"reply": "已修好。", "reply_by": "代表工委"},
        "decline": {"reason": "没有代表领衔"},
        "answer_by_suggestion": {"reply": "已列入计划。", "reply_by": "示例单位"},
    }.get(name, {})


def everything() -> tuple:
    """All that a move could change."""
    return (list(IntakeSubmission.objects.order_by("pk").values()), AuditEntry.objects.count(), Event.objects.count())


def succeeds(submission, name: str, actor, data: dict) -> bool:
    """Whether the move is made; it is undone, so that the next one finds the same."""
    before = everything()
    point = transaction.savepoint()
    try:
        perform([submission], f"submission.{name}", actor, data)
    except Denied:
        assert everything() == before
        return False
    transaction.savepoint_rollback(point)
    return True


@pytest.mark.parametrize(("name", "state", "allowed"), EXPECTED)
def test_moves_are_made_by_those_who_may_and_nobody_else(desks, name, state, allowed):
    submission = submission_at(desks, state)
    data = data_for(desks, name)

    made = {who for who in EVERYBODY if succeeds(submission, name, Staff(getattr(desks, who)), data)}

    assert made == allowed
    assert not succeeds(submission, name, Resident(), data)


@pytest.mark.parametrize(("name", "state", "allowed"), EXPECTED)
def test_moves_are_offered_to_those_who_may_make_them(desks, name, state, allowed):
    submission = submission_at(desks, state)

    def offered(user) -> bool:
        return f"submission.{name}" in {move.name for move in available_transitions([submission], Staff(user))}

    assert {who for who in EVERYBODY if offered(getattr(desks, who))} == allowed


def test_a_suggestion_answers_as_system(desks):
    submission = desks.submission(state="escalated")

    assert succeeds(submission, "answer_by_suggestion", System(), data_for(desks, "answer_by_suggestion"))


@pytest.mark.parametrize("who", ["head", "deputy", "district", "officer"])
def test_a_deactivated_person_moves_nothing(desks, who):
    user = getattr(desks, who)
    user.is_active = False
    user.save()
    submission = desks.submission(state="referred" if who == "officer" else "screening")
    name = "return" if who == "officer" else "accept"

    assert not succeeds(submission, name, Staff(user), data_for(desks, name))


def test_a_deputy_who_no_longer_serves_receives_nothing(desks):
    desks.deputy.deputy.is_serving = False
    desks.deputy.deputy.save()

    assert not succeeds(desks.submission(), "accept", desks.actor("deputy"), {})
