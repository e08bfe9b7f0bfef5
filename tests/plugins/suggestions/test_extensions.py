"""More time for a suggestion: asked for by the unit, granted by the office, told to the deputy, within six months."""

from datetime import date, timedelta

import pytest
import time_machine
from dateutil.relativedelta import relativedelta
from django.urls import reverse
from django.utils import timezone

from cms.clock.late import Question, rows
from cms.clock.models import Deadline, Extension
from cms.clock.selectors import asked_extension, deadlines_of
from cms.kernel.actors import Staff, System
from cms.kernel.audit import history
from cms.kernel.exceptions import Conflict, Denied, InvalidMove
from cms.kernel.perform import available_transitions, perform
from cms.kernel.states import set_enabled
from cms.workdays.wording import day_text
from plugins.suggestions.deadlines import remind
from plugins.suggestions.models import Suggestion
from plugins.suggestions.timeline import public_timeline, staff_history
from tests.plugins.suggestions.test_pages import INDEX, PEOPLE, page, titles

ASSIGNED_ON = date(2026, 11, 3)
DUE_ON = date(2027, 2, 3)
LAST = date(2027, 5, 3)  # six months after it was assigned
LATER = date(2027, 3, 3)


@pytest.fixture
def suggestion(stage) -> Suggestion:
    """With the unit since 3 November, for three months."""
    with time_machine.travel(ASSIGNED_ON, tick=False):
        return stage.assign(stage.at("accepted"), due_on=DUE_ON)


@pytest.fixture
def waiting(stage, suggestion) -> Suggestion:
    """The unit asked for a month more."""
    return asked(suggestion, stage.officer)


def asked(suggestion, user, **data) -> Suggestion:
    data = {"due_on": LATER, "reason": "要等设计方案。", **data}
    return perform([suggestion], "suggestion.ask_extension", Staff(user), data)[0]


def granted(suggestion, user, **data) -> Suggestion:
    data = {"due_on": LATER, "words": "设计方案三月完成。", **data}
    return perform([suggestion], "suggestion.grant_extension", Staff(user), data)[0]


def refused(suggestion, user) -> Suggestion:
    return perform([suggestion], "suggestion.refuse_extension", Staff(user), {"words": "请按期答复。"})[0]


def everything() -> tuple:
    return tuple(list(model.objects.order_by("pk").values()) for model in (Suggestion, Deadline, Extension))


def test_asking_changes_no_date(stage, waiting):
    assert (waiting.state, waiting.due_on) == ("assigned", DUE_ON)
    extension = asked_extension(waiting)
    assert (extension.due_on, extension.reason, extension.asked_by) == (LATER, "要等设计方案。", stage.officer)
    assert history(waiting).last().data == {"due_on": "2027-03-03", "reason": "要等设计方案。"}


def test_granted_the_date_follows_and_the_deputy_is_told(stage, client, waiting):
    suggestion = granted(waiting, stage.office)

    assert suggestion.due_on == LATER
    before, after = deadlines_of(suggestion)
    assert (before.due_on, before.ended_by, after.due_on, after.extended_times) == (DUE_ON, "replaced", LATER, 1)
    assert (after.unit, after.what) == (stage.unit, "suggestion_reply")
    line = staff_history(suggestion)[-1]
    assert (line["title"], line["detail"]) == ("批准延期", f"延到 {day_text(LATER)}。设计方案三月完成。")
    client.force_login(stage.deputy_user)
    text = client.get(page("detail", suggestion)).text
    name = stage.officer.get_full_name() or stage.officer.username
    assert f"{name} 申请延期，批准延到 {day_text(LATER)}：设计方案三月完成。" in text
    assert line["detail"] in text


def test_residents_read_the_new_date_and_not_the_reason(stage, waiting):
    told = [entry["title"] for entry in public_timeline(refused(waiting, stage.office))]
    assert not any("延期" in each for each in told)

    suggestion = granted(asked(waiting, stage.officer), stage.office)
    assert public_timeline(suggestion)[0]["title"] == f"承办单位申请延期，代表工委同意了，最迟 {day_text(LATER)} 答复。"


