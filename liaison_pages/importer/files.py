"""
Opening a workbook that anybody may have made: .xlsx, a .zip or a folder of .csv, one file a sheet.

Nothing is parsed before its kind, its size packed and its size unpacked are known to be in bounds.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.xml import DEFUSEDXML

from liaison_pages.importer.faults import Fault, WorkbookRefused

MAX_FILE_BYTES = 20 * 1024 * 1024
MAX_UNPACKED_BYTES = 100 * 1024 * 1024
MAX_ENTRIES = 300
MAX_ROWS = 50_000  # of a whole workbook, empty ones among them
MAX_COLUMNS = 60
OLE_MAGIC = b"\xd0\xcf\x11\xe0"  # the old .xls, and an encrypted .xlsx
CHUNK_BYTES = 1024 * 1024

FORMULA = object()  # stands for a cell that holds a formula
ERROR = object()  # stands for a cell that shows #REF! and the like
MERGED = object()  # stands for a cell that another one covers
MERGED_RANGE = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
MAX_MERGED_CELLS = 20_000
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
DELIMITERS = ",;\t"


@dataclass
class RawSheet:
    """A sheet as it was read: its name, and its rows with their numbers from 1."""

    name: str
    rows: list[tuple[int, list[Any]]]
    is_hidden: bool = False


def refuse(reason: str, advice: str = "", sheet: str = "") -> WorkbookRefused:
    """The error for a file that is refused as a whole."""
    return WorkbookRefused([Fault(sheet=sheet, reason=reason, advice=advice)])


def read_path(path: Path) -> list[RawSheet]:
    """The sheets of a file or of a folder of .csv files. Raises WorkbookRefused."""
    if path.is_dir():
        found = sorted(path.glob("*.csv"))
        if not found:
            raise refuse(_("这个文件夹里没有 .csv 文件。"))
        if sum(each.stat().st_size for each in found) > MAX_FILE_BYTES:
            raise _too_large()
        return _within_rows(_csv_sheet(each.stem, each.read_bytes()) for each in found)
    try:
        with path.open("rb") as stream:
            return read_stream(stream, path.name)
    except OSError as error:
        raise refuse(_("打不开文件“%s”。") % path.name, _("请检查路径和权限。")) from error


def read_stream(stream: BinaryIO, name: str) -> list[RawSheet]:
    """The sheets of an uploaded file; what it is shows its content, not its name. Raises WorkbookRefused."""
    content = stream.read(MAX_FILE_BYTES + 1)
    if len(content) > MAX_FILE_BYTES:
        raise _too_large()
    if not content:
        raise refuse(_("文件是空的。"), _("请重新选择文件。"))
    if content.startswith(OLE_MAGIC):
        raise refuse(_("这是旧版 .xls 文件，或者加了密码。"), _("请去掉密码，另存为 .xlsx 后再试。"))
    if not zipfile.is_zipfile(io.BytesIO(content)):
        if name.lower().endswith(".csv"):
            return _within_rows([_csv_sheet(Path(name).stem, content)])
        raise refuse(_("这不是 Excel 工作簿（.xlsx），也不是装着 .csv 的压缩包（.zip）。"), _("请用模板重新另存一份。"))
    with _open_zip(content) as archive:
        if "[Content_Types].xml" in archive.namelist():
            return _within_rows(_xlsx_sheets(content))
        return _within_rows(_zipped_csv(archive))


def _too_large() -> WorkbookRefused:
    return refuse(
        _("文件太大：最多 %d MB。") % (MAX_FILE_BYTES // 1024 // 1024), _("请删去图片和多余的工作表，或分成几个文件。")
    )


def _open_zip(content: bytes) -> zipfile.ZipFile:
    """The archive, once each entry was unpacked into nothing to know its real size."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        _check_entries(archive)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise _damaged() from error
    return archive


def _damaged() -> WorkbookRefused:
    return refuse(_("文件损坏，读不出来。"), _("请用 Excel 或 WPS 打开，另存为 .xlsx 后再试。"))


