"""What follows after a move: delivered at least once, and not while the add-on is off."""

import pytest

from cms.kernel import events
from cms.kernel.actors import Staff, System
from cms.kernel.audit import history
from cms.kernel.exceptions import Denied
from cms.kernel.models import Event, EventDelivery
from cms.kernel.perform import available_transitions, perform
from cms.kernel.states import set_enabled
from forms.models import IntakeSubmission
from plugins.suggestions import handlers
from plugins.suggestions.models import Suggestion
from tests.plugins.suggestions.stage import states


@pytest.fixture
def off(site):
    """`off()` switches the add-on off, `off(False)` on again."""

    def switch(is_off=True):
        set_enabled(plugin_id="suggestions", site=site, is_enabled=not is_off, actor=System("tests"))

    return switch


def test_answering_twice_changes_nothing_more(stage, commits):
    submissions = stage.submissions(2)
    with commits():
        stage.at("closed", submissions)
    event = Event.objects.get(name="suggestion.close")
    before = [(history(each).count(), IntakeSubmission.objects.get(pk=each.pk).replied_at) for each in submissions]
    with commits():
        handlers.answer(event)
    after = [(history(each).count(), IntakeSubmission.objects.get(pk=each.pk).replied_at) for each in submissions]
    assert after == before


def test_giving_back_twice_leaves_a_later_suggestion_alone(stage, commits):
    submissions = stage.submissions(2)
    with commits():
        first = stage.escalate(submissions)
        stage.move(first, "decline", stage.office, {"reason": "无人领衔。"})
    with commits():
        second = stage.escalate(submissions)
    with commits():
        handlers.give_back(Event.objects.get(name="suggestion.decline"))
        for event in Event.objects.filter(name="submission.decline"):
            handlers.let_go(event)
    assert states(submissions) == ["escalated", "escalated"]
    assert list(second.sources.values_list("is_current", flat=True)) == [True, True]
    assert list(first.sources.values_list("is_current", flat=True)) == [False, False]


def test_crashed_handler_is_retried_and_answers_then(stage, commits, monkeypatch):
    submissions = stage.submissions(2)
    with commits():
        suggestion = stage.at("replied", submissions)

    def crash(*args):
        raise RuntimeError("the power is out")

    monkeypatch.setattr("plugins.suggestions.selectors.last_reply", crash)
    with commits():
        suggestion = stage.close(suggestion)
    assert suggestion.state == "closed"
    assert states(submissions) == ["escalated", "escalated"]
    delivery = EventDelivery.objects.get(handler="suggestions.answer")
    assert (delivery.delivered_at, delivery.attempts) == (None, 1)
    assert "the power is out" in delivery.last_error

    monkeypatch.undo()
    with commits():
        events.deliver(EventDelivery.objects.filter(pk=delivery.pk))
    assert states(submissions) == ["answered", "answered"]


def test_office_declining_in_the_core_lets_the_submission_go(stage, commits):
    first, second = submissions = stage.submissions(2)
    with commits():
        suggestion = stage.escalate(submissions)
        perform([first], "submission.decline", Staff(stage.office), {"reason": "站里自己能办。"})
    assert states(submissions) == ["accepted", "escalated"]
    assert set(suggestion.sources.values_list("submission", "is_current")) == {(first.pk, False), (second.pk, True)}
    with commits():
        stage.escalate([first])
    assert states(submissions) == ["escalated", "escalated"]


def test_answered_and_reopened_one_can_go_into_a_new_suggestion(stage, commits):
    submission = stage.submissions()[0]
    with commits():
        old = stage.at("closed", [submission])
    IntakeSubmission.objects.filter(pk=submission.pk).update(state="accepted")  # reopening is a later issue
    with commits():
        new = stage.escalate([submission])
    assert [source.is_current for source in (old.sources.get(), new.sources.get())] == [False, True]


# --- Off ----------------------------------------------------------------------------------------------------------


def test_off_takes_the_moves_away_and_the_office_still_answers(stage, commits, off):
    waiting, other = submissions = stage.submissions(2)
    with commits():
        suggestion = stage.escalate([waiting])
    off()
    assert [move.name for move in available_transitions([suggestion], Staff(stage.deputy_user))] == []
    names = [move.name for move in available_transitions([other], Staff(stage.head))]
    assert "submission.escalate" not in names
    for objects, name, user, data in (
        ([other], "submission.escalate", stage.head, {"title": "建议", "facts": "情况"}),
        ([suggestion], "suggestion.adopt", stage.deputy_user, {}),
    ):
        with pytest.raises(Denied):
            perform(objects, name, Staff(user), data)
    assert states(submissions) == ["escalated", "accepted"]
    assert Suggestion.objects.get().state == "draft"

    with commits():
        answer = {"reply": "由代表工委答复。", "reply_by": "示例代表工委"}
        perform([waiting], "submission.answer_escalated", Staff(stage.office), answer)
    assert states(submissions) == ["answered", "accepted"]


def test_switched_off_between_move_and_delivery_it_waits_until_on_again(stage, commits, off):
    submissions = stage.submissions()
    with commits():
        suggestion = stage.at("replied", submissions)
    with commits():
        suggestion = stage.close(suggestion)
        off()
    assert states(submissions) == ["escalated"]
    delivery = EventDelivery.objects.get(handler="suggestions.answer")
    assert (delivery.delivered_at, delivery.last_error) == (None, "")
    off(False)
    with commits():
        assert events.deliver_waiting() == 2  # the answer, and what the public reads
    assert states(submissions) == ["answered"]