def test_office_may_give_another_date(stage, waiting):
    suggestion = granted(waiting, stage.office, due_on=date(2027, 2, 10))
    assert (suggestion.due_on, Extension.objects.get().due_on) == (date(2027, 2, 10), date(2027, 2, 10))


def test_refused_the_date_stays_and_everybody_concerned_reads_why(stage, client, waiting):
    suggestion = refused(waiting, stage.office)
    assert (suggestion.due_on, asked_extension(suggestion), Extension.objects.get().is_granted) == (DUE_ON, None, False)
    for user in (stage.officer, stage.deputy_user):
        client.force_login(user)
        assert "请按期答复。" in client.get(page("detail", suggestion)).text
    assert asked(suggestion, stage.officer).due_on == DUE_ON  # with a better reason


# --- Who may ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("act", "name", "allowed"),
    [
        (asked, "ask_extension", {"officer", "office"}),
        (granted, "grant_extension", {"office"}),
        (refused, "refuse_extension", {"office"}),
    ],
    ids=["ask", "grant", "refuse"],
)
def test_the_unit_asks_and_the_office_decides(stage, client, suggestion, act, name, allowed):
    if act is not asked:
        asked(suggestion, stage.officer)
    url = page("move", suggestion, f"suggestion.{name}")
    for who in PEOPLE:
        user = stage.user(who)
        offered = {each.name for each in available_transitions([suggestion], Staff(user))}
        assert (f"suggestion.{name}" in offered) == (who in allowed), who
        if who in allowed:
            continue
        before = everything(), history(suggestion).count()
        with pytest.raises(Denied):
            act(suggestion, user)
        client.force_login(user)
        assert client.post(url, {"due_on": LATER, "words": "好。", "reason": "好。"}).status_code in {403, 404}
        assert (everything(), history(suggestion).count()) == before
    assert act(suggestion, stage.user(sorted(allowed)[0])).state == "assigned"


def test_inactive_officer_asks_for_nothing(stage, suggestion):
    stage.officer.is_active = False
    stage.officer.save()
    before = everything()
    with pytest.raises(Denied):
        asked(suggestion, stage.officer)
    assert everything() == before


def test_switched_off_nobody_asks_and_what_was_asked_comes_back(stage, client, site, waiting):
    client.force_login(stage.officer)
    url = page("move", waiting, "suggestion.ask_extension")
    set_enabled(plugin_id="suggestions", site=site, is_enabled=False, actor=System("tests"))
    before = everything()
    with pytest.raises(Denied):
        granted(waiting, stage.office)
    assert client.post(url, {"due_on": LATER, "reason": "好。"}).status_code == 404
    assert everything() == before

    set_enabled(plugin_id="suggestions", site=site, is_enabled=True, actor=System("tests"))
    assert granted(waiting, stage.office).due_on == LATER


# --- How far ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("act", [asked, granted], ids=["ask", "grant"])
@pytest.mark.parametrize(
    ("due_on", "code"),
    [
        (DUE_ON, "past"),
        (LAST + timedelta(days=1), "too_far"),
        ("9999-12-31", "too_far"),
        ("三月", "invalid"),
        ("", "required"),
    ],
    ids=["same day", "a day beyond", "the end of time", "words", "nothing"],
)
def test_date_is_later_and_within_six_months_of_the_assignment(stage, suggestion, act, due_on, code):
    if act is granted:
        asked(suggestion, stage.officer)
    before = everything()
    with pytest.raises(InvalidMove) as caught:
        act(suggestion, stage.office, due_on=due_on)
    assert [fault["code"] for fault in caught.value.errors["due_on"]] == [code]
    assert everything() == before
    assert act(suggestion, stage.office, due_on=LAST)


@pytest.mark.parametrize("reason", [" ", "好" * 301, "空\x00字"], ids=["blank", "long", "null"])
def test_reason_is_asked_for_and_checked(stage, suggestion, reason):
    before = everything()
    with pytest.raises(InvalidMove) as caught:
        asked(suggestion, stage.officer, reason=reason)
    assert list(caught.value.errors) == ["reason"]
    assert everything() == before


