"""What an author does after handing in: each move, what it keeps, and what it refuses."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.kernel.actors import Resident, System
from cms.kernel.audit import history
from cms.kernel.exceptions import Conflict, Denied, InvalidMove
from cms.kernel.models import Event
from cms.kernel.perform import available_transitions, perform
from cms.workdays.selectors import add_workdays
from forms.models import OPEN_STATES, IntakeSubmission, State, SubmissionMessage
from forms.selectors import rights
from forms.transitions.residents import MOST_ADDED, AskReview, Reopen
from plugins.suggestions.models import SuggestionSource
from tests.forms.test_move_permissions import EVERYBODY, everything
from tests.plugins.suggestions.stage import Stage

pytestmark = pytest.mark.django_db

MOVES = ("withdraw", "add", "rate", "reopen", "ask_review", "withdraw_consent")


def make(submission, name: str, actor=None, **data):
    """The submission after the move, by its author unless somebody else is named."""
    return perform([submission], f"submission.{name}", actor or Resident(), data)[0]


def answered(desks, state="answered", days_ago=0, **kwargs):
    """One with a reply of `days_ago`."""
    at = timezone.now() - timedelta(days=days_ago)
    given = {"reply": "已更换灯泡。", "reply_by": "示例单位", "replied_at": at, "state_changed_at": at, **kwargs}
    return desks.submission(state=state, referred_to=desks.unit, referral_kind="unit", **given)


def words(submission) -> list[tuple[str, str]]:
    return [(message.kind, message.text) for message in submission.messages.all()]


def last(submission) -> tuple:
    entry = history(submission).last()
    return entry.action, entry.actor_kind, entry.data, entry.to_state


def refused(error, submission, name: str, actor=None, **data) -> str:
    """What the person is told; nothing changed."""
    before = (*everything(), SubmissionMessage.objects.count())
    with pytest.raises(error) as caught:
        make(submission, name, actor, **data)
    assert (*everything(), SubmissionMessage.objects.count()) == before
    return str(caught.value)


# --- Withdraw -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", OPEN_STATES)
def test_author_withdraws_what_is_open(desks, state):
    submission = make(desks.submission(state=state), "withdraw")

    assert (submission.state, submission.due_on, submission.claimed_by) == ("withdrawn", None, None)
    assert last(submission) == ("submission.withdraw", "resident", {}, "withdrawn")
    assert Event.objects.get(name="submission.withdraw").object_pks == [submission.pk]


@pytest.mark.parametrize("state", [state for state in State.values if state not in OPEN_STATES])
def test_what_is_decided_is_not_withdrawn(desks, state):
    refused(Conflict, desks.submission(state=state), "withdraw")


def test_claim_of_somebody_does_not_stop_the_author(desks):
    until = timezone.now() + timedelta(minutes=30)
    submission = make(desks.submission(claimed_by=desks.head, claimed_until=until), "withdraw")
    assert (submission.state, submission.claimed_by) == ("withdrawn", None)


def test_suggestion_goes_on_without_what_was_withdrawn(site, django_capture_on_commit_callbacks):
    stage = Stage()
    gone, stays = stage.submissions(2)
    stage.escalate([gone, stays])
    with django_capture_on_commit_callbacks(execute=True):
        make(gone, "withdraw")
    kept = dict(SuggestionSource.objects.values_list("submission", "is_current"))
    assert kept == {gone.pk: False, stays.pk: True}
    stays.refresh_from_db()
    assert stays.state == "escalated"


@pytest.mark.parametrize("end", ["withdraw", "reject"])
def test_what_was_merged_into_it_goes_on_by_itself(desks, django_capture_on_commit_callbacks, end):
    main, other = desks.submission(state="screening"), desks.submission()
    make(other, "merge", desks.actor("head"), number=main.number)
    with django_capture_on_commit_callbacks(execute=True):
        make(main, end, None if end == "withdraw" else desks.actor("head"), reason="outside")
    other.refresh_from_db()
    assert (other.state, other.merged_into, other.due_on) == (
        "accepted",
        None,
        add_workdays(timezone.localdate(), 3),
    )
    assert last(other)[:2] == ("submission.separate", "system")


def test_many_go_on_by_themselves_with_one_look_at_the_settings(desks):
    main = desks.submission(state="withdrawn")
    merged = [desks.submission(state="merged", merged_into=main) for _turn in range(3)]
    with CaptureQueriesContext(connection) as captured:
        perform(merged, "submission.separate", System())
    asked = [query["sql"] for query in captured if query["sql"].startswith("SELECT")]
    assert sum("districtsettings" in sql for sql in asked) == 1


# --- Rate ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rating", ["satisfied", "mostly_satisfied", "dissatisfied"])
def test_author_rates_the_answer_once(desks, rating):
    submission = make(answered(desks), "rate", rating=rating, reason="当天就修了")

    assert (submission.state, submission.rating) == ("answered", rating)
    assert submission.rated_at is not None
    assert words(submission) == [("rated", "当天就修了")]
    assert last(submission) == ("submission.rate", "resident", {"rating": rating}, "")
    assert "已经评过" in refused(Conflict, submission, "rate", rating="satisfied")


def test_rating_needs_no_words(desks):
    assert words(make(answered(desks), "rate", rating="satisfied")) == []


def test_rating_leaves_the_day_of_the_answer(desks):
    submission = answered(desks, days_ago=3)
    before = submission.state_changed_at
    assert make(submission, "rate", rating="satisfied").state_changed_at == before


@pytest.mark.parametrize(
    "data", [{}, {"rating": "great"}, {"rating": "satisfied", "reason": "好" * 501}, {"rating": "\x00"}]
)
def test_rating_refuses_bad_input(desks, data):
    refused(InvalidMove, answered(desks), "rate", **data)


@pytest.mark.parametrize(("days", "is_open"), [(7, True), (8, False)])
def test_rating_is_open_for_seven_days(desks, days, is_open):
    submission = answered(desks, days_ago=days)
    if is_open:
        assert make(submission, "rate", rating="satisfied").rating == "satisfied"
    else:
        assert "已经过了这一天" in refused(Conflict, submission, "rate", rating="satisfied")


@pytest.mark.parametrize("state", [state for state in State.values if state not in (State.ANSWERED, State.MERGED)])
def test_only_answers_are_rated(desks, state):
    refused(Conflict, desks.submission(state=state), "rate", rating="satisfied")


# --- Not solved ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["answered", "closed"])
def test_not_solved_reopens_once_and_keeps_the_earlier_answer(desks, state):
    submission = answered(desks, state, rating="dissatisfied", rated_at=timezone.now())
    replied_at = submission.replied_at
    submission = make(submission, "reopen", reason="灯还是不亮")

    due_on = add_workdays(timezone.localdate(), 3)
    assert (submission.state, submission.due_on, submission.reopened_count) == ("accepted", due_on, 1)
    assert (submission.reply, submission.reply_by, submission.replied_at) == ("", "", None)
    assert (submission.rating, submission.rated_at) == ("", None)
    assert (submission.referred_to, submission.referral_kind) == (None, "")
    assert words(submission) == [("reply", "已更换灯泡。"), ("unsolved", "灯还是不亮")]
    earlier = submission.messages.first()
    assert (earlier.said_by, earlier.said_at) == ("示例单位", replied_at)
    assert last(submission) == ("submission.reopen", "resident", {"due_on": due_on.isoformat()}, "accepted")


def test_new_answer_is_rated_anew(desks):
    submission = make(answered(desks, rating="dissatisfied"), "reopen", reason="没修")
    submission = make(submission, "answer", desks.actor("head"), reply="又修了。", reply_by="示例站")
    assert make(submission, "rate", rating="satisfied").rating == "satisfied"


def test_second_time_the_office_is_asked(desks):
    submission = answered(desks, reopened_count=1)
    assert "请代表工委复核" in refused(Conflict, submission, "reopen", reason="还是没修")

    submission = make(submission, "ask_review", reason="还是没修")

    assert (submission.state, submission.review, submission.reopened_count) == ("answered", "asked", 1)
    assert words(submission) == [("unsolved", "还是没修")]
    refused(Conflict, submission, "ask_review", reason="又来")


def test_review_is_for_the_second_time(desks):
    refused(Conflict, answered(desks), "ask_review", reason="没修")


@pytest.mark.parametrize("count", [0, 1])
@pytest.mark.parametrize(("days", "is_open"), [(30, True), (31, False)])
def test_not_solved_is_open_for_thirty_days(desks, days, is_open, count):
    submission = answered(desks, "closed", days_ago=days, reopened_count=count)
    name = "ask_review" if count else "reopen"
    if is_open:
        make(submission, name, reason="没修")
    else:
        refused(Conflict, submission, name, reason="没修")


@pytest.mark.parametrize("reason", ["", "  ", "好" * 501, "坏\x07字"])
@pytest.mark.parametrize(("name", "count"), [("reopen", 0), ("ask_review", 1)])
def test_not_solved_needs_a_reason(desks, name, count, reason):
    refused(InvalidMove, answered(desks, reopened_count=count), name, reason=reason)


# --- The office's review ------------------------------------------------------------------------------------------


def test_office_reopens_after_its_review(desks):
    submission = answered(desks, reopened_count=1, review="asked")
    submission = make(submission, "reopen_after_review", desks.actor("district"))

    assert (submission.state, submission.review, submission.reopened_count) == ("accepted", "", 2)
    assert words(submission) == [("reply", "已更换灯泡。")]


def test_office_upholds_the_answer_and_says_why(desks):
    submission = answered(desks, "closed", reopened_count=1, review="asked")
    submission = make(submission, "uphold", desks.actor("district"), note="现场看过，灯已全亮。")

    assert (submission.state, submission.review) == ("closed", "upheld")
    assert last(submission) == ("submission.uphold", "staff", {"note": "现场看过，灯已全亮。"}, "")
    refused(Conflict, submission, "ask_review", reason="再来")


@pytest.mark.parametrize("name", ["reopen_after_review", "uphold"])
def test_review_is_the_office_s_alone(desks, name):
    submission = answered(desks, reopened_count=1, review="asked")

    def offered(who) -> bool:
        return f"submission.{name}" in {move.name for move in available_transitions([submission], desks.actor(who))}

    assert {who for who in EVERYBODY if offered(who)} == {"district", "administrator"}
    refused(Denied, submission, name, desks.actor("head"), note="不办")
    refused(Denied, submission, name, Resident(), note="不办")


@pytest.mark.parametrize("name", ["reopen_after_review", "uphold"])
def test_nothing_is_reviewed_unasked(desks, name):
    refused(Conflict, answered(desks, reopened_count=1), name, desks.actor("district"), note="不办")


def test_review_waits_for_the_office_and_nobody_else(desks):
    submission = answered(desks, "closed", reopened_count=1, review="asked")

    def waits(who) -> bool:
        return rights.waiting_for(getattr(desks, who)).filter(pk=submission.pk).exists()

    assert {who for who in EVERYBODY if waits(who)} == {"district", "administrator"}


# --- Add, and consent ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", OPEN_STATES)
def test_additions_stand_in_order_and_leave_the_first_text(desks, state):
    submission = desks.submission(state=state)
    content = submission.content
    make(submission, "add", text="今天又灭了一盏。")
    submission = make(submission, "add", text="第三盏也灭了。")

    assert (submission.state, submission.content) == (state, content)
    assert words(submission) == [("added", "今天又灭了一盏。"), ("added", "第三盏也灭了。")]
    assert submission.added_at is not None


def test_addition_keeps_the_claim(desks):
    until = timezone.now() + timedelta(minutes=30)
    submission = make(desks.submission(claimed_by=desks.head, claimed_until=until), "add", text="又灭了。")
    assert (submission.claimed_by, submission.claimed_until) == (desks.head, until)


def test_same_words_are_kept_once(desks):
    submission = make(desks.submission(), "add", text="又灭了。")
    refused(Conflict, submission, "add", text=" 又灭了。 ")


def test_same_words_are_news_ten_minutes_later(desks):
    submission = make(desks.submission(), "add", text="又灭了。")
    SubmissionMessage.objects.update(said_at=timezone.now() - timedelta(minutes=11))
    assert words(make(submission, "add", text="又灭了。")) == [("added", "又灭了。")] * 2


def test_same_words_about_a_new_answer_are_no_click_sent_twice(desks):
    submission = make(answered(desks), "reopen", reason="没修")
    data = {"reason": "没修"}
    assert Reopen.was_made(submission, data) is True
    submission = make(submission, "answer", desks.actor("head"), reply="又修了。", reply_by="示例站")
    assert Reopen.was_made(submission, data) is False
    assert AskReview.was_made(make(submission, "ask_review", **data), data) is True


def test_additions_have_an_end(desks):
    submission = desks.submission()
    for turn in range(MOST_ADDED):
        make(submission, "add", text=f"第 {turn} 次")
    assert "打电话" in refused(Conflict, submission, "add", text="再一次")


def test_merged_one_is_added_to_while_its_main_one_is_open(desks, django_capture_on_commit_callbacks):
    main = desks.submission(state="accepted")
    merged = desks.submission(state="merged", merged_into=main)
    with django_capture_on_commit_callbacks(execute=True):
        make(merged, "add", text="我这边也灭了。")
        main.refresh_from_db()
        assert main.added_at is None  # its row is another move's to lock
    main.refresh_from_db()
    assert main.added_at is not None
    IntakeSubmission.objects.filter(pk=main.pk).update(state="answered")
    refused(Conflict, IntakeSubmission.objects.get(pk=merged.pk), "add", text="还有。")


@pytest.mark.parametrize("state", ["answered", "closed", "rejected", "withdrawn"])
def test_what_is_done_is_not_added_to(desks, state):
    refused(Conflict, desks.submission(state=state), "add", text="又灭了。")


@pytest.mark.parametrize("state", State.values)
def test_consent_to_publish_is_taken_back_in_any_state(desks, state):
    submission = make(desks.submission(state=state, publish_consent=True), "withdraw_consent")

    assert (submission.state, submission.publish_consent) == (state, False)
    assert last(submission) == ("submission.withdraw_consent", "resident", {}, "")
    refused(Conflict, submission, "withdraw_consent")


# --- Who ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", MOVES)
def test_nobody_but_the_author_makes_them(desks, name):
    state = {"rate": "answered", "reopen": "answered", "ask_review": "answered"}.get(name, "accepted")
    submission = answered(desks, state, publish_consent=True, reopened_count=int(name == "ask_review"))
    data = {"rating": "satisfied", "reason": "没修", "text": "又灭了。"}
    for actor in [*(desks.actor(who) for who in EVERYBODY), System()]:
        refused(Denied, submission, name, actor, **data)
        moves = available_transitions([submission], actor)
        assert f"submission.{name}" not in {move.name for move in moves}
