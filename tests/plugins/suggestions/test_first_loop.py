"""The whole way: escalate, adopt, accept, assign, reply, close; and the two ways back to the queue."""

import datetime

import pytest

from cms.kernel.actors import Staff
from cms.kernel.audit import history
from cms.kernel.exceptions import Conflict, Denied, InvalidMove
from cms.kernel.perform import perform
from plugins.suggestions.models import Reply, Suggestion, SuggestionSource
from tests.factories.forms import IntakeSubmissionFactory
from tests.factories.liaison_pages import DeputyFactory, HandlingUnitFactory
from tests.plugins.suggestions.stage import DRAFT, REPLY, states


def test_whole_loop_answers_every_linked_submission(stage, commits):
    submissions = stage.submissions(3)
    with commits():
        suggestion = stage.at("closed", submissions)

    assert (suggestion.state, suggestion.number, suggestion.session) == ("closed", 1, stage.session)
    assert (suggestion.lead_deputy, suggestion.lead_unit) == (stage.deputy, stage.unit)
    assert [entry.action for entry in history(suggestion)] == [
        "suggestion.draft",
        "suggestion.adopt",
        "suggestion.accept",
        "suggestion.assign",
        "suggestion.reply",
        "suggestion.close",
    ]
    for submission in submissions:
        submission.refresh_from_db()
        assert (submission.state, submission.reply, submission.reply_by) == (
            "answered",
            REPLY["body"],
            stage.unit.name,
        )
        assert [entry.action for entry in history(submission)] == [
            "submission.escalate",
            "submission.answer_by_suggestion",
        ]
    assert list(suggestion.sources.values_list("is_current", flat=True)) == [True] * 3


# --- Escalating ---------------------------------------------------------------------------------------------------


def test_escalating_many_makes_one_draft_with_provenance(stage):
    submissions = stage.submissions(2)
    suggestion = stage.escalate(submissions, proposed_deputy=stage.deputy.pk)

    assert Suggestion.objects.get() == suggestion
    assert (suggestion.state, suggestion.title, suggestion.facts, suggestion.proposals) == ("draft", *DRAFT.values())
    assert (suggestion.proposed_deputy, suggestion.lead_deputy, suggestion.number) == (stage.deputy, None, None)
    assert set(suggestion.sources.values_list("submission", "is_current")) == {(each.pk, True) for each in submissions}
    assert states(submissions) == ["escalated", "escalated"]
    assert history(submissions[0]).get().data == {"suggestion": suggestion.pk, "count": 2}


def test_escalating_an_escalated_one_is_refused_with_all_others(stage):
    first, second = stage.submissions(2)
    stage.escalate([first])
    with pytest.raises(Conflict):
        stage.escalate([first, second])
    assert states([first, second]) == ["escalated", "accepted"]
    assert Suggestion.objects.count() == 1
    assert SuggestionSource.objects.count() == 1


def test_escalating_needs_the_right_at_every_venue(stage):
    mine, foreign = stage.submissions(1)[0], IntakeSubmissionFactory(state="accepted")
    with pytest.raises(Denied):
        stage.escalate([mine, foreign])
    assert states([mine, foreign]) == ["accepted", "accepted"]
    assert Suggestion.objects.count() == 0

    stage.escalate([mine, foreign], actor=stage.office)
    assert states([mine, foreign]) == ["escalated", "escalated"]


def test_escalating_one_that_another_holds_is_a_conflict(stage):
    submission = stage.submissions()[0]
    submission.claimed_by, submission.claimed_until = stage.office, datetime.datetime(2999, 1, 1, tzinfo=datetime.UTC)
    submission.save()
    with pytest.raises(Conflict, match=stage.office.display_name):
        stage.escalate([submission])
    assert states([submission]) == ["accepted"]


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "长" * 81}, "title"),
        ({"title": "标题\x00"}, "title"),
        ({"facts": "长" * 4001}, "facts"),
        ({"facts": "情况\x07"}, "facts"),
        ({"proposed_deputy": "0"}, "proposed_deputy"),
        ({"proposed_deputy": "x\x00"}, "proposed_deputy"),
    ],
)
def test_escalating_with_faulty_data_names_the_field_and_changes_nothing(stage, data, field):
    submission = stage.submissions()[0]
    with pytest.raises(InvalidMove) as caught:
        stage.escalate([submission], **data)
    assert list(caught.value.errors) == [field]
    assert states([submission]) == ["accepted"]
    assert Suggestion.objects.count() == 0


