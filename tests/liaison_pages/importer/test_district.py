"""What an import does: once, twice, over what people edited, and never to their drafts."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.models import Collection, Page, ReferenceIndex

from cms.kernel.actors import Staff, System
from cms.kernel.audit import history
from forms.models import IntakePage
from liaison_pages.importer.bulk import index_rows
from liaison_pages.importer.district import StalePlan, carry_out, prepare
from liaison_pages.importer.plan import Action
from liaison_pages.models import (
    CongressTerm,
    Deputy,
    DeputyGroup,
    Division,
    HandlingUnit,
    ImportedRow,
    Reception,
    ReceptionRule,
    Venue,
    VenueMembership,
    VenuePage,
)
from liaison_pages.services.venues import create_venue, update_venue
from tests.factories.access import UserFactory
from tests.liaison_pages.importer.workbooks import raw, small

pytestmark = pytest.mark.django_db
ACTOR = System("test")
SOUND = ([], [], [], [], [])


def load(site, sheets, **options):
    return carry_out(raw_sheets=raw(sheets), site=site, actor=ACTOR, **options)


def counts(plan) -> dict[str, int]:
    """Action → rows, without the actions that no row has."""
    found = {action: sum(item.action == action for item in plan.items) for action in Action.values}
    return {action: count for action, count in found.items() if count}


@pytest.fixture
def loaded(site):
    load(site, small(), file_name="district.xlsx")
    return site


def page_of(code: str) -> VenuePage:
    return VenuePage.objects.get(venue__code=code)


def test_import_makes_everything_and_ties_it_together(loaded):
    station = Venue.objects.get(code="S1")
    assert station.get_parent().code == "H1"
    assert station.community.name == "琼花观社区"
    assert station.collection.name == "S1 琼花观联络站"
    deputy = Deputy.objects.get()
    assert (deputy.is_example, deputy.term.number, deputy.groups.get().kind) == (True, 18, "area")
    assert list(station.memberships.values_list("deputy__code", "role")) == [("D1", "head")]
    rule = ReceptionRule.objects.get()
    assert (rule.month_day, rule.deputies.get(), rule.units.get().code) == (15, deputy, "U1")
    assert Reception.objects.filter(rule=rule, deputies=deputy).exists()


def test_import_makes_published_pages_in_the_tree_of_venues(loaded):
    page = page_of("S1")
    assert page.live
    assert page.get_parent().specific == page_of("H1")
    assert page.url_path.endswith("/venues/h1/s1/")
    assert page_of("H1").rules == "<ol><li>先听</li><li>再答</li></ol>"
    assert IntakePage.objects.child_of(page).get().url_path == f"{page.url_path}intake/"
    assert Page.find_problems() == Venue.find_problems() == Collection.find_problems() == SOUND


def test_import_keeps_search_and_reference_index_right(loaded):
    assert list(VenuePage.objects.search("琼花观联络站")) == [page_of("S1")]
    made = set(ReferenceIndex.objects.values_list("object_id", "content_path_hash"))
    ReferenceIndex.objects.all().delete()
    for model in ReferenceIndex.indexed_models:
        index_rows(model.objects.all())
    assert set(ReferenceIndex.objects.values_list("object_id", "content_path_hash")) == made


def test_import_writes_the_audit_trail(loaded):
    assert [entry.action for entry in history(Venue.objects.get(code="S1"))] == ["import.create"]
    (entry,) = [entry for entry in history(loaded) if entry.action == "district.import"]
    assert entry.data["sheets"][3] == ["家站点", {"create": 2, "change": 0, "keep": 0, "nothing": 0}]
    assert (entry.data["file"], entry.data["along"]) == ("district.xlsx", ["第 18 届", "东关小组"])
    assert entry.data["receptions"]["create"] == Reception.objects.count()
    assert [each.action for each in history(CongressTerm.objects.get())] == ["import.create"]


def test_import_again_changes_nothing(loaded):
    before = list(Venue.objects.values()), list(VenuePage.objects.values()), list(ReceptionRule.objects.values())
    plan = load(loaded, small())
    assert counts(plan) == {"nothing": 11}
    assert before == (
        list(Venue.objects.values()), list(VenuePage.objects.values()), list(ReceptionRule.objects.values())
    )  # fmt: skip
    assert [entry.action for entry in history(Deputy.objects.get())] == ["import.create"]


def test_prepare_tells_changes_by_field_and_writes_nothing(loaded):
    sheets = small()
    sheets["家站点"][1] |= {"电话": "0514-00000009", "一句话介绍": "来。"}
    sheets["接待规则"][0]["接待代表编码"] = None
    plan = prepare(raw_sheets=raw(sheets), site=loaded).plan
    assert counts(plan) == {"change": 3, "nothing": 8}
    assert [(item.kind.name, *change) for item in plan.items for change in item.shown_changes()] == [
        ("家站点", "电话", "—", "0514-00000009"),
        ("家站点页面", "一句话介绍", "—", "来。"),
        ("接待规则", "接待代表编码", "D1", "—"),
    ]
    assert Venue.objects.get(code="S1").phone == ""


def test_prepare_on_an_empty_site_writes_nothing(site):
    before = Page.objects.count()
    assert counts(prepare(raw_sheets=raw(small()), site=site).plan) == {"create": 11}
    assert (Page.objects.count(), Venue.objects.count(), HandlingUnit.objects.count()) == (before, 0, 0)


def test_import_applies_changes(loaded):
    sheets = small()
    sheets["家站点"][1] |= {"名称": "新名联络站", "一句话介绍": "来。"}
    sheets["人大代表"][0] |= {"片区小组": "城南小组", "姓名": "示例乙"}
    sheets["接待规则"][0] |= {"接待代表编码": None, "几号": 20}
    sheets["驻站代表"][0]["职务"] = "成员"
    load(loaded, sheets)
    page, deputy = page_of("S1"), Deputy.objects.get()
    assert (page.title, page.introduction, page.draft_title) == ("新名联络站", "来。", "新名联络站")
    assert page.venue.collection.name == "S1 新名联络站"
    assert (deputy.name, [group.name for group in deputy.groups.all()]) == ("示例乙", ["城南小组"])
    assert ReceptionRule.objects.get().deputies.count() == 0
    assert set(Reception.objects.values_list("planned_on__day", flat=True)) == {20}
    assert VenueMembership.objects.get().role == "member"
    assert counts(load(loaded, sheets)) == {"nothing": 11}


def test_import_leaves_columns_and_rows_alone_that_are_not_there(loaded):
    sheets = {
        "家站点": [
            {key: row[key] for key in ("编码", "类型", "名称", "街道、镇代码", "上级编码")} for row in small()["家站点"]
        ]
    }
    assert counts(load(loaded, sheets)) == {"nothing": 4}
    assert (Venue.objects.get(code="H1").phone, Deputy.objects.count()) == ("0514-00000001", 1)


def test_import_keeps_what_was_edited_in_the_admin(loaded):
    update_venue(actor=Staff(UserFactory()), venue=Venue.objects.get(code="H1"), phone="0514-1")
    sheets = small()
    sheets["家站点"][0]["电话"] = "0514-2"
    plan = load(loaded, sheets)
    assert counts(plan) == {"keep": 1, "nothing": 10}
    assert Venue.objects.get(code="H1").phone == "0514-1"


def test_import_keeps_a_division_edited_in_the_admin(loaded, client):
    street = Division.objects.get(code="321002001")
    client.force_login(UserFactory(is_superuser=True))
    fields = {"name": "东关街道办", "name_en": "", "code": street.code, "level": "street", "parent": street.parent_id}
    assert client.post(reverse("divisions:edit", args=[street.pk]), fields).status_code == 302
    assert counts(load(loaded, small())) == {"keep": 1, "nothing": 10}
    assert Division.objects.get(code="321002001").name == "东关街道办"
    assert [entry.action for entry in history(street)] == ["import.create", "division.change"]


def test_import_that_overwrites_changes_what_was_edited(loaded):
    update_venue(actor=Staff(UserFactory()), venue=Venue.objects.get(code="H1"), phone="0514-1")
    assert counts(load(loaded, small(), overwrite=True)) == {"change": 1, "nothing": 10}
    assert Venue.objects.get(code="H1").phone == "0514-00000001"


def edit(page: VenuePage, *, publish: bool) -> None:
    page.introduction = "站里自己写的。"
    revision = page.save_revision()
    if publish:
        revision.publish()


def test_import_keeps_a_page_edited_in_the_admin(loaded):
    edit(page_of("H1"), publish=True)
    assert counts(load(loaded, small())) == {"keep": 1, "nothing": 10}
    assert page_of("H1").introduction == "站里自己写的。"


def test_import_that_overwrites_an_edited_page_publishes_a_new_revision(loaded):
    edit(page_of("H1"), publish=True)
    load(loaded, small(), overwrite=True)
    page = page_of("H1")
    assert page.introduction == page.get_latest_revision_as_object().introduction == "进来坐坐。"
    assert not page.has_unpublished_changes


def test_import_finds_nothing_edited_in_a_page_that_the_editor_published_as_it_was(loaded):
    page = page_of("H1")
    field = VenuePage._meta.get_field("rules")
    editor = ContentstateConverter(features=field.features)
    page.rules = editor.to_database_format(editor.from_database_format(page.rules))
    assert page.rules != page_of("H1").rules
    page.save_revision().publish()
    assert counts(load(loaded, small())) == {"nothing": 11}


@pytest.mark.parametrize("overwrite", [False, True])
def test_import_never_publishes_a_draft(loaded, overwrite):
    edit(page_of("H1"), publish=False)
    sheets = small()
    sheets["家站点"][0]["一句话介绍"] = "表里的话。"
    assert counts(load(loaded, sheets, overwrite=overwrite)) == {"keep": 1, "nothing": 10}
    page = page_of("H1")
    assert (page.introduction, page.has_unpublished_changes) == ("进来坐坐。", True)
    assert page.get_latest_revision_as_object().introduction == "站里自己写的。"


@pytest.mark.parametrize("overwrite", [False, True])
def test_import_never_publishes_an_unpublished_page(loaded, overwrite):
    page_of("S1").unpublish()
    sheets = small()
    sheets["家站点"][1]["一句话介绍"] = "表里的话。"
    assert counts(load(loaded, sheets, overwrite=overwrite)) == {"keep": 1, "nothing": 10}
    assert (page_of("S1").live, page_of("S1").introduction) == (False, "")


def test_import_moves_a_venue_with_its_page_below_a_new_home(loaded):
    sheets = small()
    sheets["家站点"].append(sheets["家站点"][0] | {"编码": "H0", "名称": "新家"})
    sheets["家站点"][1]["上级编码"] = "H0"
    load(loaded, sheets)
    assert Venue.objects.get(code="S1").get_parent().code == "H0"
    assert IntakePage.objects.child_of(page_of("S1")).get().url_path.endswith("/venues/h0/s1/intake/")
    assert list(Venue.objects.order_by("path").values_list("code", flat=True)) == ["H0", "S1", "H1"]
    assert Page.find_problems() == Venue.find_problems() == Collection.find_problems() == SOUND
    assert counts(load(loaded, sheets)) == {"nothing": 13}


def test_import_gives_a_venue_made_in_the_admin_its_page_once(loaded):
    home = Venue.objects.get(code="H1")
    create_venue(actor=ACTOR, site=loaded, kind="station", code="S2", name="新站", street=home.street, parent=home)
    sheets = small()
    sheets["家站点"].append(sheets["家站点"][1] | {"编码": "S2", "名称": "新站"})
    assert counts(load(loaded, sheets))["create"] == 1
    assert page_of("S2").get_parent().specific == page_of("H1")
    assert counts(load(loaded, sheets)).get("create") is None


@pytest.mark.parametrize("has_column", [True, False])
def test_import_numbers_a_roster_in_tens_by_the_order_of_its_rows(loaded, has_column):
    VenueMembership.objects.all().delete()
    ImportedRow.objects.all().delete()
    sheets = small()
    sheets["人大代表"] += [sheets["人大代表"][0] | {"编码": code} for code in ("D3", "D2")]
    sheets["驻站代表"] = [
        {"家站点编码": "S1", "代表编码": code, **({"排序": None} if has_column else {})} for code in ("D3", "D1", "D2")
    ]
    load(loaded, sheets)
    order = VenueMembership.objects.values_list("deputy__code", "sort_order")
    assert list(order.all()) == [("D3", 10), ("D1", 20), ("D2", 30)]
    VenueMembership.objects.filter(deputy__code="D1").update(sort_order=35, edited_at=timezone.now())
    plan = load(loaded, sheets)
    assert [item.key for item in plan.items if item.action == "keep"] == ([("S1", "D1")] if has_column else [])
    assert list(order.all()) == [("D3", 10), ("D2", 30), ("D1", 35)]


def test_import_that_fails_on_the_way_leaves_nothing(site, monkeypatch):
    before = Page.objects.count()
    monkeypatch.setattr("liaison_pages.importer.district.sync_rules", lambda rules: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        load(site, small())
    assert (Page.objects.count(), Venue.objects.count(), DeputyGroup.objects.count()) == (before, 0, 0)


def test_import_of_a_plan_that_is_no_longer_true_is_refused(loaded):
    sheets = small()
    sheets["家站点"][0]["电话"] = "0514-2"
    digest = prepare(raw_sheets=raw(sheets), site=loaded).plan.digest()
    update_venue(actor=Staff(UserFactory()), venue=Venue.objects.get(code="H1"), phone="0514-1")
    with pytest.raises(StalePlan):
        load(loaded, sheets, expected=digest)
    assert Venue.objects.get(code="H1").phone == "0514-1"


def test_import_of_the_plan_that_was_shown_is_done(site):
    digest = prepare(raw_sheets=raw(small()), site=site).plan.digest()
    assert counts(load(site, small(), expected=digest)) == {"create": 11}


def test_import_asks_no_more_of_the_database_for_more_rows(site):
    """Units, deputies, venues: the same queries for 3 and for 30 more of each but for one insert a page."""
    load(site, small())
    taken = []
    for number in (3, 30):
        sheets = small()
        rows = [{**sheets["家站点"][1], "编码": f"S{number}-{index}"} for index in range(number)]
        sheets["家站点"] += rows
        sheets["人大代表"] += [{**sheets["人大代表"][0], "编码": f"D{number}-{index}"} for index in range(number)]
        sheets["承办单位"] += [{**sheets["承办单位"][0], "编码": f"U{number}-{index}"} for index in range(number)]
        with CaptureQueriesContext(connection) as queries:
            load(site, sheets)
        taken.append(len(queries))
    a_page = (taken[1] - taken[0]) / 27
    assert a_page <= 20, taken
