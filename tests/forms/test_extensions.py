"""More time: asked for by who must act, granted by the head or the office, told to the author."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from cms.clock.models import Extension
from cms.clock.selectors import asked_extension, deadlines_of, running
from cms.kernel.actors import Staff
from cms.kernel.audit import history
from cms.kernel.exceptions import Conflict, Denied, InvalidMove
from cms.kernel.perform import available_transitions, perform
from cms.workdays.wording import day_text
from forms.models import IntakeSubmission
from forms.services.claims import claim
from liaison_pages.models import DistrictSettings
from tests.forms.queue_pages import INDEX, listed, move, queries_of, url
from tests.forms.test_move_permissions import EVERYBODY, everything
from tests.forms.test_status import Known, text_of
from tests.races import at_once

DUE_ON = date(2026, 12, 31)  # a Thursday
ASKED = {"days": 3, "reason": "要等材料进场。"}
GRANTED = {"days": 3, "words": "要等材料进场。"}


def asked(submission, actor, **data) -> IntakeSubmission:
    return perform([submission], "submission.ask_extension", actor, {**ASKED, **data})[0]


def granted(submission, actor, **data) -> IntakeSubmission:
    return perform([submission], "submission.grant_extension", actor, {**GRANTED, **data})[0]


def refused(submission, actor) -> IntakeSubmission:
    return perform([submission], "submission.refuse_extension", actor, {"words": "请抓紧。"})[0]


@pytest.fixture
def waiting(desks) -> IntakeSubmission:
    """Lies with the unit, whose officer asked for three days more."""
    return asked(desks.submission(state="referred"), desks.actor("officer"))


def test_asking_changes_no_date(desks, waiting):
    assert (waiting.state, waiting.due_on, running(waiting).extended_times) == ("referred", DUE_ON, 0)
    extension = asked_extension(waiting)
    assert (extension.due_on, extension.reason, extension.asked_by) == (
        date(2027, 1, 5),
        "要等材料进场。",
        desks.officer,
    )
    assert history(waiting).last().data == {"days": 3, "reason": "要等材料进场。"}


def test_granted_days_count_from_the_old_date(desks, waiting):
    submission = granted(waiting, desks.actor("head"))

    assert submission.due_on == date(2027, 1, 5)  # Friday, Monday, Tuesday: nothing is known of the year
    before, after = deadlines_of(submission)
    assert (before.due_on, before.ended_by, after.extended_times, after.unit) == (DUE_ON, "replaced", 1, desks.unit)
    assert history(submission).last().data == {"days": 3, "reason": "要等材料进场。", "due_on": "2027-01-05"}
    extension = Extension.objects.get()
    assert (extension.is_granted, extension.decided_by, extension.words) == (True, desks.head, "要等材料进场。")


def test_who_grants_may_give_fewer_days_and_other_words(desks, waiting):
    submission = granted(waiting, desks.actor("head"), days=1, words="材料晚到一天。")

    assert submission.due_on == date(2027, 1, 1)
    assert (Extension.objects.get().due_on, Extension.objects.get().words) == (date(2027, 1, 1), "材料晚到一天。")


def test_refused_it_stays_as_it_was(desks, waiting):
    submission = refused(waiting, desks.actor("head"))

    assert (submission.due_on, running(submission).extended_times, asked_extension(submission)) == (DUE_ON, 0, None)
    assert Extension.objects.get().is_granted is False
    assert asked(submission, desks.actor("officer")).due_on == DUE_ON  # with a better reason


@pytest.mark.parametrize(
    ("state", "allowed"),
    [
        ("accepted", {"head", "clerk", "district", "administrator"}),
        ("referred", {"head", "clerk", "district", "administrator", "officer"}),
    ],
)
def test_those_who_must_act_ask(desks, state, allowed):
    submission = desks.submission(state=state)
    for who in EVERYBODY:
        offered = {each.name for each in available_transitions([submission], Staff(getattr(desks, who)))}
        assert ("submission.ask_extension" in offered) == (who in allowed), who
        if who not in allowed:
            before = everything(), Extension.objects.count()
            with pytest.raises(Denied):
                asked(submission, Staff(getattr(desks, who)))
            assert (everything(), Extension.objects.count()) == before


@pytest.mark.parametrize("decide", [granted, refused])
def test_head_and_office_decide(desks, waiting, decide):
    for who in EVERYBODY:
        may = who in {"head", "district", "administrator"}
        offered = {each.name for each in available_transitions([waiting], Staff(getattr(desks, who)))}
        assert ({"submission.grant_extension", "submission.refuse_extension"} <= offered) == may, who
        if not may:
            before = everything(), list(Extension.objects.values())
            with pytest.raises(Denied):
                decide(waiting, Staff(getattr(desks, who)))
            assert (everything(), list(Extension.objects.values())) == before


def test_nobody_grants_their_own_but_the_office(desks):
    submission = asked(desks.submission(state="accepted"), desks.actor("head"))
    with pytest.raises(Denied, match="由别人批准"):
        granted(submission, desks.actor("head"))
    assert granted(submission, desks.actor("district")).due_on > DUE_ON

    own = asked(desks.submission(state="accepted"), desks.actor("district"))
    assert granted(own, desks.actor("district")).due_on > DUE_ON


def test_asker_s_claim_does_not_stand_in_the_way(desks):
    submission = claim(submission=desks.submission(state="referred"), actor=desks.actor("officer"))
    submission = asked(submission, desks.actor("officer"))
    with pytest.raises(Conflict):
        asked(submission, desks.actor("head"))

    submission = granted(submission, desks.actor("head"))

    assert submission.claimed_by == desks.officer


def refusal(desks, submission, **data) -> str:
    before = everything()
    with pytest.raises(Conflict) as caught:
        asked(submission, desks.actor("head"), **data)
    assert everything() == before
    return str(caught.value)


def test_what_is_late_is_not_put_off(desks):
    yesterday = timezone.localdate() - timedelta(days=1)
    assert "没过的时候" in refusal(desks, desks.submission(state="accepted", due_on=yesterday))
    assert asked(desks.submission(state="accepted", due_on=timezone.localdate()), desks.actor("head"))


def test_times_and_days_are_the_district_s(desks, site, waiting):
    assert "正等批准" in refusal(desks, waiting)
    assert "用完" in refusal(desks, granted(waiting, desks.actor("head")))
    settings = DistrictSettings.for_site(site)
    settings.extension_times, settings.extension_days = 2, 4
    settings.save()
    waiting.refresh_from_db()
    submission = IntakeSubmission.objects.get(pk=waiting.pk)
    with pytest.raises(InvalidMove) as caught:
        asked(submission, desks.actor("head"), days=5)
    assert caught.value.errors["days"][0]["code"] == "max_value"
    granted(asked(submission, desks.actor("officer"), days=4), desks.actor("head"), days=4)
    assert running(submission).extended_times == 2

    settings.extension_days = 0
    settings.save()
    assert "用完" in refusal(desks, desks.submission(state="accepted"))


@pytest.mark.parametrize(
    ("data", "faults"),
    [
        ({"days": ""}, {"days": ["required"]}),
        ({"days": 0}, {"days": ["min_value"]}),
        ({"days": "三"}, {"days": ["invalid"]}),
        ({"days": "9" * 5000}, {"days": ["invalid"]}),
        ({"reason": " "}, {"reason": ["required"]}),
        ({"reason": "好" * 301}, {"reason": ["max_length"]}),
    ],
)
def test_asking_refuses_bad_input(desks, data, faults):
    submission = desks.submission(state="accepted")
    before = everything()
    with pytest.raises(InvalidMove) as caught:
        asked(submission, desks.actor("head"), **data)
    assert {name: [fault["code"] for fault in each] for name, each in caught.value.errors.items()} == faults
    assert everything() == before


def test_a_request_lapses_with_its_deadline(desks, waiting):
    [submission] = perform([waiting], "submission.answer", desks.actor("officer"), {"reply": "修好了。"})
    with pytest.raises(Conflict):
        granted(submission, desks.actor("head"))
    assert Extension.objects.get().is_granted is None


def test_a_paused_one_keeps_its_extension_and_takes_no_other(desks, waiting):
    submission = granted(waiting, desks.actor("head"))
    why = {"reason": "season", "note": "", "expected_on": timezone.localdate() + timedelta(days=9)}
    [submission] = perform([submission], "submission.pause", desks.actor("officer"), why)
    assert "没过的时候" in refusal(desks, submission)
    [submission] = perform([submission], "submission.resume", desks.actor("officer"))
    assert running(submission).extended_times == 1


# --- What people read ---------------------------------------------------------------------------------------------


def test_author_reads_the_new_date_and_why_once_it_is_granted(client, desks):
    known = Known(venue=desks.venue, state="referred", referred_to=desks.unit, referral_kind="unit")
    asked(known.submission, desks.actor("officer"))
    assert "材料" not in text_of(client.get(known.url))

    submission = granted(known.submission, desks.actor("head"))

    response = client.get(known.url)
    html = text_of(response)
    assert "最迟 <b>2027年1月5日" in html
    assert "这个日期延后过，原因：<span>要等材料进场。</span>" in html
    assert response.context["timeline"][0].title == f"日期延到 {day_text(submission.due_on)}"


def test_queue_finds_and_marks_what_more_time_is_asked_for(desks, signed_in, waiting):
    other = desks.submission(state="referred")
    client = signed_in("head")
    response = client.get(INDEX, {"clock": "asked"})
    assert listed(response) == [waiting.number]
    assert "延期待批" in response.content.decode()

    granted(waiting, desks.actor("head"))

    assert listed(client.get(INDEX, {"clock": "asked"})) == []
    page = client.get(INDEX, {"scope": "all"})
    assert listed(page) == [other.number, waiting.number]
    assert "延期过" in page.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_queue_costs_the_same_with_clocks_of_every_kind(desks, signed_in, count):
    client = signed_in("district")
    asked(desks.submission(state="referred"), desks.actor("officer"))
    for_one = queries_of(client, f"{INDEX}?scope=all")
    for _ in range(count):
        granted(asked(desks.submission(state="referred"), desks.actor("officer")), desks.actor("head"))
        desks.submission(state="accepted", due_on=timezone.localdate() - timedelta(days=3))
    assert queries_of(client, f"{INDEX}?scope=all") == for_one


def test_page_tells_who_asked_and_what_became_of_it(desks, signed_in, waiting):
    refused(waiting, desks.actor("head"))
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        granted(asked(waiting, desks.actor("officer")), desks.actor("district"))

    client = signed_in("clerk")
    lines = client.get(url("detail", waiting)).context["clock"]

    name = desks.officer.get_full_name() or desks.officer.username
    assert [line.notes for line in lines] == [
        [],
        [
            f"{name} 申请延到 {day_text(date(2027, 1, 5))}，没有批准：请抓紧。",
            f"{name} 申请延期，批准延到 {day_text(date(2027, 1, 5))}：要等材料进场。",
        ],
    ]


def test_form_to_grant_starts_with_what_was_asked(desks, signed_in, waiting):
    response = signed_in("head").get(move(waiting, "grant_extension"))
    refusing = signed_in("head").get(move(waiting, "refuse_extension")).content.decode()
    wanted = Extension.objects.get().due_on
    asked_for = f"申请从 {day_text(waiting.due_on)} 延到 {day_text(wanted)}。"
    assert asked_for in response.content.decode()
    assert asked_for in refusing
    form = response.context["form"]
    assert (form["days"].value(), form["words"].value()) == (3, "要等材料进场。")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_who_grant_at_once_put_it_off_once(desks):
    submission = asked(desks.submission(state="referred"), desks.actor("officer"))

    results = at_once(
        lambda: granted(submission, desks.actor("head")), lambda: granted(submission, desks.actor("district"))
    )

    assert sorted(type(each).__name__ for each in results) == ["Conflict", "IntakeSubmission"]
    assert running(submission).due_on == date(2027, 1, 5)