def test_only_deputies_with_an_account_can_be_proposed(stage):
    submission = stage.submissions()[0]
    for deputy in (DeputyFactory(), DeputyFactory(user=stage.auditor, is_serving=False)):
        with pytest.raises(InvalidMove):
            stage.escalate([submission], proposed_deputy=deputy.pk)
    assert Suggestion.objects.count() == 0


# --- Adopting and declining ---------------------------------------------------------------------------------------


def test_adopting_with_own_words_keeps_what_is_left_empty(stage):
    suggestion = stage.move(stage.escalate(), "adopt", stage.deputy_user, {"title": "关于古城照明的建议", "facts": ""})
    assert (suggestion.title, suggestion.facts) == ("关于古城照明的建议", DRAFT["facts"])
    assert (suggestion.state, suggestion.lead_deputy) == ("submitted", stage.deputy)


def test_adopting_a_draft_proposed_to_another_is_denied(stage):
    suggestion = stage.escalate(proposed_deputy=stage.deputy.pk)
    with pytest.raises(Denied):
        stage.move(suggestion, "adopt", stage.other_deputy_user)
    suggestion.refresh_from_db()
    assert (suggestion.state, suggestion.lead_deputy) == ("draft", None)


def test_adopting_is_denied_to_a_deputy_who_serves_no_more(stage):
    suggestion = stage.escalate()
    stage.deputy.is_serving = False
    stage.deputy.save()
    with pytest.raises(Denied):
        stage.adopt(suggestion)
    suggestion.refresh_from_db()
    assert suggestion.state == "draft"


@pytest.mark.parametrize("who", ["deputy_user", "office"])
def test_declining_gives_the_submissions_back_and_keeps_provenance(stage, commits, who):
    submissions = stage.submissions(2)
    with commits():
        suggestion = stage.escalate(submissions, proposed_deputy=stage.deputy.pk)
        suggestion = stage.move(suggestion, "decline", stage.user(who), {"reason": "不在我的选区。"})
    assert suggestion.state == "declined"
    assert states(submissions) == ["accepted", "accepted"]
    assert list(suggestion.sources.values_list("is_current", flat=True)) == [False, False]
    assert history(submissions[0]).last().data["reason"] == "不在我的选区。"


def test_declining_a_draft_for_all_is_the_offices_alone(stage):
    suggestion = stage.escalate()
    with pytest.raises(Denied):
        stage.move(suggestion, "decline", stage.deputy_user, {"reason": "不合适。"})
    assert stage.move(suggestion, "decline", stage.office, {"reason": "无人领衔。"}).state == "declined"


def test_submission_given_back_can_be_escalated_again(stage, commits):
    submissions = stage.submissions()
    with commits():
        first = stage.move(stage.escalate(submissions), "decline", stage.office, {"reason": "无人领衔。"})
    with commits():
        second = stage.escalate(submissions)
    assert list(SuggestionSource.objects.order_by("pk").values_list("suggestion", "is_current")) == [
        (first.pk, False),
        (second.pk, True),
    ]


# --- The office ---------------------------------------------------------------------------------------------------


def test_returning_needs_a_coded_reason_and_gives_the_submissions_back(stage, commits):
    submissions = stage.submissions()
    with commits():
        suggestion = stage.at("submitted", submissions)
    with pytest.raises(InvalidMove) as caught:
        stage.move(suggestion, "return", stage.office, {"reason": "because"})
    assert list(caught.value.errors) == ["reason"]
    with commits():
        suggestion = stage.move(suggestion, "return", stage.office, {"reason": "live_case", "note": "等判决。"})
    assert suggestion.state == "returned"
    assert states(submissions) == ["accepted"]
    assert list(suggestion.sources.values_list("is_current", flat=True)) == [False]


def test_numbers_run_within_the_session(stage, site):
    from tests.factories.suggestions import CongressSessionFactory

    other = CongressSessionFactory(number=6)
    numbers = []
    for session in (stage.session, stage.session, other):
        suggestion = stage.adopt(stage.escalate())
        suggestion = stage.move(suggestion, "accept", stage.office, {"session": session.pk})
        numbers.append((suggestion.session.number, suggestion.number))
    assert numbers == [(5, 1), (5, 2), (6, 1)]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"due_on": datetime.date.today()}, "due_on"),
        ({"due_on": datetime.date(1999, 1, 1)}, "due_on"),
        ({"due_on": datetime.date(9999, 12, 31)}, "due_on"),
        ({"due_on": "tomorrow\x00"}, "due_on"),
        ({"unit": 0}, "unit"),
    ],
)
def test_assigning_with_faulty_data_names_the_field_and_changes_nothing(stage, change, field):
    suggestion = stage.at("accepted")
    with pytest.raises(InvalidMove) as caught:
        stage.assign(suggestion, **change)
    assert list(caught.value.errors) == [field]
    suggestion.refresh_from_db()
    assert (suggestion.state, suggestion.lead_unit, suggestion.due_on) == ("accepted", None, None)


