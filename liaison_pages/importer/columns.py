"""A sheet's columns, declared in a table."""

import datetime
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from liaison_pages.importer.cells import choice, yes_no

YES_NO = {"是": True, "否": False}


@dataclass(frozen=True)
class Column:
    """
    One column: the field it fills, its heading in Chinese and English, and how a cell becomes a value.

    `blank` is the value of an empty cell. `options` (label → value) are offered as a list in the template; `example`
    and `note` are printed in its instructions. `same` says whether two values are one; `lines` how a report shows a
    long one.
    """

    field: str
    heading: str
    heading_en: str
    parse: Callable[[Any], Any]
    is_required: bool = False
    blank: Any = ""
    options: Mapping[str, Any] | None = None
    example: str = ""
    note: str = ""
    same: Callable[[Any, Any], bool] = operator.eq
    lines: Callable[[Any], list[str]] | None = None

    def answers_to(self, heading: str) -> bool:
        """Whether `heading` names this column, in either language."""
        return heading.casefold() in {self.heading.casefold(), self.heading_en.casefold()}

    def show(self, value: Any) -> str:
        """`value` as plans and reports show it."""
        if value is None or value in ("", ()):
            return "—"
        for label, option in (self.options or {}).items():
            if option == value and type(option) is type(value):
                return label
        if isinstance(value, tuple):
            return "；".join(str(each) for each in value)
        if self.lines is not None:
            value = " / ".join(self.lines(value))
        return f"{value:%H:%M}" if isinstance(value, datetime.time) else str(value)


def choice_column(
    field: str, heading: str, heading_en: str, options: Mapping[str, Any], english: Mapping[str, Any], **more: Any
) -> Column:
    """A column whose cells hold one of `options`; the labels of `english` are understood too."""
    return Column(field, heading, heading_en, choice(options, english), options=options, **more)


def yes_no_column(field: str, heading: str, heading_en: str, *, blank: bool, **more: Any) -> Column:
    """A column of 是 or 否; an empty cell means `blank`."""
    return Column(field, heading, heading_en, yes_no, blank=blank, options=YES_NO, **more)
