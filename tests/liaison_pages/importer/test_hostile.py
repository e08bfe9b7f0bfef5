"""Hostile and odd workbooks through both doors: told plainly, nothing half-written."""

import datetime
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import translation

from liaison_pages.importer.district import carry_out, prepare
from liaison_pages.importer.faults import WorkbookRefused
from liaison_pages.importer.files import read_stream
from liaison_pages.importer.template import build_workbook
from liaison_pages.models import Division, HandlingUnit, ImportedRow, ReceptionRule, Venue
from tests.factories.access import UserFactory
from tests.liaison_pages.importer.hostile import REFUSED, TAKEN, packed, with_cell
from tests.liaison_pages.importer.test_district import ACTOR, counts, load
from tests.liaison_pages.importer.workbooks import raw, small

pytestmark = pytest.mark.django_db


def nothing_written() -> bool:
    return not any(model.objects.exists() for model in (Division, HandlingUnit, Venue, ReceptionRule, ImportedRow))


@pytest.mark.parametrize(("name", "build", "expected"), REFUSED)
def test_refused_through_both_doors_with_the_same_words(site, client, tmp_path, name, build, expected):
    content, err = build(), io.StringIO()
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(CommandError):
        call_command("import_district", str(path), stderr=err)
    assert expected in err.getvalue()
    client.force_login(UserFactory(is_superuser=True))
    response = client.post(reverse("district_import:upload"), {"file": SimpleUploadedFile(name, content)})
    page = response.content.decode()
    assert response.status_code == 422
    assert expected.rpartition("：")[2].rstrip("。") in page
    assert nothing_written()


@pytest.mark.parametrize(("name", "build"), TAKEN)
def test_taken_whatever_it_is_packed_in(site, name, build):
    plan = prepare(raw_sheets=read_stream(io.BytesIO(build()), name), site=site).plan
    assert counts(plan) == {"create": 11}


@pytest.mark.parametrize(
    "written",
    ["2026/1/5", "2026.1.5", "2026年1月5日", "2026 年 1 月 5 号", 20260105, " 2026-01-05 ",
     "２０２６－０１－０５",
     "2026-01-05 00:00:00", datetime.datetime(2026, 1, 5, 8)],
)  # fmt: skip
def test_dates_in_every_style_are_one_day(site, written):
    sheets = small()
    sheets["接待规则"][0]["从哪天起"] = written
    load(site, sheets)
    assert ReceptionRule.objects.get().starts_on == datetime.date(2026, 1, 5)


@pytest.mark.parametrize("written", ["09:00", "９：００", "9点", "9点00分", "9:00:00", datetime.timedelta(hours=9)])
def test_times_in_every_style_are_one_hour(site, written):
    sheets = small()
    sheets["接待规则"][0]["开始时间"] = written
    load(site, sheets)
    assert ReceptionRule.objects.get().starts_at == datetime.time(9)


def test_spaces_and_full_width_signs_make_no_difference(site):
    load(site, small())
    sheets = {}
    for name, rows in small().items():
        sheets[f" {name} "] = [{f" {heading}\n": cell for heading, cell in row.items()} for row in rows]
    sheets[" 家站点 "][0] |= {" 编码\n": " Ｈ１ ", " 电话\n": "０５１４－００００００01", " 类型\n": "代表之家　"}
    sheets[" 人大代表 "][0] |= {" 届次\n": "１８", " 示例人物\n": 1.0}
    sheets[" 承办单位 "].append({" 编码\n": "  ", " 名称\n": " "})
    assert counts(load(site, sheets)) == {"nothing": 11}


def test_fault_in_english_says_the_words_of_the_workbook_in_both(site):
    sheets = small()
    sheets["家站点"][0] |= {"类型": "teahouse", "名称": None}
    with translation.override("en"), pytest.raises(WorkbookRefused) as error:
        carry_out(raw_sheets=raw(sheets), site=site, actor=ACTOR)
    with translation.override("en"):
        told = [str(fault) for fault in error.value.faults]
    assert told == [
        "家站点 / venues row 2 类型 / kind (column B): “teahouse” is not known here. "
        "It can be: 代表之家 / home, 代表联络站 / station, 代表联络点 / point, 特色空间 / space.",
        "家站点 / venues row 2 名称 / name (column C): This cell may not be empty. "
        "Please fill it in, for example 琼花观社区代表联络站.",
    ]


def test_template_in_english_says_both_and_is_understood(site):
    with translation.override("en"):
        book = build_workbook(
            {
                "承办单位": [{"code": "U1", "name": "区城管局", "is_active": False}],
                "行政区划": [{"code": "321002", "level": "district", "name": "示例区"}],
            }
        )
    assert "承办单位 units" in book.sheetnames
    assert [cell.value for cell in book["承办单位 units"][1]][:2] == ["编码 / code", "名称 / name"]
    assert book["行政区划 divisions"]["B2"].value == "区县 / district"
    carry_out(raw_sheets=read_stream(io.BytesIO(packed(book)), "a.xlsx"), site=site, actor=ACTOR)
    assert (HandlingUnit.objects.get().is_active, Division.objects.get().level) == (False, "district")


def test_one_bad_cell_among_many_good_ones_writes_nothing(site):
    raw_sheets = read_stream(io.BytesIO(with_cell("接待规则", "H2", "昨天")), "a.xlsx")
    with pytest.raises(WorkbookRefused):
        carry_out(raw_sheets=raw_sheets, site=site, actor=ACTOR)
    assert nothing_written()
