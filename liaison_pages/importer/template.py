"""Writing workbooks that the importer reads: the empty template with its instructions, and the demo's."""

import datetime
import io
import re
import zipfile
from pathlib import Path
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from liaison_pages.importer.columns import Column
from liaison_pages.importer.sheets import SHEETS
from liaison_pages.importer.sheets.base import SheetKind

VALIDATED_ROWS = 5000
TEXT_FORMAT, DATE_FORMAT, TIME_FORMAT = "@", "yyyy-mm-dd", "hh:mm"
HEADING_FONT, REQUIRED_FILL = Font(bold=True), PatternFill("solid", fgColor="F6E3DE")
OPTIONAL_FILL = PatternFill("solid", fgColor="ECEFF1")
LONGEST_FORMULA, LONGEST_TITLE = 255, 32  # what Excel takes in a list and in a message's title
EPOCH = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
MODIFIED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


def build_workbook(rows: dict[str, list[dict[str, Any]]] | None = None) -> Workbook:
    """A workbook with instructions and every sheet; `rows` maps a sheet's name to its rows, field → value."""
    book = Workbook()
    _write_instructions(book.active)
    for kind in SHEETS:
        _write_sheet(book.create_sheet(_tab(kind)), kind, (rows or {}).get(kind.name, []))
    return book


def save(book: Workbook, target: Path | BinaryIO) -> None:
    """Write `book` so that the same content gives the same bytes: no clock in it."""
    packed = io.BytesIO()
    book.save(packed)
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "docProps/core.xml":
                content = MODIFIED.sub(rb"\g<1>" + EPOCH.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), content)
            info = zipfile.ZipInfo(entry.filename, date_time=EPOCH.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)


def template_bytes() -> bytes:
    """The empty template, to be downloaded."""
    packed = io.BytesIO()
    save(build_workbook(), packed)
    return packed.getvalue()


def _write_sheet(sheet: Worksheet, kind: SheetKind, rows: list[dict[str, Any]]) -> None:
    sheet.freeze_panes = "B2"
    for position, column in enumerate(kind.columns, start=1):
        letter = get_column_letter(position)
        heading = sheet.cell(1, position, column.title)
        heading.font, heading.alignment = HEADING_FONT, Alignment(wrap_text=True, vertical="top")
        heading.fill = REQUIRED_FILL if column.is_required else OPTIONAL_FILL
        sheet.column_dimensions[letter].width = min(
            max(len(column.heading) * 2 + 4, len(column.shown_example) * 2, 12), 40
        )
        # New rows get the right format, so that a phone keeps its 0 and a date is a date.
        sheet.column_dimensions[letter].number_format = _number_format(column)
        if column.options:
            _offer(sheet, letter, column)
    for number, values in enumerate(rows, start=2):
        for position, column in enumerate(kind.columns, start=1):
            _write_cell(sheet, number, position, column, values.get(column.field))


def _tab(kind: SheetKind) -> str:
    """The name of a sheet; Excel allows no slash in it."""
    return kind.title.replace(" / ", " ")


def _offer(sheet: Worksheet, letter: str, column: Column) -> None:
    """A drop-down list of what the column may hold."""
    offered = '"' + ",".join(column.choices) + '"'
    if len(offered) > LONGEST_FORMULA or any("," in choice for choice in column.choices):
        return
    validation = DataValidation("list", formula1=offered, allow_blank=True)
    validation.error, validation.errorTitle = _("请从列表里选。"), column.title[:LONGEST_TITLE]
    sheet.add_data_validation(validation)
    validation.add(f"{letter}2:{letter}{VALIDATED_ROWS}")


def _write_cell(sheet: Worksheet, number: int, position: int, column: Column, value: Any) -> None:
    if value is None or value == () or value == "":
        return
    if column.options:
        value = column.show(value)
    if isinstance(value, tuple):
        value = "；".join(value)
    cell = sheet.cell(number, position, value)
    if isinstance(value, str):
        cell.data_type = "s"  # text that begins with "=" stays text
    cell.number_format = _number_format(column)


def _number_format(column: Column) -> str:
    if column.field.endswith("_on"):
        return DATE_FORMAT
    if column.field.endswith("_at"):
        return TIME_FORMAT
    return "General" if column.blank is None or column.field == "sort_order" else TEXT_FORMAT


def _write_instructions(sheet: Worksheet) -> None:
    sheet.title = pgettext("worksheet", "说明")
    lines = [
        _("这份工作簿用来一次导入一个区县的家站点、代表、接待安排和承办单位。"),
        _("每张工作表第一行是列名，请不要改；从第二行起，一行写一条。红底的列一定要填，灰底的可以不填。"),
        _("用不到的工作表和灰底的列可以整张、整列删去：没有的列，系统里的内容不动；有列而格子空着，就是清空。"),
        _("编码是一条数据的身份证：同一个编码再次导入，就是修改那一条。没有写进来的数据不会被删除。"),
        _("在后台改过的内容，导入时保持原样；没有发布的页面和草稿，导入不会替您发布。"),
        _("请填数值，不要用公式。导入前系统会全部检查一遍，有一处不对就什么都不改，并告诉您在哪一格、怎么改。"),
    ]
    for number, line in enumerate(lines, start=1):
        sheet.cell(number, 1, line).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.merge_cells(start_row=number, start_column=1, end_row=number, end_column=6)
        sheet.row_dimensions[number].height = 32
    start = len(lines) + 2
    for position, heading in enumerate(
        (_("工作表"), _("列"), _("必填"), _("可以填什么"), _("说明"), _("例子")), start=1
    ):
        sheet.cell(start, position, heading).font = HEADING_FONT
    entries = [(kind, column) for kind in SHEETS for column in kind.columns]
    for number, (kind, column) in enumerate(entries, start=start + 1):
        required = _("是") if column.is_required else ""
        described = (
            kind.title,
            column.title,
            required,
            _("、").join(column.choices),
            str(column.note),
            column.shown_example,
        )
        for position, value in enumerate(described, start=1):
            cell = sheet.cell(number, position, value)
            cell.alignment, cell.number_format = Alignment(wrap_text=True, vertical="top"), TEXT_FORMAT
    for letter, width in zip("ABCDEF", (14, 22, 8, 40, 60, 28), strict=True):
        sheet.column_dimensions[letter].width = width
