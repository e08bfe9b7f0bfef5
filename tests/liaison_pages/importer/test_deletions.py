"""What was deleted in the admin stays deleted, is told, and comes back only when the import overwrites."""

import pytest

from cms.kernel.actors import Staff
from liaison_pages.importer.district import prepare
from liaison_pages.importer.faults import WorkbookRefused
from liaison_pages.models import (
    Deputy,
    DeputyGroup,
    HandlingUnit,
    ImportedRow,
    Reception,
    ReceptionRule,
    Venue,
    VenueMembership,
    VenuePage,
)
from liaison_pages.services.receptions import cancel_reception
from liaison_pages.services.rosters import set_roster
from liaison_pages.services.rules import end_rule
from liaison_pages.services.venues import delete_venue, update_venue
from liaison_pages.viewsets.units import HandlingUnitAdmin
from tests.factories.access import UserFactory
from tests.liaison_pages.importer.test_district import ACTOR, counts, load
from tests.liaison_pages.importer.workbooks import raw, small

pytestmark = pytest.mark.django_db
GONE = "在后台删除或改了编码，未恢复"


@pytest.fixture
def loaded(site):
    load(site, small())
    return site


@pytest.fixture
def boss(db):
    return UserFactory(is_superuser=True)


def told(plan) -> list[tuple]:
    """(sheet, key) of the rows that stay deleted."""
    return [(item.kind.name, item.key) for item in plan.items if item.note == GONE]


def empty_station(site) -> None:
    """Take away what hangs on S1, then S1 with its page."""
    Reception.objects.all().delete()
    ReceptionRule.objects.all().delete()
    VenueMembership.objects.all().delete()
    VenuePage.objects.get(venue__code="S1").delete()
    delete_venue(actor=ACTOR, venue=Venue.objects.get(code="S1"))


def test_deleted_membership_stays_deleted_until_overwritten(loaded, boss):
    set_roster(venue=Venue.objects.get(code="S1"), entries=[], actor=Staff(boss))
    plan = load(loaded, small())
    assert (told(plan), counts(plan)) == ([("驻站代表", ("S1", "D1"))], {"keep": 1, "nothing": 10})
    assert VenueMembership.objects.count() == 0
    assert counts(load(loaded, small(), overwrite=True)) == {"create": 1, "nothing": 10}
    assert counts(load(loaded, small())) == {"nothing": 11}


def test_deleted_place_on_the_roster_does_not_renumber_the_others(loaded, boss):
    sheets = small()
    sheets["人大代表"].append(sheets["人大代表"][0] | {"编码": "D2"})
    sheets["驻站代表"] = [{"家站点编码": "S1", "代表编码": code, "排序": None} for code in ("D1", "D2")]
    load(loaded, sheets)
    VenueMembership.objects.get(deputy__code="D1").delete()
    assert counts(load(loaded, sheets)) == {"keep": 1, "nothing": 12}
    assert VenueMembership.objects.get().sort_order == 20


def test_ended_rule_stays_ended_until_overwritten(loaded, boss):
    rule = ReceptionRule.objects.get()
    end_rule(rule=rule, actor=Staff(boss), confirmed=True)
    assert ReceptionRule.objects.count() == 0
    plan = load(loaded, small())
    assert (told(plan), ReceptionRule.objects.count(), Reception.objects.count()) == ([("接待规则", "R1")], 0, 0)
    load(loaded, small(), overwrite=True)
    rule = ReceptionRule.objects.get()
    assert (rule.deputies.get().code, rule.units.get().code) == ("D1", "U1")
    assert Reception.objects.filter(rule=rule).exists()


@pytest.mark.parametrize("overwrite", [False, True])
def test_cancelled_day_stays_cancelled_when_its_rule_changes(loaded, boss, overwrite):
    day = Reception.objects.order_by("date").last()
    cancel_reception(reception=day, reason="停电", actor=Staff(boss), confirmed=True)
    sheets = small()
    sheets["接待规则"][0]["开始时间"] = "8:30"
    assert counts(load(loaded, sheets, overwrite=overwrite)) == {"change": 1, "nothing": 10}
    day.refresh_from_db()
    assert (day.status, day.reason) == ("cancelled", "停电")


def test_deleted_unit_stays_deleted_and_its_rules_are_left_alone(loaded, boss, client):
    client.force_login(boss)
    unit = HandlingUnit.objects.get()
    client.post(HandlingUnitAdmin().url_helper.get_action_url("delete", unit.pk))
    assert HandlingUnit.objects.count() == 0
    plan = load(loaded, small())
    assert (told(plan), counts(plan)) == ([("承办单位", "U1")], {"keep": 1, "nothing": 10})
    assert ReceptionRule.objects.get().units.count() == 0
    load(loaded, small(), overwrite=True)
    assert ReceptionRule.objects.get().units.get().code == "U1"


