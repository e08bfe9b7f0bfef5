"""Opening files: both kinds, every encoding, and files that mean harm."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from liaison_pages.importer import files
from liaison_pages.importer.faults import WorkbookRefused
from liaison_pages.importer.files import FORMULA, read_path, read_stream
from tests.liaison_pages.importer.workbooks import csv_files, small, xlsx, zipped

UNITS = {"承办单位": [{"编码": "U1", "名称": "区城管局"}]}
SHARED_STRINGS = (
    b'<Override PartName="/xl/sharedStrings.xml" ContentType='
    b'"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
)
EXPECTED = [("承办单位", [(1, ["编码", "名称"]), (2, ["U1", "区城管局"])])]


def read(content: bytes, name: str = "district.xlsx"):
    return [(sheet.name, sheet.rows) for sheet in read_stream(io.BytesIO(content), name)]


def reason(content: bytes, name: str = "district.xlsx") -> str:
    with pytest.raises(WorkbookRefused) as error:
        read(content, name)
    (fault,) = error.value.faults
    return fault.reason


def with_part(name: str, content: bytes) -> bytes:
    """A small .xlsx with one of its parts replaced or added."""
    packed = io.BytesIO()
    types = SHARED_STRINGS + b"</Types>" if name == "xl/sharedStrings.xml" else b"</Types>"
    with zipfile.ZipFile(io.BytesIO(xlsx(UNITS))) as source, zipfile.ZipFile(packed, "w") as target:
        for entry in source.infolist():
            if entry.filename != name:
                target.writestr(entry.filename, source.read(entry).replace(b"</Types>", types))
        target.writestr(name, content)
    return packed.getvalue()


def test_read_xlsx_gives_rows_with_their_numbers():
    assert read(xlsx(UNITS)) == EXPECTED


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_read_zip_of_csv_in_any_encoding(encoding):
    assert read(zipped(csv_files(UNITS, encoding)), "district.zip") == EXPECTED


def test_read_zip_whose_names_are_gbk_without_a_flag():
    plain = zipped({"XXXXXXXX.csv": csv_files(UNITS)["承办单位.csv"]})
    assert read(plain.replace(b"XXXXXXXX", "承办单位".encode("gbk")), "a.zip") == EXPECTED


def test_read_single_csv():
    assert read(csv_files(UNITS)["承办单位.csv"], "承办单位.csv") == EXPECTED


def test_read_folder_of_csv(tmp_path):
    for name, content in csv_files(UNITS).items():
        (tmp_path / name).write_bytes(content)
    assert [(sheet.name, sheet.rows) for sheet in read_path(tmp_path)] == EXPECTED


def test_read_skips_empty_rows_and_keeps_numbers():
    rows = [{"编码": "U1", "名称": "甲"}, {"编码": None, "名称": None}, {"编码": "U2", "名称": "乙"}]
    ((_name, found),) = read(xlsx({"承办单位": rows}))
    assert [number for number, _values in found] == [1, 2, 4]


def test_read_marks_formulas():
    book = Workbook()
    book.active.title = "承办单位"
    book.active.append(["编码", "=1+1"])
    packed = io.BytesIO()
    book.save(packed)
    assert read(packed.getvalue()) == [("承办单位", [(1, ["编码", FORMULA])])]


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (b"", "a.xlsx", "文件是空的。"),
        (b"hello", "a.xlsx", "这不是 Excel 工作簿（.xlsx），也不是装着 .csv 的压缩包（.zip）。"),
        (b"PK\x03\x04 not a zip", "a.xlsx", "这不是 Excel 工作簿（.xlsx），也不是装着 .csv 的压缩包（.zip）。"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.xls", "这是旧版 .xls 文件，或者加了密码。"),
        (b"\x80\xff\xfe\xff", "a.csv", "认不出这个 .csv 文件的编码。"),
        (zipped({"a.txt": b"x"}), "a.zip", "压缩包里没有 .csv 文件。"),
        (zipped({"[Content_Types].xml": b"x"}), "a.xlsx", "文件损坏，读不出来。"),
        (xlsx(UNITS)[:-400], "a.xlsx", "这不是 Excel 工作簿（.xlsx），也不是装着 .csv 的压缩包（.zip）。"),
    ],
)
def test_read_what_is_no_workbook_is_refused(content, name, expected):
    assert reason(content, name) == expected


def test_read_too_large_file_is_refused(monkeypatch):
    monkeypatch.setattr(files, "MAX_FILE_BYTES", 1024 * 1024)
    assert reason(b"x" * (1024 * 1024 + 1)) == "文件太大：最多 1 MB。"


def test_read_zip_bomb_is_refused_by_its_declared_size():
    bomb = zipped({"承办单位.csv": b"0" * (files.MAX_UNPACKED_BYTES + 1)})
    assert len(bomb) < files.MAX_FILE_BYTES
    assert reason(bomb, "a.zip") == "文件解开后太大，不能读取。"


def test_read_zip_bomb_that_lies_about_its_size_is_refused():
    bomb = zipped({"承办单位.csv": b"0" * 5_000_000})
    lying = bomb.replace((5_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lying != bomb
    assert reason(lying, "a.zip") == "文件损坏，读不出来。"


def test_read_zip_of_too_many_entries_is_refused():
    many = zipped({f"{number}.csv": b"a" for number in range(files.MAX_ENTRIES + 1)})
    assert reason(many, "a.zip") == "文件解开后太大，不能读取。"


@pytest.mark.parametrize(
    "part",
    [
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><x>&b;</x>',
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><x>&a;</x>',
        b"<worksheet><sheetData><row",
        b"",
        b"\0\0\0",
    ],
)
@pytest.mark.parametrize("name", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"])
def test_read_xml_bombs_and_broken_parts_are_refused(part, name):
    assert reason(with_part(name, part)) == "文件损坏，读不出来。"


def test_read_xlsx_with_a_part_that_is_sound():
    assert read(with_part("xl/extra.xml", b"<x/>")) == EXPECTED


def test_read_too_many_rows_is_refused(monkeypatch):
    monkeypatch.setattr(files, "MAX_ROWS", 5)
    rows = {"承办单位": [{"编码": f"U{number}", "名称": "x"} for number in range(6)]}
    assert reason(xlsx(rows)) == "行数太多：最多 5 行，空行也算。"
    assert reason(zipped(csv_files(rows)), "a.zip") == "行数太多：最多 5 行，空行也算。"


def test_read_too_many_rows_over_several_sheets_is_refused(monkeypatch):
    monkeypatch.setattr(files, "MAX_ROWS", 5)
    assert reason(xlsx(small())) == "行数太多：最多 5 行，空行也算。"


def test_read_missing_file_is_refused(tmp_path):
    with pytest.raises(WorkbookRefused) as error:
        read_path(tmp_path / "none.xlsx")
    assert [fault.reason for fault in error.value.faults] == ["打不开文件“none.xlsx”。"]


@pytest.mark.parametrize("row", [1_048_576, 99_999_999])
def test_read_row_number_far_out_is_refused(row):
    far = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>x</t></is></c></row></sheetData></worksheet>'
    )
    assert reason(with_part("xl/worksheets/sheet1.xml", far.encode())) == "行数太多：最多 50000 行，空行也算。"
