"""Keeping receptions in step with their rules."""

from datetime import date, time

import pytest

from cms.kernel.actors import System
from cms.workdays.models import CalendarDay
from cms.workdays.services import delete_day, save_day
from liaison_pages.models import Reception
from liaison_pages.services.rota import SyncResult, horizon, sync_rules
from liaison_pages.services.rules import extend_rota
from tests.factories.liaison_pages import DeputyFactory, HandlingUnitFactory, ReceptionRuleFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)
ACTOR = System("test")


def rows(**conditions):
    found = Reception.objects.filter(**conditions).order_by("planned_on")
    return [(row.planned_on, row.date, row.status, row.is_provisional) for row in found]


def counts(result: SyncResult) -> tuple:
    return (result.created, result.changed, result.deleted)


@pytest.fixture
def rule():
    return ReceptionRuleFactory(months="even", topic="停车", deputies=[DeputyFactory(), DeputyFactory()])


def test_sync_makes_receptions_up_to_the_end_of_next_year(rule):
    unit = HandlingUnitFactory()
    rule.units.set([unit])
    assert counts(sync_rules(rules=[rule], today=TODAY)) == (10, 0, 0)
    assert rows()[:4] == [
        (date(2026, 6, 15), date(2026, 6, 15), "scheduled", False),
        (date(2026, 8, 15), date(2026, 8, 17), "moved", False),
        (date(2026, 10, 15), date(2026, 10, 15), "scheduled", False),
        (date(2026, 12, 15), date(2026, 12, 15), "scheduled", False),
    ]
    assert {row[3] for row in rows(date__year=2027)} == {True}
    assert rows()[-1][0] == date(2027, 12, 15)
    first = Reception.objects.first()
    assert (set(first.deputies.all()), set(first.units.all())) == (set(rule.deputies.all()), {unit})
    assert (first.topic, first.starts_at, first.venue_id) == ("停车", time(9), rule.venue_id)


def test_sync_twice_changes_nothing(rule):
    sync_rules(rules=[rule], today=TODAY)
    before = list(Reception.objects.values())
    assert sync_rules(rules=[rule], today=TODAY) == SyncResult()
    assert list(Reception.objects.values()) == before


def test_sync_follows_a_changed_rule_in_place(rule):
    sync_rules(rules=[rule], today=TODAY)
    kept = set(Reception.objects.values_list("pk", flat=True))
    rule.starts_at, rule.topic = time(8, 30), ""
    rule.save()
    newcomer = DeputyFactory()
    rule.deputies.set([newcomer])
    assert counts(sync_rules(rules=[rule], today=TODAY)) == (0, 10, 0)
    assert set(Reception.objects.values_list("pk", flat=True)) == kept
    assert {(row.starts_at, row.topic) for row in Reception.objects.all()} == {(time(8, 30), "")}
    assert set(Reception.objects.values_list("deputies", flat=True)) == {newcomer.pk}


def test_sync_notices_that_only_the_people_changed(rule):
    sync_rules(rules=[rule], today=TODAY)
    before = dict(Reception.objects.values_list("pk", "updated_at"))
    rule.deputies.remove(rule.deputies.first())
    assert counts(sync_rules(rules=[rule], today=TODAY)) == (0, 10, 0)
    assert all(row.updated_at > before[row.pk] for row in Reception.objects.all())


def test_sync_replaces_days_that_the_rule_no_longer_has(rule):
    sync_rules(rules=[rule], today=TODAY)
    rule.month_day = 16
    rule.save()
    assert counts(sync_rules(rules=[rule], today=TODAY)) == (10, 0, 10)
    assert {row[0].day for row in rows()} == {16}


def test_sync_never_touches_the_past(rule):
    sync_rules(rules=[rule], today=date(2026, 1, 1))
    before = rows(date__lt=TODAY)
    rule.month_day, rule.starts_at = 16, time(14)
    rule.ends_at = time(16)
    rule.save()
    sync_rules(rules=[rule], today=TODAY)
    assert rows(date__lt=TODAY) == before
    assert set(Reception.objects.filter(date__lt=TODAY).values_list("starts_at", flat=True)) == {time(9)}


def test_sync_keeps_edited_rows_even_when_the_rule_drops_them(rule):
    sync_rules(rules=[rule], today=TODAY)
    edited = Reception.objects.get(planned_on=date(2026, 8, 15))
    Reception.objects.filter(pk=edited.pk).update(
        is_edited=True, date=date(2026, 8, 20), reason="换场地", status="moved"
    )
    rule.month_day = 16
    rule.save()
    sync_rules(rules=[rule], today=TODAY)
    assert rows(planned_on=date(2026, 8, 15)) == [(date(2026, 8, 15), date(2026, 8, 20), "moved", False)]


def test_turn_held_before_its_planned_day_is_not_made_again():
    rule = ReceptionRuleFactory(month_day=1, holiday_shift="previous")
    sync_rules(rules=[rule], today=date(2026, 9, 1))
    assert rows(planned_on=date(2026, 10, 1)) == [(date(2026, 10, 1), date(2026, 9, 30), "moved", False)]
    result = sync_rules(rules=[rule], today=date(2026, 10, 1))
    assert counts(result) == (0, 0, 0)
    assert len(rows(planned_on=date(2026, 10, 1))) == 1


def test_skipped_turn_is_kept_as_cancelled():
    rule = ReceptionRuleFactory(month_day=1, holiday_shift="skip", starts_on=date(2026, 10, 1))
    sync_rules(rules=[rule], today=TODAY, until=date(2026, 10, 31))
    assert rows() == [(date(2026, 10, 1), date(2026, 10, 1), "cancelled", False)]


def test_horizon_is_the_end_of_next_year():
    assert horizon(TODAY) == date(2027, 12, 31)


@pytest.mark.parametrize("number_of_rules", [1, 3, 40])
def test_sync_asks_as_often_for_many_rules_as_for_one(number_of_rules, django_assert_num_queries):
    deputies = [DeputyFactory(), DeputyFactory()]
    rules = [ReceptionRuleFactory(months="quarter", deputies=deputies) for _turn in range(number_of_rules)]
    sync_rules(rules=rules, today=TODAY, until=date(2026, 12, 31))
    with django_assert_num_queries(9):
        sync_rules(rules=rules, today=TODAY, until=date(2026, 12, 31))


def test_edited_calendar_shifts_receptions(rule, django_capture_on_commit_callbacks):
    extend_rota(today=TODAY)
    with django_capture_on_commit_callbacks(execute=True):
        day = save_day(day=CalendarDay(date=date(2027, 2, 15), is_working=False, name="春节"), actor=ACTOR)
    moved = Reception.objects.get(planned_on=date(2027, 2, 15))
    assert (moved.date, moved.status, moved.is_provisional) == (date(2027, 2, 16), "moved", False)
    with django_capture_on_commit_callbacks(execute=True):
        delete_day(day=day, actor=ACTOR)
    back = Reception.objects.get(planned_on=date(2027, 2, 15))
    assert (back.date, back.status, back.is_provisional) == (date(2027, 2, 15), "scheduled", True)