def test_no_more_is_asked_for_at_the_end_of_the_law_s_months(stage, suggestion):
    suggestion = granted(asked(suggestion, stage.officer, due_on=LAST), stage.office, due_on=LAST)
    with pytest.raises(Conflict, match="最长期限"):
        asked(suggestion, stage.officer)


def test_what_is_late_or_asked_for_already_is_not_asked_for(stage, suggestion):
    with time_machine.travel(DUE_ON + timedelta(days=1), tick=False), pytest.raises(Conflict, match="没过的时候"):
        asked(suggestion, stage.officer)
    asked(suggestion, stage.officer)
    with pytest.raises(Conflict, match="正等批准"):
        asked(suggestion, stage.office)
    assert Extension.objects.count() == 1


def test_assignment_ends_within_the_law_s_months(stage):
    suggestion = stage.at("accepted")
    last = timezone.localdate() + relativedelta(months=6)
    for due_on, code in ((last + timedelta(days=1), "too_far"), (timezone.localdate(), "past")):
        with pytest.raises(InvalidMove) as caught:
            stage.assign(suggestion, due_on=due_on)
        assert caught.value.errors["due_on"][0]["code"] == code
    assert Suggestion.objects.get().state == "accepted"
    assert stage.assign(suggestion, due_on=last).due_on == last


def test_request_lapses_with_the_reply(stage, waiting):
    stage.reply(waiting)
    before = everything()
    with pytest.raises(Conflict):
        granted(Suggestion.objects.get(), stage.office)
    assert everything() == before


# --- What follows -------------------------------------------------------------------------------------------------


def test_late_on_a_day_is_told_by_the_date_that_held_then(stage, waiting):
    with time_machine.travel(date(2027, 2, 2), tick=False):
        granted(waiting, stage.office)

    def late(day):
        return [row.object_id for row in rows(Question(day), stage.office)]

    with time_machine.travel(date(2027, 6, 1), tick=False):
        assert (late(date(2027, 2, 10)), late(LATER), late(date(2027, 3, 4))) == ([], [], [waiting.pk])


def test_reminders_follow_the_new_date(stage, site, waiting):
    granted(waiting, stage.office)
    for day in (DUE_ON - timedelta(days=1), DUE_ON + timedelta(days=1), LATER - timedelta(days=1)):
        with time_machine.travel(day, tick=False):
            remind(site)
    reminders = [entry for entry in history(waiting) if entry.action == "suggestion.remind"]
    assert [entry.data for entry in reminders] == [{"step": "before", "due_on": "2027-03-03"}]


def test_office_finds_what_it_has_to_decide(stage, client, waiting):
    other = stage.at("assigned")
    client.force_login(stage.office)
    response = client.get(f"{INDEX}?only=asked")
    assert (titles(response), "延期待批" in response.text) == ([waiting.title], True)
    assert titles(client.get(f"{INDEX}?only=mine")) == [waiting.title]
    assert "件延期等您批" in client.get(reverse("wagtailadmin_home")).text

    granted(waiting, stage.office)

    assert titles(client.get(f"{INDEX}?only=asked")) == []
    text = client.get(INDEX).text
    assert ("延期过" in text, "延期待批" in text) == (True, False)
    assert other.title in text


def test_form_to_grant_starts_with_what_was_asked(stage, client, waiting):
    client.force_login(stage.office)
    form = client.get(page("move", waiting, "suggestion.grant_extension")).context["form"]
    assert (form["due_on"].value(), form["words"].value()) == (LATER, "要等设计方案。")
    assert day_text(LAST) in form.fields["due_on"].help_text


def test_who_grants_too_late_is_told_and_keeps_what_was_typed(stage, client, waiting):
    granted(waiting, stage.office)
    client.force_login(stage.office)
    url = page("move", waiting, "suggestion.grant_extension")
    response = client.post(url, {"due_on": "2027-04-01", "words": "写好的原因"})
    assert (response.status_code, "写好的原因" in response.text) == (409, True)
    assert Suggestion.objects.get().due_on == LATER
