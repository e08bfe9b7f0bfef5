"""What is wrong with a workbook, told so that a clerk can mend it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter


@dataclass(frozen=True)
class Fault:
    """One thing to mend: where (sheet, row, column; blank where it is the whole of it), why, and what to do."""

    sheet: str = ""
    row: int | None = None
    column: str = ""  # the heading
    position: int | None = None  # the column's place, from 1
    reason: str = ""
    advice: str = ""

    @property
    def letter(self) -> str:
        return get_column_letter(self.position) if self.position else ""

    @property
    def place(self) -> str:
        """'家站点 第 5 行 电话（G 列）'; as much of it as is known."""
        parts = [self.sheet] if self.sheet else []
        if self.row:
            parts.append(_("第 %d 行") % self.row)
        if self.column:
            parts.append(_("%(heading)s（%(letter)s 列）") % {"heading": self.column, "letter": self.letter or "–"})
        return " ".join(parts)

    def __str__(self):
        text = _("%(place)s：%(reason)s") % {"place": self.place, "reason": self.reason} if self.place else self.reason
        return f"{text} {self.advice}".rstrip()


class CellFault(Exception):
    """A cell that cannot be read: the reason, and what to do."""

    def __init__(self, reason: str, advice: str = ""):
        super().__init__(reason)
        self.reason, self.advice = reason, advice


class WorkbookRefused(Exception):
    """The workbook has faults: nothing was changed. `faults` holds all of them, in the order of the sheets."""

    def __init__(self, faults: list[Fault]):
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults
