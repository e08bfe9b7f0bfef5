"""From raw sheets to rows of values, with every fault noted on the way."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from liaison_pages.importer import cells
from liaison_pages.importer.columns import Column
from liaison_pages.importer.faults import CellFault, Fault
from liaison_pages.importer.files import ERROR, FORMULA, MERGED, RawSheet
from liaison_pages.importer.wording import fold

INSTRUCTION_SHEETS = frozenset({"说明", "instructions", "readme"})


@dataclass
class Row:
    """
    A row of a sheet: its number, and its values by field.

    A field whose column is missing has no entry, nor has one whose cell could not be read: `unread` names those.
    """

    number: int
    values: dict[str, Any]
    unread: set[str] = field(default_factory=set)


@dataclass
class Sheet:
    """What was read of a sheet, and where its columns are (field → place from 1). `gone`: see `deletions`."""

    kind: Any
    rows: list[Row] = field(default_factory=list)
    gone: list[Row] = field(default_factory=list)
    positions: dict[str, int] = field(default_factory=dict)

    def fault(self, row: Row | None, field_name: str, reason: str, advice: str = "") -> Fault:
        """A fault in `row` at the column of `field_name`."""
        column = self.kind.column(field_name)
        return Fault(
            sheet=self.kind.title, row=row and row.number, column=column.title,
            position=self.positions.get(field_name), reason=reason, advice=advice,
        )  # fmt: skip


@dataclass
class Book:
    """All sheets that were recognised, by the kind's name; names that were not; and every fault."""

    kinds: tuple = ()
    sheets: dict[str, Sheet] = field(default_factory=dict)
    unknown_sheets: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    codes: dict[str, set[str]] = field(default_factory=dict)  # by sheet, filled when asked for

    def rows_of(self, sheet_name: str) -> list[Row]:
        """The rows of a sheet that are to stand, none when it is not in the book."""
        return self.sheets[sheet_name].rows if sheet_name in self.sheets else []

    def all_rows_of(self, sheet_name: str) -> list[Row]:
        """With those that were deleted in the admin, from the top."""
        gone = self.sheets[sheet_name].gone if sheet_name in self.sheets else []
        return sorted([*self.rows_of(sheet_name), *gone], key=lambda row: row.number)


def read_book(raw_sheets: list[RawSheet], kinds) -> Book:
    """The book of `raw_sheets`; what cannot be read is in its `faults`."""
    book = Book(kinds)
    for raw in raw_sheets:
        if fold(raw.name) in INSTRUCTION_SHEETS:
            continue
        kind = next((kind for kind in kinds if kind.answers_to(raw.name)), None)
        if kind is None:
            book.unknown_sheets.append(raw.name)
        elif raw.is_hidden:
            advice = _("请取消隐藏，看过以后再导入；不要的请删去。")
            book.faults.append(Fault(sheet=kind.title, reason=_("这张工作表是隐藏的。"), advice=advice))
        elif kind.name in book.sheets:
            book.faults.append(Fault(sheet=raw.name, reason=_("这张工作表出现了两次。"), advice=_("请合成一张。")))
        else:
            book.sheets[kind.name] = _read_sheet(raw, kind, book.faults)
    if not book.sheets and not book.faults:
        names = _("、").join(kind.title for kind in kinds)
        advice = _("工作表的名字应当是：%s。请用模板填写。") % names
        book.faults.append(Fault(reason=_("没有找到可以导入的工作表。"), advice=advice))
    return book


def _read_sheet(raw: RawSheet, kind, faults: list[Fault]) -> Sheet:
    sheet = Sheet(kind)
    if not raw.rows:
        return sheet
    (number, headings), *body = raw.rows
    sheet.positions = _positions(number, headings, kind, faults)
    columns = [(kind.column(name), position) for name, position in sheet.positions.items()]
    for number, values in body:
        row = Row(number, {})
        for column, position in columns:
            value = values[position - 1] if position <= len(values) else None
            try:
                row.values[column.field] = _read_cell(column, value)
            except CellFault as error:
                row.unread.add(column.field)
                faults.append(sheet.fault(row, column.field, error.reason, error.advice))
        sheet.rows.append(row)
    return sheet


def _positions(number: int, headings: list[Any], kind, faults: list[Fault]) -> dict[str, int]:
    """Field → place of its column, from 1. Unknown, repeated and missing headings are faults."""
    positions: dict[str, int] = {}
    for position, heading in enumerate(headings, start=1):
        if cells.is_blank(heading) or heading is MERGED:
            continue
        written = heading if isinstance(heading, str) else "?"
        where = {"sheet": kind.title, "row": number, "column": cells.shorten(written).strip(), "position": position}
        column = next((column for column in kind.columns if column.answers_to(written)), None)
        if column is None:
            advice = _("请用模板里的列名，或删去这一列。列名要在第一行，上面不要有标题。")
            faults.append(Fault(**where, reason=_("不认识这一列。"), advice=advice))
        elif column.field in positions:
            faults.append(Fault(**where, reason=_("这一列出现了两次。"), advice=_("请删去一列。")))
        else:
            positions[column.field] = position
    for column in kind.columns:
        if column.is_required and column.field not in positions:
            where = {"sheet": kind.title, "row": number, "column": column.title}
            faults.append(Fault(**where, reason=_("缺少这一列。"), advice=_("请加上这一列，第一行写列名。")))
    return positions


def _read_cell(column: Column, value: Any) -> Any:
    if value is FORMULA:
        raise CellFault(_("这一格是公式。"), _("请复制后用“选择性粘贴 → 数值”换成结果。"))
    if value is ERROR:
        raise CellFault(_("这一格是 Excel 的错误值。"), _("请填上正确的内容。"))
    if value is MERGED:
        raise CellFault(_("这一格和别的格合并了。"), _("请取消合并，再把每一格填好。"))
    if cells.is_blank(value):
        if column.is_required:
            raise CellFault(
                _("这一格不能空。"), _("请填写，例如 %s。") % column.shown_example if column.example else ""
            )
        return column.blank
    return column.parse(value)