def _check_entries(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
        raise _too_large_inside()
    unpacked = 0
    for entry in entries:
        if entry.flag_bits & 1:
            raise refuse(_("文件加了密码。"), _("请去掉密码后再试。"))
        with archive.open(entry) as member:
            while chunk := member.read(CHUNK_BYTES):
                unpacked += len(chunk)
                if unpacked > MAX_UNPACKED_BYTES:
                    raise _too_large_inside()


def _too_large_inside() -> WorkbookRefused:
    return refuse(_("文件解开后太大，不能读取。"), _("请删去多余的工作表、图片和空行。"))


def _xlsx_sheets(content: bytes) -> Iterator[RawSheet]:
    if not DEFUSEDXML:
        raise RuntimeError("openpyxl must parse with defusedxml: do not set OPENPYXL_DEFUSEDXML.")
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        for sheet in book.worksheets:
            covered = _covered_cells(content, sheet)
            yield RawSheet(sheet.title, list(_xlsx_rows(sheet, covered)), sheet.sheet_state != "visible")
    except WorkbookRefused:
        raise
    except Exception as error:  # openpyxl raises whatever the part met that is not as it should be
        raise _damaged() from error


def _covered_cells(content: bytes, sheet) -> set[tuple[int, int]]:
    """(row, column) of cells that a merged one covers, as far as they could hold data; read-only sheets hide them."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        part = archive.read(sheet._worksheet_path)
    covered: set[tuple[int, int]] = set()
    for reference in MERGED_RANGE.findall(part):
        first_column, first_row, last_column, last_row = range_boundaries(reference.decode())
        rows = range(first_row, min(last_row, MAX_ROWS + 1) + 1)
        columns = range(first_column, min(last_column, MAX_COLUMNS) + 1)
        if len(covered) + len(rows) * len(columns) > MAX_MERGED_CELLS:
            raise refuse(_("合并的单元格太多。"), _("请取消合并，再把每一格填好。"), sheet=sheet.title)
        covered.update((row, column) for row in rows for column in columns)
        covered.discard((first_row, first_column))
    return covered


def _xlsx_rows(sheet, covered: set[tuple[int, int]]) -> Iterator[tuple[int, list[Any]]]:
    rows = sheet.iter_rows(max_row=MAX_ROWS + 2, max_col=MAX_COLUMNS)
    for number, cells in enumerate(rows, start=1):
        values = [_xlsx_value(cell) for cell in cells]
        if covered:
            values = [MERGED if (number, place) in covered else value for place, value in enumerate(values, start=1)]
        if number > MAX_ROWS + 1:
            raise _too_many_rows(sheet.title)
        while values and _is_empty(values[-1]):
            values.pop()
        if any(value is not MERGED and not _is_empty(value) for value in values):
            yield number, values


def _is_empty(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _xlsx_value(cell) -> Any:
    if cell.data_type == "f":
        return FORMULA
    return ERROR if cell.data_type == "e" else cell.value


def _zipped_csv(archive: zipfile.ZipFile) -> Iterator[RawSheet]:
    entries = [entry for entry in archive.infolist() if _is_csv(entry.filename)]
    if not entries:
        raise refuse(_("压缩包里没有 .csv 文件。"), _("请用模板填写，另存为 .xlsx 后再试。"))
    for entry in entries:
        yield _csv_sheet(Path(_entry_name(entry)).stem, archive.read(entry))


def _is_csv(name: str) -> bool:
    return name.lower().endswith(".csv") and not name.startswith("__MACOSX")


def _entry_name(entry: zipfile.ZipInfo) -> str:
    """The name of an entry; Chinese Windows writes it in GBK without saying so."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return entry.filename


def _csv_sheet(name: str, content: bytes) -> RawSheet:
    rows = []
    try:
        text = _decode(content, name)
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)), start=1):
            if number > MAX_ROWS + 1:
                raise _too_many_rows(name)
            if any(cell.strip() for cell in cells):
                rows.append((number, [_csv_value(cell) for cell in cells[:MAX_COLUMNS]]))
    except csv.Error as error:
        raise refuse(_("读不出这个 .csv 文件。"), _("请用 Excel 另存为 CSV UTF-8 后再试。"), sheet=name) from error
    return RawSheet(name, rows)


def _delimiter(text: str) -> str:
    """What separates the headings: Excel writes tabs in its Unicode text, and semicolons in some countries."""
    headings = text.lstrip().partition("\n")[0]
    return max(DELIMITERS, key=headings.count)


def _csv_value(cell: str) -> Any:
    if cell.startswith("="):
        return FORMULA
    return cell if cell.strip() else None


def _decode(content: bytes, name: str) -> str:
    for encoding in ("utf-16",) if content.startswith(UTF_16) else ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise refuse(_("认不出这个 .csv 文件的编码。"), _("请另存为 CSV UTF-8 后再试。"), sheet=name)


def _too_many_rows(name: str) -> WorkbookRefused:
    return refuse(_("行数太多：最多 %d 行，空行也算。") % MAX_ROWS, _("请删去多余的行，或分成几个文件。"), sheet=name)


def _within_rows(sheets: Iterable[RawSheet]) -> list[RawSheet]:
    """`sheets` as a list; refused when they have too many rows together."""
    found, total = [], 0
    for sheet in sheets:
        total += len(sheet.rows)
        if total > MAX_ROWS:
            raise _too_many_rows(sheet.name)
        found.append(sheet)
    return found