def test_assigning_offers_active_units_and_three_months(stage):
    from plugins.suggestions.transitions import Assign

    HandlingUnitFactory(is_active=False)
    form = Assign([stage.at("accepted")]).get_form()
    offered = list(form.fields["unit"].queryset)
    assert stage.unit in offered
    assert [unit.is_active for unit in offered] == [True] * len(offered)
    assert (form.initial["due_on"] - datetime.date.today()).days in range(89, 93)


# --- Replying and closing -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["officer", "office"])
def test_replying_writes_a_dated_reply_of_the_unit(stage, who):
    suggestion = stage.move(stage.at("assigned"), "reply", stage.user(who), stage.answer())
    reply = Reply.objects.get()
    assert (reply.suggestion, reply.unit, reply.category, reply.body) == (suggestion, stage.unit, "A", REPLY["body"])
    assert (reply.replied_on, reply.signatory) == (datetime.date.today(), REPLY["signatory"])
    assert suggestion.state == "replied"


def test_replying_twice_is_a_conflict_and_keeps_one_reply(stage):
    suggestion = stage.at("assigned")
    stage.reply(suggestion)
    with pytest.raises(Conflict):
        stage.reply(suggestion)
    assert Reply.objects.count() == 1


def test_reply_dated_tomorrow_is_refused(stage):
    suggestion = stage.at("assigned")
    tomorrow = datetime.date.today() + datetime.timedelta(days=1)
    with pytest.raises(InvalidMove) as caught:
        stage.move(suggestion, "reply", stage.officer, {**stage.answer(), "replied_on": tomorrow})
    assert list(caught.value.errors) == ["replied_on"]
    assert Reply.objects.count() == 0


def test_closing_leaves_what_was_answered_before(stage, commits):
    first, second = submissions = stage.submissions(2)
    with commits():
        suggestion = stage.at("replied", submissions)
    with commits():
        answer = {"reply": "先告诉您：月底修好。", "reply_by": "示例代表工委"}
        perform([first], "submission.answer_escalated", Staff(stage.office), answer)
        stage.close(suggestion)
    assert states(submissions) == ["answered", "answered"]
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.reply, second.reply) == ("先告诉您：月底修好。", REPLY["body"])


# --- Who may ------------------------------------------------------------------------------------------------------

PEOPLE = ["head", "foreign_head", "office", "auditor", "deputy_user", "other_deputy_user", "officer", "foreign_officer"]
MAY = {
    ("draft", "adopt"): {"deputy_user"},
    ("draft", "decline"): {"deputy_user", "office"},
    ("submitted", "accept"): {"office"},
    ("submitted", "return"): {"office"},
    ("accepted", "assign"): {"office"},
    ("assigned", "reply"): {"officer", "office"},
    ("replied", "close"): {"office"},
}


@pytest.mark.parametrize(("state", "name"), MAY)
def test_move_is_permitted_to_the_named_and_denied_to_others(stage, state, name):
    suggestion = stage.at(state)
    if state == "draft":
        suggestion.proposed_deputy = stage.deputy
        suggestion.save()
    data = {
        "decline": {"reason": "不合适。"},
        "accept": {"session": stage.session.pk},
        "return": {"reason": "no_content"},
        "assign": stage.assignment(),
        "reply": stage.answer(),
    }.get(name)
    entries = history(suggestion).count()
    for who in PEOPLE:
        if who not in MAY[state, name]:
            with pytest.raises(Denied):
                stage.move(suggestion, name, stage.user(who), data)
    suggestion.refresh_from_db()
    assert (suggestion.state, history(suggestion).count(), Reply.objects.count()) == (
        state,
        entries,
        state == "replied",
    )
    for who in MAY[state, name]:
        Suggestion.objects.filter(pk=suggestion.pk).update(state=state)
        assert stage.move(suggestion, name, stage.user(who), data).state != state


def test_inactive_account_may_nothing(stage):
    suggestion = stage.at("submitted")
    stage.office.is_active = False
    stage.office.save()
    with pytest.raises(Denied):
        stage.accept(suggestion)
    suggestion.refresh_from_db()
    assert suggestion.state == "submitted"
