"""Small workbooks for tests: rows as dicts of heading → cell, made into files of either kind."""

import copy
import csv
import io
import zipfile

from openpyxl import Workbook

from liaison_pages.importer.files import RawSheet, read_stream

SMALL = {
    "行政区划": [
        {"区划代码": "321002", "级别": "区县", "名称": "示例区", "上级代码": None},
        {"区划代码": "321002001", "级别": "街道、镇", "名称": "东关街道", "上级代码": "321002"},
        {"区划代码": "321002001001", "级别": "社区、村", "名称": "琼花观社区", "上级代码": "321002001"},
    ],
    "家站点": [
        {"编码": "H1", "类型": "代表之家", "名称": "东关代表之家", "上级编码": None, "街道、镇代码": "321002001",
         "社区、村代码": None, "电话": "0514-00000001", "一句话介绍": "进来坐坐。", "工作制度": "1. 先听\n2. 再答"},
        {"编码": "S1", "类型": "代表联络站", "名称": "琼花观联络站", "上级编码": "H1", "街道、镇代码": "321002001",
         "社区、村代码": "321002001001", "电话": None, "一句话介绍": None, "工作制度": None},
    ],
    "人大代表": [
        {"编码": "D1", "姓名": "示例甲", "代表级别": "区代表", "选区": "东关第一选区", "片区小组": "东关小组",
         "届次": 18, "届次开始日期": "2022-01-01", "示例人物": "是"},
    ],
    "驻站代表": [{"家站点编码": "S1", "代表编码": "D1", "职务": "站长", "排序": 1}],
    "接待规则": [
        {"编码": "R1", "家站点编码": "S1", "重复方式": "每月几号", "几号": 15, "星期几": None, "第几个": None,
         "开始时间": "9:00", "结束时间": "11:00", "从哪天起": "2026-01-01", "到哪天止": None, "接待代表编码": "D1",
         "到场单位编码": "U1"},
    ],
    "承办单位": [{"编码": "U1", "名称": "区城管局", "联系电话": None}],
}  # fmt: skip


def small() -> dict[str, list[dict]]:
    """A whole district of two venues, to be changed by the test."""
    return copy.deepcopy(SMALL)


def xlsx(sheets: dict[str, list[dict]]) -> bytes:
    """An .xlsx whose headings are the keys of each sheet's first row."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        headings = list(rows[0]) if rows else []
        sheet.append(headings)
        for row in rows:
            sheet.append([row.get(heading) for heading in headings])
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def csv_files(sheets: dict[str, list[dict]], encoding: str = "utf-8") -> dict[str, bytes]:
    """File name → content, one .csv a sheet."""
    files = {}
    for name, rows in sheets.items():
        written = io.StringIO(newline="")
        writer = csv.DictWriter(written, list(rows[0]), extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
        files[f"{name}.csv"] = written.getvalue().encode(encoding)
    return files


def zipped(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def raw(sheets: dict[str, list[dict]]) -> list[RawSheet]:
    """What the importer reads of an .xlsx of `sheets`."""
    return read_stream(io.BytesIO(xlsx(sheets)), "district.xlsx")
