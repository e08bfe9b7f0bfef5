"""Every fault a workbook can have: told with its place, reason and cure, all at once, and nothing is changed."""

import datetime

import pytest

from cms.kernel.actors import System
from liaison_pages.importer.district import carry_out, prepare
from liaison_pages.importer.faults import WorkbookRefused
from liaison_pages.importer.files import RawSheet
from liaison_pages.importer.plan import Action
from liaison_pages.models import Deputy, Division, HandlingUnit, InfoPage, ReceptionRule, Venue
from tests.factories.liaison_pages import DeputyFactory, DivisionFactory, ReceptionRuleFactory, VenueFactory
from tests.liaison_pages.importer.workbooks import raw, small

pytestmark = pytest.mark.django_db


def faults(site, sheets) -> list[str]:
    with pytest.raises(WorkbookRefused) as error:
        carry_out(raw_sheets=raw(sheets), site=site, actor=System("test"))
    assert (Division.objects.count(), Venue.objects.count(), Deputy.objects.count()) == (0, 0, 0)
    return [f"{fault.place}：{fault.reason}" for fault in error.value.faults]


CELLS = [
    ("家站点", 0, "名称", None, "家站点 第 2 行 名称（C 列）：这一格不能空。"),
    ("家站点", 0, "名称", "长" * 61, "家站点 第 2 行 名称（C 列）：太长：最多 60 字，现在有 61 字。"),
    ("家站点", 0, "名称", 12, "家站点 第 2 行 名称（C 列）：这里应当是文字，现在是数字。"),
    ("家站点", 0, "名称", "上\n下", "家站点 第 2 行 名称（C 列）：这里只能写一行，现在有换行。"),
    ("家站点", 0, "名称", "=1+1", "家站点 第 2 行 名称（C 列）：这一格是公式。"),
    ("家站点", 0, "名称", "#REF!", "家站点 第 2 行 名称（C 列）：这一格是 Excel 的错误值。"),
    ("家站点", 0, "类型", "茶馆", "家站点 第 2 行 类型（B 列）：不认识“茶馆”。"),
    ("家站点", 0, "电话", 51400000001, "家站点 第 2 行 电话（G 列）：电话现在是数字，会丢掉开头的 0。"),
    ("家站点", 0, "电话", "找老王", "家站点 第 2 行 电话（G 列）：“找老王”不像电话号码。"),
    ("家站点", 0, "编码", "站 一", "家站点 第 2 行 编码（A 列）：编码“站 一”只能用字母、数字和连字符。"),
    ("家站点", 1, "上级编码", "H9", "家站点 第 3 行 上级编码（D 列）：没有编码为“H9”的行。"),
    ("家站点", 1, "上级编码", None, "家站点 第 3 行 上级编码（D 列）：S1：代表联络站的上级应当是：代表之家。"),
    ("家站点", 1, "上级编码", "S1", "家站点 第 3 行 上级编码（D 列）：上级绕成了一圈：S1。"),
    ("家站点", 0, "街道、镇代码", "321002001001", "家站点 第 2 行 街道、镇代码（E 列）：“321002001001”不是街道或镇。"),
    ("家站点", 0, "街道、镇代码", "999", "家站点 第 2 行 街道、镇代码（E 列）：没有编码为“999”的行。"),
    ("家站点", 1, "社区、村代码", "321002001",
     "家站点 第 3 行 社区、村代码（F 列）：“321002001”不是这个街道（镇）的社区或村。"),
    ("行政区划", 2, "上级代码", "321002", "行政区划 第 4 行 上级代码（D 列）：“社区、村”的上级不对。"),
    ("行政区划", 0, "上级代码", "321002001", "行政区划 第 2 行 上级代码（D 列）：“区县”的上级不对。"),
    ("人大代表", 0, "选区", None, "人大代表 第 2 行 选区（D 列）：这一级代表要填选区。"),
    ("人大代表", 0, "代表级别", "市代表", "人大代表 第 2 行 选举单位（– 列）：这一级代表要填选举单位。"),
    ("人大代表", 0, "届次", "十八", "人大代表 第 2 行 届次（F 列）：“十八”不是数字。"),
    ("人大代表", 0, "届次", 1.5, "人大代表 第 2 行 届次（F 列）：“1.5”不对。"),
    ("人大代表", 0, "届次开始日期", None, "人大代表 第 2 行 届次（F 列）：系统里没有第 18 届。"),
    ("人大代表", 0, "届次开始日期", "明年春天", "人大代表 第 2 行 届次开始日期（G 列）：“明年春天”不是日期。"),
    ("人大代表", 0, "届次开始日期", 46027, "人大代表 第 2 行 届次开始日期（G 列）：“46027”不是日期。"),
    ("人大代表", 0, "示例人物", "也许", "人大代表 第 2 行 示例人物（H 列）：不认识“也许”。"),
    ("驻站代表", 0, "代表编码", "D9", "驻站代表 第 2 行 代表编码（B 列）：没有编码为“D9”的行。"),
    ("驻站代表", 0, "排序", -1, "驻站代表 第 2 行 排序（D 列）：“-1”不对。"),
    ("接待规则", 0, "几号", None, "接待规则 第 2 行 几号（D 列）：这种重复方式要填“几号”。"),
    ("接待规则", 0, "几号", 32, "接待规则 第 2 行 几号（D 列）：“32”不对。"),
    ("接待规则", 0, "星期几", "周一", "接待规则 第 2 行 星期几（E 列）：这种重复方式用不到“星期几”。"),
    ("接待规则", 0, "开始时间", 0.5, "接待规则 第 2 行 开始时间（G 列）：“0.5”不是时间。"),
    ("接待规则", 0, "结束时间", "8:00", "接待规则 第 2 行 结束时间（H 列）：结束时间不晚于开始时间。"),
    ("接待规则", 0, "到哪天止", "2025-01-01", "接待规则 第 2 行 到哪天止（J 列）：“到哪天止”早于“从哪天起”。"),
    ("接待规则", 0, "到场单位编码", "U9；U1", "接待规则 第 2 行 到场单位编码（L 列）：没有编码为“U9”的行。"),
]  # fmt: skip


@pytest.mark.parametrize(("sheet", "row", "heading", "value", "expected"), CELLS)
def test_import_cell_fault_names_its_place_and_changes_nothing(site, sheet, row, heading, value, expected):
    sheets = small()
    sheets[sheet][row][heading] = value
    found = faults(site, sheets)
    assert expected in found
    assert len(set(found)) == len(found)


@pytest.mark.parametrize("value", ["空\x00字符", "\x07", "\ud800"])
def test_import_control_characters_are_a_fault_of_their_cell(site, value):
    sheets = [RawSheet("承办单位", [(1, ["编码", "名称"]), (2, ["U1", value])])]
    with pytest.raises(WorkbookRefused) as error:
        prepare(raw_sheets=sheets, site=site)
    assert [fault.reason for fault in error.value.faults] == ["含有不能保存的特殊字符。"]


def test_import_collects_all_faults(site):
    sheets = small()
    sheets["家站点"][0]["电话"] = 1
    sheets["家站点"][1]["名称"] = None
    sheets["承办单位"][0]["编码"] = "区"
    assert [fault.partition("：")[0] for fault in faults(site, sheets)] == [
        "承办单位 第 2 行 编码（A 列）",
        "家站点 第 2 行 电话（G 列）",
        "家站点 第 3 行 名称（C 列）",
        "接待规则 第 2 行 到场单位编码（L 列）",
    ]


@pytest.mark.parametrize("second", ["U1", "u1"])
def test_import_duplicate_codes_in_either_case(site, second):
    sheets = small()
    sheets["承办单位"].append({"编码": second, "名称": "另一个"})
    assert faults(site, sheets) == [f"承办单位 第 3 行 编码（A 列）：和第 2 行重复：{second}。"]


def test_import_duplicate_membership(site):
    sheets = small()
    sheets["驻站代表"].append(dict(sheets["驻站代表"][0]))
    assert faults(site, sheets) == ["驻站代表 第 3 行 家站点编码（A 列）：和第 2 行重复：S1/D1。"]


