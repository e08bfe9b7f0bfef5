"""The sheet of constituencies: named by their names, with the codes of their communities."""

import pytest

from liaison_pages.importer.faults import WorkbookRefused
from liaison_pages.models import Constituency, Deputy
from tests.liaison_pages.importer.test_district import counts, load
from tests.liaison_pages.importer.workbooks import small

pytestmark = pytest.mark.django_db
NAME, CODE = "东关第一选区", "321002001001"


def with_sheet(*rows: tuple[str, str | None]) -> dict[str, list[dict]]:
    return {**small(), "选区": [{"名称": name, "包括的社区、村代码": codes} for name, codes in rows]}


def held() -> dict[str, list[str]]:
    rows = Constituency.objects.prefetch_related("communities")
    return {row.name: [each.code for each in row.communities.all()] for row in rows}


def test_import_ties_communities_to_what_deputies_name(site):
    load(site, with_sheet((NAME, CODE), ("东关第二选区", None)))
    assert held() == {NAME: [CODE], "东关第二选区": []}
    assert Deputy.objects.get().constituency == NAME


def test_import_without_the_sheet_makes_those_that_deputies_name(site):
    load(site, small())
    assert held() == {NAME: []}


def test_import_again_changes_nothing_and_another_list_is_taken(site):
    load(site, with_sheet((NAME, None)))
    assert set(counts(load(site, with_sheet((NAME, None))))) == {"nothing"}
    assert counts(load(site, with_sheet((NAME, CODE))))["change"] == 1
    assert held() == {NAME: [CODE]}


def test_what_staff_changed_stays_unless_it_is_overwritten(site):
    load(site, with_sheet((NAME, CODE)))
    Constituency.objects.update(edited_at="2026-01-01T00:00:00Z")
    Constituency.objects.get().communities.clear()
    load(site, with_sheet((NAME, CODE)))
    assert held() == {NAME: []}
    load(site, with_sheet((NAME, CODE)), overwrite=True)
    assert held() == {NAME: [CODE]}


@pytest.mark.parametrize(("codes", "reason"), [("321002001", "不是社区、村的代码"), ("999", "没有编码为“999”的行")])
def test_codes_of_no_community_are_told(site, codes, reason):
    load(site, small())
    with pytest.raises(WorkbookRefused) as error:
        load(site, with_sheet((NAME, codes)))
    assert reason in str([fault.reason for fault in error.value.faults])
