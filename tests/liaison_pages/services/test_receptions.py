"""Moving, cancelling, restoring, changing and adding single receptions; rules and rosters saved by staff."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from cms.access.roles import Role
from cms.access.services import grant
from cms.kernel.actors import Staff, System
from cms.kernel.audit import history
from cms.kernel.exceptions import Denied, InvalidMove
from liaison_pages.models import Reception, ReceptionRule, VenueMembership
from liaison_pages.services import receptions as service
from liaison_pages.services.rosters import RosterEntry, set_roster
from liaison_pages.services.rota import sync_rules
from liaison_pages.services.rules import end_rule, preview, save_rule
from tests.factories.access import UserFactory
from tests.factories.liaison_pages import (
    DeputyFactory,
    ReceptionFactory,
    ReceptionRuleFactory,
    VenueFactory,
    VenueMembershipFactory,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY = NOW.date()


@pytest.fixture
def rule():
    rule = ReceptionRuleFactory(month_day=15, deputies=[DeputyFactory()])
    sync_rules(rules=[rule], today=TODAY)
    return rule


@pytest.fixture
def reception(rule):
    return Reception.objects.get(planned_on=date(2026, 12, 15))


@pytest.fixture
def editor(rule):
    user = UserFactory()
    grant(user=user, role=Role.VENUE_EDITOR, venue=rule.venue, actor=System("test"))
    return Staff(user)


def test_move_reception_says_where_and_why(reception, editor):
    moved = service.move_reception(
        reception=reception, date=date(2026, 12, 17), reason="场地维修", actor=editor, now=NOW
    )
    assert (moved.date, moved.status, moved.is_edited) == (date(2026, 12, 17), "moved", True)
    assert moved.change_text == "场地维修，改到 12月17日"
    entry = history(moved).get()
    assert (entry.action, entry.actor_user, entry.data) == (
        "reception.move",
        editor.user,
        {
            "from": {"date": "2026-12-15", "time": "9:00–11:00"},
            "to": {"date": "2026-12-17", "time": "9:00–11:00"},
            "reason": "场地维修",
        },
    )


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"date": date(2026, 12, 17), "reason": " "}, "reason"),
        ({"date": date(2026, 12, 17), "reason": "长" * 101}, "reason"),
        ({"date": date(2026, 11, 23), "reason": "场地维修"}, "date"),
        ({"date": date(2036, 12, 17), "reason": "场地维修"}, "date"),
        ({"date": date(2026, 12, 15), "reason": "场地维修"}, "date"),
        ({"date": date(2026, 12, 17), "reason": "场地维修", "ends_at": time(8)}, "ends_at"),
    ],
)
def test_move_reception_with_bad_data_changes_nothing(reception, editor, fields, field):
    with pytest.raises(InvalidMove) as raised:
        service.move_reception(reception=reception, actor=editor, now=NOW, **fields)
    assert list(raised.value.errors) == [field]
    assert_unchanged(reception)


def assert_unchanged(reception):
    fresh = Reception.objects.get(pk=reception.pk)
    assert (fresh.date, fresh.status, fresh.reason, fresh.is_edited) == (
        reception.date,
        reception.status,
        reception.reason,
        False,
    )
    assert not history(reception).exists()


@pytest.mark.parametrize(
    "call",
    [
        lambda row, actor: service.move_reception(
            reception=row, date=date(2026, 12, 17), reason="场地维修", actor=actor, now=NOW
        ),
        lambda row, actor: service.cancel_reception(reception=row, reason="场地维修", actor=actor, now=NOW),
        lambda row, actor: service.restore_reception(reception=row, actor=actor, now=NOW),
        lambda row, actor: service.change_reception(reception=row, topic="别的", actor=actor),
        lambda row, actor: service.add_single_reception(
            venue=row.venue, date=date(2026, 12, 20), starts_at=time(9), ends_at=time(10), actor=actor, now=NOW
        ),
        lambda row, actor: save_rule(rule=row.rule, actor=actor, now=NOW),
        lambda row, actor: end_rule(rule=row.rule, actor=actor, now=NOW),
    ],
    ids=["move", "cancel", "restore", "change", "add", "save_rule", "end_rule"],
)
def test_rota_of_foreign_venue_is_denied(reception, call):
    user = UserFactory()
    grant(user=user, role=Role.VENUE_HEAD, venue=VenueFactory(), actor=System("test"))
    grant(user=user, role=Role.RECEPTION_CLERK, venue=reception.venue, actor=System("test"))
    before = (list(Reception.objects.values()), list(ReceptionRule.objects.values()))
    with pytest.raises(Denied):
        call(reception, Staff(user))
    assert (list(Reception.objects.values()), list(ReceptionRule.objects.values())) == before
    assert_unchanged(reception)


def test_cancel_within_the_notice_window_wants_confirmation(rule, editor):
    near = ReceptionFactory(venue=rule.venue, date=date(2026, 11, 27))
    with pytest.raises(service.NoticeIsUp, match="11月27日"):
        service.cancel_reception(reception=near, reason="代表出差", actor=editor, now=NOW)
    assert_unchanged(near)
    cancelled = service.cancel_reception(reception=near, reason="代表出差", actor=editor, now=NOW, confirmed=True)
    assert (cancelled.status, cancelled.change_text) == ("cancelled", "代表出差，当次取消")


def test_cancel_before_the_notice_needs_no_confirmation(rule, editor):
    later = ReceptionFactory(venue=rule.venue, date=date(2026, 11, 28))
    assert service.cancel_reception(reception=later, reason="代表出差", actor=editor, now=NOW).status == "cancelled"


def test_past_reception_stays_as_it_was(rule, editor):
    past = ReceptionFactory(venue=rule.venue, date=date(2026, 11, 23))
    with pytest.raises(InvalidMove):
        service.cancel_reception(reception=past, reason="代表出差", actor=editor, now=NOW, confirmed=True)
    assert_unchanged(past)


def test_restore_gives_the_day_back_to_the_rule(reception, editor):
    service.cancel_reception(reception=reception, reason="代表出差", actor=editor, now=NOW)
    restored = service.restore_reception(reception=reception, actor=editor, now=NOW)
    assert (restored.date, restored.status, restored.reason, restored.is_edited) == (
        date(2026, 12, 15),
        "scheduled",
        "",
        False,
    )


def test_restore_of_a_day_the_rule_dropped_removes_it(reception, rule, editor):
    service.cancel_reception(reception=reception, reason="代表出差", actor=editor, now=NOW)
    ReceptionRule.objects.filter(pk=rule.pk).update(month_day=16)
    assert service.restore_reception(reception=reception, actor=editor, now=NOW) is None
    assert not Reception.objects.filter(pk=reception.pk).exists()


def test_change_reception_of_people_keeps_the_rest(reception, editor):
    newcomer = DeputyFactory()
    changed = service.change_reception(reception=reception, deputies=[newcomer], actor=editor)
    assert list(changed.deputies.all()) == [newcomer]
    assert (changed.date, changed.status, changed.is_edited) == (date(2026, 12, 15), "scheduled", True)
    assert history(changed).get().data == {"deputies": [newcomer.code]}
    service.change_reception(reception=reception, deputies=[newcomer], actor=editor)
    assert history(changed).count() == 1


def test_add_single_reception_refuses_the_same_hour_twice(rule, editor):
    fields = {"venue": rule.venue, "date": date(2026, 12, 20), "starts_at": time(9), "ends_at": time(10)}
    added = service.add_single_reception(**fields, actor=editor, now=NOW)
    assert (added.rule_id, added.planned_on, added.status) == (None, date(2026, 12, 20), "scheduled")
    with pytest.raises(InvalidMove):
        service.add_single_reception(**fields, actor=editor, now=NOW)
    assert Reception.objects.filter(date=date(2026, 12, 20)).count() == 1


def test_save_rule_that_changes_a_noticed_day_wants_confirmation(rule, editor):
    rule.frequency, rule.weekday = "weekly", 3  # Thursdays: the first is 26 November
    with pytest.raises(service.NoticeIsUp):
        save_rule(rule=rule, actor=editor, now=NOW)
    assert ReceptionRule.objects.get().frequency == "month_day"
    result = save_rule(rule=rule, actor=editor, now=NOW, confirmed=True)
    assert result.created > 50
    assert ReceptionRule.objects.get().edited_at is not None


def test_end_rule_keeps_the_past_and_what_was_edited(rule, reception, editor):
    service.cancel_reception(reception=reception, reason="代表出差", actor=editor, now=NOW)
    past = ReceptionFactory(venue=rule.venue, rule=rule, date=date(2026, 10, 15))
    end_rule(rule=rule, actor=editor, now=NOW)
    assert set(Reception.objects.all()) == {reception, past}
    assert ReceptionRule.objects.get().ends_on == date(2026, 11, 23)


def test_end_rule_that_leaves_nothing_deletes_it(rule, editor):
    end_rule(rule=rule, actor=editor, now=NOW)
    assert (Reception.objects.count(), ReceptionRule.objects.count()) == (0, 0)


def test_preview_writes_nothing_and_gives_six_turns():
    rule = ReceptionRuleFactory(months="quarter")
    assert [turn.date for turn in preview(rule, now=NOW)] == [
        date(2027, 1, 15),
        date(2027, 4, 15),
        date(2027, 7, 15),
        date(2027, 10, 15),
        date(2028, 1, 17),
        date(2028, 4, 17),
    ]
    assert not Reception.objects.exists()


def test_set_roster_adds_sorts_and_removes(rule, editor):
    kept, gone, new = (DeputyFactory() for _turn in range(3))
    VenueMembershipFactory(venue=rule.venue, deputy=kept, role="member", sort_order=1)
    VenueMembershipFactory(venue=rule.venue, deputy=gone)
    entries = [RosterEntry(new, "head"), RosterEntry(kept, "member")]
    assert set_roster(venue=rule.venue, entries=entries, actor=editor) == 3
    rows = VenueMembership.objects.filter(venue=rule.venue).values_list("deputy", "role", "sort_order")
    assert list(rows) == [(new.pk, "head", 10), (kept.pk, "member", 20)]
    assert set_roster(venue=rule.venue, entries=entries, actor=editor) == 0


@pytest.mark.parametrize(
    ("numbers", "moved", "expected"),
    [
        ([10, 20, 30], [2, 0, 1], [5, 10, 20]),
        ([10, 20, 30], [1, 2, 0], [20, 30, 40]),
        ([10, 20, 30], [0, 1, 2], [10, 20, 30]),
        ([1, 2, 3], [2, 0, 1], [10, 20, 30]),
        ([10, 20, 9999], [1, 2, 0], [10, 20, 30]),
    ],
)
def test_set_roster_marks_none_as_edited_but_those_it_renumbers(rule, editor, numbers, moved, expected):
    rows = [VenueMembershipFactory(venue=rule.venue, sort_order=number) for number in numbers]
    set_roster(venue=rule.venue, entries=[RosterEntry(rows[at].deputy, rows[at].role) for at in moved], actor=editor)
    standing = list(VenueMembership.objects.filter(venue=rule.venue))
    assert [(row.pk, row.sort_order) for row in standing] == [
        (rows[at].pk, number) for at, number in zip(moved, expected, strict=True)
    ]
    edited = {row.pk for row in standing if row.edited_at}
    assert edited == {rows[at].pk for at, number in zip(moved, expected, strict=True) if numbers[at] != number}


def test_set_roster_of_foreign_venue_changes_nothing(rule):
    membership = VenueMembershipFactory(venue=rule.venue)
    stranger = UserFactory()
    grant(user=stranger, role=Role.VENUE_HEAD, venue=VenueFactory(), actor=System("test"))
    with pytest.raises(Denied):
        set_roster(venue=rule.venue, entries=[], actor=Staff(stranger))
    assert list(VenueMembership.objects.all()) == [membership]


def test_set_roster_with_a_deputy_twice_changes_nothing(rule, editor):
    deputy = DeputyFactory()
    with pytest.raises(InvalidMove):
        set_roster(venue=rule.venue, entries=[RosterEntry(deputy, "head"), RosterEntry(deputy, "member")], actor=editor)
    assert not VenueMembership.objects.exists()
