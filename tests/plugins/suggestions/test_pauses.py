"""A suggestion stands still by the office's word, and goes on within the law's months."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from cms.clock.models import Pause, Reminder
from cms.clock.selectors import deadlines_of, running
from cms.kernel.actors import Staff
from cms.kernel.audit import history
from cms.kernel.exceptions import Conflict, Denied, InvalidMove
from cms.kernel.perform import available_transitions, perform
from cms.workdays.wording import day_text
from liaison_pages.models import DistrictSettings
from plugins.suggestions.deadlines import remind
from plugins.suggestions.models import Suggestion
from plugins.suggestions.timeline import public_timeline, staff_history
from tests.plugins.suggestions.test_extensions import everything
from tests.plugins.suggestions.test_pages import INDEX, PEOPLE, page, titles

ASSIGNED_ON = date(2026, 11, 3)
PAUSED_ON = date(2026, 11, 10)
UNTIL = date(2026, 12, 1)
WHY = {"reason": "deputy", "note": "请补充照片。", "expected_on": UNTIL}


@pytest.fixture
def suggestion(stage) -> Suggestion:
    """With the unit since 3 November, due on Friday the 13th."""
    with time_machine.travel(ASSIGNED_ON, tick=False):
        return stage.assign(stage.at("accepted"), due_on=date(2026, 11, 13))


def paused(suggestion, user, **why) -> Suggestion:
    with time_machine.travel(PAUSED_ON, tick=False):
        return perform([suggestion], "suggestion.pause", Staff(user), {**WHY, **why})[0]


def resumed(suggestion, user, on: date) -> Suggestion:
    with time_machine.travel(on, tick=False):
        return perform([suggestion], "suggestion.resume", Staff(user))[0]


def test_nothing_is_due_until_it_goes_on_with_the_days_that_were_left(stage, suggestion):
    suggestion = paused(suggestion, stage.office)
    assert (suggestion.state, suggestion.due_on, suggestion.paused_until) == ("assigned", None, UNTIL)
    assert (running(suggestion), [row.ended_by for row in deadlines_of(suggestion)]) == (None, ["paused"])

    suggestion = resumed(suggestion, stage.office, date(2026, 11, 24))
    assert (suggestion.due_on, suggestion.paused_until) == (date(2026, 11, 27), None)  # three working days
    assert (running(suggestion).unit, Pause.objects.get().ended_on) == (stage.unit, date(2026, 11, 24))


def test_no_pause_carries_it_beyond_six_months(stage, suggestion):
    suggestion = paused(suggestion, stage.office)
    suggestion = resumed(suggestion, stage.office, date(2027, 5, 2))  # three working days later would be the 6th
    assert suggestion.due_on == date(2027, 5, 3)


@pytest.mark.parametrize(
    ("why", "faults"),
    [
        ({"reason": "resident"}, {"reason": ["invalid_choice"]}),
        ({"reason": "other", "note": ""}, {"note": ["required"]}),
        ({"note": "好" * 301}, {"note": ["max_length"]}),
        ({"expected_on": PAUSED_ON}, {"expected_on": ["past"]}),
        ({"expected_on": date(2027, 5, 4)}, {"expected_on": ["too_far"]}),
    ],
    ids=["foreign reason", "other without words", "long note", "today", "beyond the law"],
)
def test_pause_refuses_bad_input(stage, site, suggestion, why, faults):
    settings = DistrictSettings.for_site(site)
    settings.pause_days = 1000
    settings.save()
    before = everything()
    with pytest.raises(InvalidMove) as caught:
        paused(suggestion, stage.office, **why)
    assert {name: [fault["code"] for fault in each] for name, each in caught.value.errors.items()} == faults
    assert everything() == before


def test_pause_needs_a_date_and_the_district_s_leave(stage, site, suggestion):
    with pytest.raises(Conflict):
        perform([suggestion], "suggestion.resume", Staff(stage.office))
    suggestion = paused(suggestion, stage.office)
    with pytest.raises(Conflict, match="已经暂停"):
        paused(suggestion, stage.office)
    suggestion = resumed(suggestion, stage.office, date(2026, 11, 24))
    settings = DistrictSettings.for_site(site)
    settings.pause_days = 0
    settings.save()
    before = everything()
    with pytest.raises(Conflict, match="不能暂停"):
        paused(Suggestion.objects.get(), stage.office)
    assert everything() == before


@pytest.mark.parametrize("name", ["pause", "resume"])
def test_office_alone_pauses_and_resumes(stage, client, suggestion, name):
    if name == "resume":
        suggestion = paused(suggestion, stage.office)
    later = timezone.localdate() + timedelta(days=3)
    data = {**WHY, "expected_on": later}
    for who in PEOPLE:
        user = stage.user(who)
        offered = {each.name for each in available_transitions([suggestion], Staff(user))}
        assert (f"suggestion.{name}" in offered) == (who == "office"), who
        if who != "office":
            before = everything(), Pause.objects.count(), history(suggestion).count()
            with pytest.raises(Denied):
                perform([suggestion], f"suggestion.{name}", Staff(user), data)
            client.force_login(user)
            assert client.post(page("move", suggestion, f"suggestion.{name}"), data).status_code in {403, 404}
            assert (everything(), Pause.objects.count(), history(suggestion).count()) == before


def test_reply_ends_a_pause(stage, suggestion):
    suggestion = stage.reply(paused(suggestion, stage.office))
    assert (suggestion.state, suggestion.paused_until, Pause.objects.get().ended_on) == (
        "replied", None, timezone.localdate(),
    )  # fmt: skip


def test_deputy_reads_all_and_residents_the_reason_s_kind(stage, client, suggestion):
    suggestion = paused(suggestion, stage.office)
    line = staff_history(suggestion)[-1]
    assert (line["title"], line["detail"]) == ("暂停", f"等代表补充情况；请补充照片。；预计 {day_text(UNTIL)} 恢复")
    client.force_login(stage.deputy_user)
    assert line["detail"] in client.get(page("detail", suggestion)).text
    told = public_timeline(suggestion)[0]["title"]
    assert told == f"暂停办理（等代表补充情况），预计 {day_text(UNTIL)} 恢复。"
    suggestion = resumed(suggestion, stage.office, date(2026, 11, 24))
    assert public_timeline(suggestion)[0]["title"] == f"恢复办理，最迟 {day_text(suggestion.due_on)} 答复。"


def test_office_is_reminded_of_a_pause_that_should_be_over(stage, site, client, suggestion):
    suggestion = paused(suggestion, stage.office)
    with time_machine.travel(UNTIL, tick=False):
        remind(site)
    assert Reminder.objects.count() == 0
    with time_machine.travel(UNTIL + timedelta(days=1), tick=False):
        remind(site)
        remind(site)
        client.force_login(stage.office)
        assert "件暂停该恢复" in client.get(reverse("wagtailadmin_home")).text
        assert titles(client.get(f"{INDEX}?only=over")) == [suggestion.title]
        response = client.get(f"{INDEX}?only=paused")
        assert (titles(response), "暂停该恢复了" in response.text) == ([suggestion.title], True)
    assert [entry.data["step"] for entry in history(suggestion) if entry.action == "suggestion.remind"] == ["pause"]


def test_paused_one_does_not_wait_for_the_unit(stage, client, suggestion):
    client.force_login(stage.officer)
    assert "件等您的单位答复" in client.get(reverse("wagtailadmin_home")).text
    paused(suggestion, stage.office)
    assert "件等您的单位答复" not in client.get(reverse("wagtailadmin_home")).text
