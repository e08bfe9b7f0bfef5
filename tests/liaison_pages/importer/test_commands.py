"""The commands: import, template, demo workbook."""

import io
import re

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Site

from liaison_pages.demo.workbook import TARGET, demo_rows
from liaison_pages.importer.district import prepare
from liaison_pages.importer.files import read_path
from liaison_pages.importer.plan import Action
from liaison_pages.importer.sheets import SHEETS
from liaison_pages.importer.template import build_workbook, save
from liaison_pages.models import Venue
from tests.liaison_pages.importer.workbooks import csv_files, small, xlsx


def run(name: str, *args, **options) -> str:
    out = io.StringIO()
    call_command(name, *args, stdout=out, stderr=out, **options)
    return out.getvalue()


@pytest.fixture
def workbook(tmp_path):
    path = tmp_path / "district.xlsx"
    path.write_bytes(xlsx(small()))
    return path


def test_import_district_dry_run_changes_nothing(site, workbook):
    out = run("import_district", str(workbook), dry_run=True)
    assert "家站点：新建 2  修改 0  保留 0  不变 0" in out
    assert "这是试运行，什么都没有改。" in out
    assert Venue.objects.count() == 0


def test_import_district_imports_once(site, workbook):
    assert "导入完成。" in run("import_district", str(workbook))
    assert "家站点：新建 0  修改 0  保留 0  不变 2" in run("import_district", str(workbook))
    assert Venue.objects.count() == 2


def test_import_district_of_a_folder_for_a_site_by_name(site, tmp_path):
    for name, content in csv_files(small(), "gb18030").items():
        (tmp_path / name).write_bytes(content)
    other = Site.objects.create(hostname="other.example", root_page=site.root_page)
    run("import_district", str(tmp_path), site="other.example")
    assert set(Venue.objects.values_list("site", flat=True)) == {other.pk}


def test_import_district_tells_every_fault_and_fails(site, tmp_path):
    sheets = small()
    sheets["家站点"][0] |= {"名称": None, "电话": 5}
    path = tmp_path / "district.xlsx"
    path.write_bytes(xlsx(sheets))
    err = io.StringIO()
    with pytest.raises(CommandError) as error:
        call_command("import_district", str(path), stderr=err)
    assert str(error.value) == "共 2 处要改，没有导入任何内容。"
    assert err.getvalue().count("家站点 第 2 行") == 2
    assert Venue.objects.count() == 0


def test_import_district_of_an_unknown_site_fails(site, workbook):
    with pytest.raises(CommandError):
        run("import_district", str(workbook), site="nowhere.example")


def test_district_template_is_read_back_and_asks_for_nothing(site, tmp_path):
    path = tmp_path / "template.xlsx"
    run("district_template", str(path))
    sheets = read_path(path)
    assert [sheet.name for sheet in sheets] == ["说明", *(kind.name for kind in SHEETS)]
    assert prepare(raw_sheets=sheets, site=site).plan.items == []


def test_district_template_into_a_missing_folder_fails(tmp_path):
    with pytest.raises(CommandError):
        run("district_template", str(tmp_path / "none" / "a.xlsx"))


def test_demo_workbook_is_the_one_its_builder_makes():
    packed = io.BytesIO()
    save(build_workbook(demo_rows()), packed)
    assert packed.getvalue() == TARGET.read_bytes()


def test_demo_workbook_has_what_the_district_has():
    rows = demo_rows()
    kinds = [row["kind"] for row in rows["家站点"]]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {"home": 12, "station": 46, "point": 54, "space": 45}
    assert [row["level"] for row in rows["人大代表"]].count("county") == 186
    assert len({row["name"] for row in rows["人大代表"]}) == len(rows["人大代表"])
    assert {row["is_example"] for row in rows["人大代表"]} == {True}
    assert all(re.match(r"0514-0000\d{4}\Z", row["phone"]) for row in rows["家站点"] + rows["承办单位"])
    (station,) = [row for row in rows["家站点"] if row["name"] == "琼花观社区代表联络站"]
    assert (station["street_code"], station["name_en"]) == (
        "321002001",
        "Qionghuaguan Community Deputy Liaison Station",
    )


def test_demo_workbook_imports_without_a_fault(site):
    plan = prepare(raw_sheets=read_path(TARGET), site=site).plan
    assert {item.action for item in plan.items} == {Action.CREATE}
    assert len(plan.items) == 164 + 65 + 23 + 227 + 157 * 2 + 454 + 172
