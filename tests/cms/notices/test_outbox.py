"""The outbox is written with the change: one notice for each follower, none without it."""

import pytest
from django.contrib.contenttypes.models import ContentType

from cms.kernel.actors import Resident, System
from cms.kernel.models import Event
from cms.kernel.perform import perform
from cms.kernel.registrar import registrar
from cms.notices.models import Notice
from forms.models import IntakeSubmission
from forms.notices import KINDS, SubmissionNotice
from tests.cms.notices.following import follow, notices
from tests.forms.desks import Desks

pytestmark = pytest.mark.django_db


@pytest.fixture
def desks(site) -> Desks:
    return Desks()


def move(submission, name: str, actor, **data):
    return perform([IntakeSubmission.objects.get(pk=submission.pk)], f"submission.{name}", actor, data)


def test_move_is_told(desks):
    submission = desks.submission()
    follow(submission)
    move(submission, "accept", desks.actor("clerk"))
    notice = Notice.objects.get()
    assert (notice.kind, notice.state, notice.key) == (
        "submission.accept",
        "waiting",
        f"event:{Event.objects.get().pk}",
    )
    assert notice.subject == f"{submission.number} 站里接手了"
    assert "告诉您由谁办" in notice.body
    assert f"/status/?number={submission.number}" in notice.body
    assert submission.content not in notice.body


def test_english_follower_reads_english(desks):
    submission = desks.submission()
    follow(submission, language="en")
    move(submission, "accept", desks.actor("clerk"))
    assert "/en/status/?number=" in Notice.objects.get().body


def test_move_that_is_rolled_back_tells_nobody(desks, monkeypatch):
    submission = desks.submission()
    follow(submission)

    monkeypatch.setattr(SubmissionNotice, "followed", lambda self, objects: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        move(submission, "accept", desks.actor("clerk"))
    monkeypatch.undo()
    monkeypatch.setattr("cms.kernel.events._plan_deliveries", lambda event: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        move(submission, "accept", desks.actor("clerk"))
    submission.refresh_from_db()
    assert (submission.state, notices(), Event.objects.count()) == ("screening", [], 0)


def test_kind_that_fails_stops_no_move(desks, monkeypatch, settings):
    settings.LIAISON_RAISE_IN_SLOTS = False
    submission = desks.submission()
    follow(submission)
    monkeypatch.setattr(SubmissionNotice, "values", lambda self, followed, data: 1 / 0)
    move(submission, "accept", desks.actor("clerk"))
    submission.refresh_from_db()
    assert (submission.state, notices()) == ("accepted", [])


def test_joined_author_is_told_of_the_common_answer_by_the_own_number(desks):
    main, joined = desks.submission(state="accepted"), desks.submission()
    move(joined, "merge", desks.actor("clerk"), number=main.number)
    follow(joined)
    move(main, "answer", desks.actor("clerk"), reply="修好了", reply_by="示例街道")
    notice = Notice.objects.get()
    assert notice.kind == "submission.answer"
    assert joined.number in notice.subject
    assert main.number not in notice.subject + notice.body
    assert "修好了" not in notice.body


def test_own_moves_of_the_main_case_are_not_told_to_those_who_joined(desks, django_capture_on_commit_callbacks):
    main, joined = desks.submission(), desks.submission()
    move(joined, "merge", desks.actor("clerk"), number=main.number)
    follow(joined)
    with django_capture_on_commit_callbacks(execute=True):
        move(main, "withdraw", Resident())
    assert [kind for kind, _state in notices()] == ["submission.separate"]


def test_note_of_the_office_does_not_travel(desks):
    submission = desks.submission()
    follow(submission)
    move(submission, "reject", desks.actor("clerk"), reason="unclear", note="王先生家的事")
    body = Notice.objects.get().body
    assert "内容不清楚" in body
    assert "王先生" not in body


@pytest.mark.parametrize(("count", "queries"), [(0, 1), (1, 5), (3, 5)])
def test_move_costs_one_query_where_nobody_follows(desks, count, queries, django_assert_num_queries):
    submission = desks.submission()
    for number in range(count):
        follow(submission, f"example{number}@example.com")
    entries = registrar().all("utility", target="IEventWitness")
    event = Event.objects.create(name="submission.accept", content_type=_type(), site=submission.site)
    with django_assert_num_queries(queries):
        entries[0].value.see(event, [submission])
    assert Notice.objects.count() == count


def test_event_without_kinds_costs_nothing(desks, django_assert_num_queries):
    submission = desks.submission()
    event = Event.objects.create(name="submission.rate", content_type=_type(), site=submission.site)
    with django_assert_num_queries(0):
        registrar().all("utility", target="IEventWitness")[0].value.see(event, [submission])


def test_every_move_that_matters_has_a_kind():
    told = {kind.name for kind in KINDS} | {"submission.escalate"}
    moves = {entry.name for entry in registrar().all("transition") if entry.name.startswith("submission.")}
    own = {"add", "rate", "ask_review", "withdraw_consent", "erase_contact"}
    asked = {"ask_extension", "refuse_extension"}
    among_staff = asked | {"clear_spam", "return_publication", "take_down"}
    not_told = {f"submission.{name}" for name in own | among_staff}
    assert {name for name in moves if registrar().get("transition", name).plugin_id != "toys"} == told | not_told


def test_moves_of_the_system_are_told(desks):
    submission = desks.submission(state="answered", rating="satisfied")
    follow(submission)
    move(submission, "close", System("tests"))
    assert notices() == [("submission.close", "waiting")]


def _type() -> ContentType:
    return ContentType.objects.get_for_model(IntakeSubmission)