def test_new_rule_does_without_a_deleted_unit(loaded):
    HandlingUnit.objects.get().delete()
    sheets = small()
    sheets["接待规则"].append(sheets["接待规则"][0] | {"编码": "R2"})
    assert counts(load(loaded, sheets)) == {"create": 1, "keep": 1, "nothing": 10}
    assert ReceptionRule.objects.get(code="R2").units.count() == 0


def test_deleted_deputy_stays_deleted_with_its_place_on_the_roster(loaded):
    VenueMembership.objects.all().delete()
    Deputy.objects.get().delete()
    plan = load(loaded, small())
    assert told(plan) == [("人大代表", "D1"), ("驻站代表", ("S1", "D1"))]
    assert (Deputy.objects.count(), VenueMembership.objects.count()) == (0, 0)
    assert counts(load(loaded, small(), overwrite=True)) == {"create": 2, "change": 1, "nothing": 8}
    assert ReceptionRule.objects.get().deputies.get() == VenueMembership.objects.get().deputy


def test_deleted_venue_stays_deleted_with_all_that_hung_on_it(loaded):
    empty_station(loaded)
    plan = load(loaded, small())
    assert told(plan) == [
        ("家站点", "S1"), ("家站点页面", "S1"), ("驻站代表", ("S1", "D1")), ("接待规则", "R1"),
    ]  # fmt: skip
    assert (Venue.objects.count(), counts(plan)) == (1, {"keep": 4, "nothing": 7})
    assert counts(load(loaded, small(), overwrite=True)) == {"create": 4, "nothing": 7}
    assert VenuePage.objects.get(venue__code="S1").live


def test_deleted_page_stays_deleted_while_its_venue_stands(loaded):
    VenuePage.objects.get(venue__code="S1").delete()
    assert told(load(loaded, small())) == [("家站点页面", "S1")]
    assert Venue.objects.filter(code="S1").exists()


def test_deleted_group_does_not_come_back_with_its_deputies(loaded):
    DeputyGroup.objects.get().delete()
    sheets = small()
    sheets["人大代表"].append(sheets["人大代表"][0] | {"编码": "D2"})
    assert counts(load(loaded, sheets)) == {"create": 1, "nothing": 11}
    assert DeputyGroup.objects.count() == 0
    assert counts(load(loaded, sheets, overwrite=True)) == {"change": 2, "nothing": 10}
    assert DeputyGroup.objects.get().deputies.count() == 2


def test_venue_with_another_code_is_not_made_twice(loaded):
    update_venue(actor=Staff(UserFactory()), venue=Venue.objects.get(code="S1"), code="S9")
    plan = load(loaded, small())
    assert ("家站点", "S1") in told(plan)
    assert sorted(Venue.objects.values_list("code", flat=True)) == ["H1", "S9"]


def test_new_row_that_needs_a_deleted_one_is_a_fault_and_changes_nothing(loaded):
    empty_station(loaded)
    sheets = small()
    sheets["人大代表"].append(sheets["人大代表"][0] | {"编码": "D2"})
    sheets["驻站代表"].append({"家站点编码": "S1", "代表编码": "D2"})
    with pytest.raises(WorkbookRefused) as error:
        load(loaded, sheets)
    assert [str(fault) for fault in error.value.faults] == [
        "驻站代表 第 3 行 家站点编码（A 列）：“S1”在后台删除或改了编码。"
        " 请改正编码，或删去这一行；要恢复，请勾选“覆盖后台改过的内容”。"
    ]
    assert Deputy.objects.count() == 1


def test_row_that_the_admin_made_and_an_import_found_stays_deleted_too(site):
    HandlingUnit.objects.create(site=site, code="U1", name="区城管局")
    load(site, small())
    HandlingUnit.objects.get().delete()
    assert told(load(site, small())) == [("承办单位", "U1")]


def test_dry_run_and_refused_import_remember_nothing(site):
    prepare(raw_sheets=raw(small()), site=site)
    sheets = small()
    sheets["承办单位"][0]["名称"] = None
    with pytest.raises(WorkbookRefused):
        load(site, sheets)
    assert ImportedRow.objects.count() == 0


def test_import_remembers_each_row_once(loaded):
    remembered = set(ImportedRow.objects.values_list("table", "key"))
    assert len(remembered) == 12
    assert ("groups", "东关小组") in remembered
    load(loaded, small(), overwrite=True)
    assert set(ImportedRow.objects.values_list("table", "key")) == remembered
