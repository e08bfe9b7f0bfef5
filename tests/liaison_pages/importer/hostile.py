"""Workbooks that mean harm or were made in odd ways, with what the clerk is told of each."""

import io
import zipfile
from collections.abc import Callable

from openpyxl import Workbook, load_workbook

from liaison_pages.importer import files
from tests.liaison_pages.importer.workbooks import csv_files, small, xlsx, zipped

MACRO_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def packed(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def changed(change: Callable[[Workbook], None]) -> bytes:
    """The small workbook after `change`."""
    book = load_workbook(io.BytesIO(xlsx(small())))
    change(book)
    return packed(book)


def with_cell(sheet: str, cell: str, value) -> bytes:
    def change(book):
        book[sheet][cell] = value

    return changed(change)


def with_heading_above() -> bytes:
    def change(book):
        book["承办单位"].insert_rows(1)
        book["承办单位"]["A1"] = "示例区承办单位一览"
        book["承办单位"].merge_cells("A1:C1")

    return changed(change)


def with_merged_codes() -> bytes:
    def change(book):
        book["承办单位"].append(["U2", "区住建局"])
        book["承办单位"].merge_cells("A2:A3")

    return changed(change)


def with_all_merged() -> bytes:
    """One merged cell over a whole sheet; written into the part, for openpyxl would make each cell that it covers."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(with_merged_codes())) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b'ref="A2:A3"', b'ref="A1:XFD1048576"'))
    return stream.getvalue()


def with_hidden_sheet() -> bytes:
    def change(book):
        book["承办单位"].sheet_state = "hidden"

    return changed(change)


def with_macros() -> bytes:
    """The small workbook as .xlsm, with a part where macros are."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx(small()))) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(SHEET_TYPE.encode(), MACRO_TYPE.encode()))
        target.writestr("xl/vbaProject.bin", b"Sub Auto_Open()")
    return stream.getvalue()


def with_many_rows() -> bytes:
    rows = "".join(f"U{number},单位\r\n" for number in range(100_000))
    return zipped({"承办单位.csv": f"编码,名称\r\n{rows}".encode()})


def csv_of(changes: dict, encoding: str = "utf-8", sheet: str = "承办单位") -> bytes:
    sheets = small()
    sheets[sheet][0] |= changes
    return csv_files({sheet: sheets[sheet]}, encoding)[f"{sheet}.csv"]


# file name, content, what the first fault says
REFUSED: list[tuple[str, Callable[[], bytes], str]] = [
    ("空.xlsx", lambda: b"", "文件是空的。"),
    ("空.csv", lambda: b"\xef\xbb\xbf", "没有找到可以导入的工作表。"),
    ("空.zip", lambda: zipped({}), "压缩包里没有 .csv 文件。"),
    ("图.xlsx", lambda: b"\x89PNG\r\n\x1a\n" + bytes(500), "这不是 Excel 工作簿（.xlsx）"),
    ("旧.xls", lambda: files.OLE_MAGIC + bytes(500), "这是旧版 .xls 文件，或者加了密码。"),
    ("表格.ods", lambda: zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "没有 .csv 文件"),
    ("文档.docx", lambda: zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<x/>"}), "文件损坏"),
    ("炸弹.zip", lambda: zipped({"承办单位.csv": bytes(files.MAX_UNPACKED_BYTES + 1)}), "文件解开后太大"),
    ("十万行.zip", with_many_rows, "承办单位：行数太多：最多 50000 行"),
    ("名字.xlsx", lambda: xlsx({"单位表": [{"编码": "U1"}]}), "没有找到可以导入的工作表。"),
    ("公式.xlsx", lambda: with_cell("家站点", "C2", "=1+1"), "家站点 第 2 行 名称（C 列）：这一格是公式。"),
    ("合并.xlsx", with_merged_codes, "承办单位 第 3 行 编码（A 列）：这一格和别的格合并了。"),
    ("全合并.xlsx", with_all_merged, "承办单位：合并的单元格太多。"),
    ("标题.xlsx", with_heading_above, "承办单位 第 1 行 编码（– 列）：缺少这一列。"),
    ("隐藏.xlsx", with_hidden_sheet, "承办单位：这张工作表是隐藏的。"),
    ("空字符.csv", lambda: b"x", "没有找到可以导入的工作表。"),
    ("承办单位.csv", lambda: csv_of({"名称": "区\0局"}), "承办单位 第 2 行 名称（B 列）：含有不能保存的特殊字符。"),
    ("承办单位.csv", lambda: csv_of({"编码": "=1+1"}), "承办单位 第 2 行 编码（A 列）：这一格是公式。"),
    ("承办单位.csv", lambda: csv_of({"名称": "长" * 200_000}), "承办单位：读不出这个 .csv 文件。"),
    ("承办单位.csv", lambda: b"\xff\xfe\x00\xd8", "承办单位：认不出这个 .csv 文件的编码。"),
    ("重复.xlsx", lambda: changed(lambda book: book["承办单位"].append(["U1", "另一个"])),
     "承办单位 第 3 行 编码（A 列）：和第 2 行重复：U1。"),
    ("日期.xlsx", lambda: with_cell("接待规则", "I2", "1/2/2026"), "第 2 行 从哪天起（I 列）：“1/2/2026”不是日期。"),
    ("日期.xlsx", lambda: with_cell("接待规则", "I2", "2026-02-30"), "“2026-02-30”不是日期。"),
    ("日期.xlsx", lambda: with_cell("接待规则", "I2", 46027), "“46027”不是日期。"),
    ("时间.xlsx", lambda: with_cell("接待规则", "G2", "下午2:00"), "“下午2:00”不是时间。"),
]  # fmt: skip

TAKEN: list[tuple[str, Callable[[], bytes]]] = [
    ("宏.xlsm", with_macros),
    ("国标.zip", lambda: zipped(csv_files(small(), "gb18030"))),
    ("万国.zip", lambda: zipped(csv_files(small(), "utf-16"))),
    ("带标记.zip", lambda: zipped(csv_files(small(), "utf-8-sig"))),
]