def test_import_headings_unknown_repeated_and_missing(site):
    sheets = [RawSheet("承办单位", [(1, ["编码", "编码", "网址"]), (2, ["U1", "U2", "x"])])]
    with pytest.raises(WorkbookRefused) as error:
        prepare(raw_sheets=sheets, site=site)
    assert [str(fault) for fault in error.value.faults] == [
        "承办单位 第 1 行 名称（– 列）：缺少这一列。 请加上这一列，第一行写列名。",
        "承办单位 第 1 行 编码（B 列）：这一列出现了两次。 请删去一列。",
        "承办单位 第 1 行 网址（C 列）：不认识这一列。 "
        "请用模板里的列名，或删去这一列。列名要在第一行，上面不要有标题。",
    ]


def test_import_without_a_known_sheet(site):
    assert [fault.split("：")[1] for fault in faults(site, {"表一": [{"a": 1}]})] == ["没有找到可以导入的工作表。"]


def test_import_sheet_in_both_languages_is_refused(site):
    sheets = small()
    sheets["units"] = sheets["承办单位"]
    assert faults(site, sheets) == ["units：这张工作表出现了两次。"]


def test_import_space_theme_and_half_a_position(site):
    sheets = small()
    for row in sheets["家站点"]:
        row |= {"空间类别": None, "纬度": None, "经度": None}
    sheets["家站点"][0] |= {"空间类别": "民情小院", "纬度": 32.39}
    assert faults(site, sheets) == [
        "家站点 第 2 行 空间类别（J 列）：只有特色空间有空间类别。",
        "家站点 第 2 行 经度（L 列）：纬度和经度要一起填。",
    ]


def test_import_group_of_two_kinds(site):
    sheets = small()
    sheets["人大代表"][0]["专业小组"] = "东关小组"
    assert faults(site, sheets) == ["人大代表 第 2 行 专业小组（I 列）：“东关小组”同时出现在片区小组和专业小组里。"]


def test_import_code_of_another_site_is_refused(site, other_site):
    DeputyFactory(code="D1", site=other_site)
    with pytest.raises(WorkbookRefused) as error:
        carry_out(raw_sheets=raw(small()), site=site, actor=System("test"))
    assert [fault.reason for fault in error.value.faults] == [
        "这个编码已被另一个网站使用。",
        "这个编码属于另一个网站。",
        "这个编码属于另一个网站。",
    ]
    assert HandlingUnit.objects.count() == 0


def test_import_kind_that_standing_children_forbid_is_the_fault_of_its_row(site):
    home = VenueFactory(code="H1", kind="home")
    VenueFactory(code="S9", parent=home)
    sheets = small()
    sheets["家站点"] = [sheets["家站点"][0] | {"类型": "特色空间", "上级编码": None}]
    sheets["驻站代表"], sheets["接待规则"] = [], []
    with pytest.raises(WorkbookRefused) as error:
        prepare(raw_sheets=raw({name: rows for name, rows in sheets.items() if rows}), site=site)
    assert sorted(fault.reason for fault in error.value.faults) == [
        "H1：特色空间的上级应当是：代表之家、代表联络站、代表联络点。",
        "S9：代表联络站的上级应当是：代表之家。",
    ]


def test_import_address_taken_by_another_page_is_refused(site):
    directory = site.root_page.get_children().get()
    directory.add_child(instance=InfoPage(title="x", slug="h1"))
    found = faults(site, small())
    assert [fault.rpartition("：")[0] for fault in found] == ["家站点 第 2 行 编码（A 列）"]


def test_import_true_dates_and_times_are_taken(site):
    sheets = small()
    sheets["接待规则"][0] |= {"开始时间": datetime.time(9), "从哪天起": datetime.date(2026, 1, 1)}
    assert prepare(raw_sheets=raw(sheets), site=site).plan.changes_anything


def test_import_rule_of_another_site_is_refused(site, other_site):
    rule = ReceptionRuleFactory(code="R1", venue__site=other_site)
    with pytest.raises(WorkbookRefused) as error:
        carry_out(raw_sheets=raw(small()), site=site, actor=System("test"))
    assert [fault.reason for fault in error.value.faults] == ["这个编码已被另一个网站使用。"]
    assert ReceptionRule.objects.get().venue == rule.venue


def test_import_leaves_what_districts_share(site, other_site):
    DivisionFactory(code="321002001", name="旧名街道")
    plan = prepare(raw_sheets=raw(small()), site=site, overwrite=True).plan
    kept = [(item.key, item.note) for item in plan.items if item.action == Action.KEEP]
    assert kept == [("321002001", "几个区共用，请在后台改")]
