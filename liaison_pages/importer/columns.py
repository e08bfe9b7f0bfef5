"""A sheet's columns, declared in a table."""

import datetime
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from liaison_pages.importer.cells import choice, yes_no
from liaison_pages.importer.wording import fold, in_both, ways_to_write

YES_NO, YES_NO_EN = {"是": True, "否": False}, {"yes": True, "no": False}


@dataclass(frozen=True)
class Column:
    """
    One column: the field it fills, its heading in Chinese and English, and how a cell becomes a value.

    `blank` is the value of an empty cell. `options` (label → value) are offered as a list in the template, `options_en`
    are understood beside them; `example` and `note` are printed in its instructions. `same` says whether two values
    are one; `lines` how a report shows a long one.
    """

    field: str
    heading: str
    heading_en: str
    parse: Callable[[Any], Any]
    is_required: bool = False
    blank: Any = ""
    options: Mapping[str, Any] | None = None
    options_en: Mapping[str, Any] = field(default_factory=dict)
    example: str = ""
    note: str = ""
    same: Callable[[Any, Any], bool] = operator.eq
    lines: Callable[[Any], list[str]] | None = None

    def answers_to(self, heading: str) -> bool:
        """Whether `heading` names this column, in either language."""
        return fold(heading) in ways_to_write(self.heading, self.heading_en)

    @property
    def title(self) -> str:
        """The heading as the template and reports show it."""
        return in_both(self.heading, self.heading_en)

    @property
    def choices(self) -> list[str]:
        """What a cell may hold, as the template and reports show it; empty when anything may."""
        return [self._label(label, value) for label, value in (self.options or {}).items()]

    @property
    def shown_example(self) -> str:
        return (
            self._label(self.example, self.options[self.example])
            if self.example in (self.options or {})
            else self.example
        )

    def _label(self, label: str, value: Any) -> str:
        english = next((word for word, meant in self.options_en.items() if meant == value and word.isascii()), label)
        return in_both(label, english)

    def show(self, value: Any) -> str:
        """`value` as plans and reports show it."""
        if value is None or value in ("", ()):
            return "—"
        for label, option in (self.options or {}).items():
            if option == value and type(option) is type(value):
                return self._label(label, value)
        if isinstance(value, tuple):
            return "；".join(str(each) for each in value)
        if self.lines is not None:
            value = " / ".join(self.lines(value))
        return f"{value:%H:%M}" if isinstance(value, datetime.time) else str(value)


def choice_column(
    field: str, heading: str, heading_en: str, options: Mapping[str, Any], english: Mapping[str, Any], **more: Any
) -> Column:
    """A column whose cells hold one of `options`; the labels of `english` are understood too."""
    parse = choice(options, english)
    return Column(field, heading, heading_en, parse, options=options, options_en=english, **more)


def yes_no_column(field: str, heading: str, heading_en: str, *, blank: bool, **more: Any) -> Column:
    """A column of 是 or 否; an empty cell means `blank`."""
    return Column(field, heading, heading_en, yes_no, blank=blank, options=YES_NO, options_en=YES_NO_EN, **more)
