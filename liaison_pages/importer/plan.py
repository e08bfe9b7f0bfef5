"""What an import would do: for each row create, change, leave alone or keep, with the fields that would change."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, TextChoices
from django.utils.translation import gettext_lazy as _

from liaison_pages.importer.excerpts import excerpts
from liaison_pages.importer.reading import Book
from liaison_pages.importer.sheets import SHEETS
from liaison_pages.importer.sheets.base import SheetKind
from liaison_pages.importer.sheets.venue_pages import VENUE_PAGES
from liaison_pages.importer.sheets.venues import VENUES
from liaison_pages.importer.store import Store

# The pages of venues read the venues' sheet and come right after it.
PLANNED: tuple[SheetKind, ...] = tuple(
    kind for sheet in SHEETS for kind in ((sheet, VENUE_PAGES) if sheet is VENUES else (sheet,))
)


class Action(TextChoices):
    CREATE = "create", _("新建")
    CHANGE = "change", _("修改")
    KEEP = "keep", _("保留")
    NOTHING = "nothing", _("不变")


@dataclass
class Item:
    """One row's fate. `changes` maps fields to (now, then); `obj` is the row of the database, or a new one."""

    kind: SheetKind
    row: int
    key: Any
    label: str
    action: str
    values: dict[str, Any]
    obj: Any
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    note: Any = ""

    @property
    def is_new(self) -> bool:
        return self.action == Action.CREATE

    @property
    def writes(self) -> bool:
        return self.action in (Action.CREATE, Action.CHANGE)

    @property
    def action_label(self) -> str:
        return str(Action(self.action).label)

    def shown_changes(self) -> Iterator[tuple[str, str, str]]:
        """(heading, now, then) as reports show them."""
        for name, (now, then) in self.changes.items():
            column = self.kind.column(name)
            yield column.title, *excerpts(column.show(now), column.show(then))


@dataclass
class Plan:
    """What an import would do, in the order in which it is done."""

    items: list[Item] = field(default_factory=list)
    unknown_sheets: list[str] = field(default_factory=list)
    along: list[Model] = field(default_factory=list)  # terms and groups that will be made because rows name them

    @property
    def changes_anything(self) -> bool:
        return any(item.writes for item in self.items)

    def of(self, kind: SheetKind, action: str) -> list[Item]:
        return [item for item in self.items if item.kind is kind and item.action == action]

    def of_kind(self, kind: SheetKind) -> list[Item]:
        return [item for item in self.items if item.kind is kind]

    def summary(self) -> list[tuple[str, dict[str, int]]]:
        """(sheet, action → count) for each sheet that has rows."""
        counts = {kind.name: Counter() for kind in PLANNED}
        for item in self.items:
            counts[item.kind.name][item.action] += 1
        return [(name, {action: count[action] for action in Action.values}) for name, count in counts.items() if count]

    def digest(self) -> str:
        """Two plans that would do the same have the same digest."""
        lines = (f"{item.kind.name}|{item.key}|{item.action}|{item.changes}|{item.values}" for item in self.items)
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def make_plan(book: Book, store: Store, *, overwrite: bool) -> Plan:
    """The plan of a book without faults."""
    plan = Plan(unknown_sheets=book.unknown_sheets)
    for kind in PLANNED:
        for row in book.all_rows_of(kind.source or kind.name):
            values = kind.values(row, store, overwrite=overwrite)
            plan.items.append(_plan_row(kind, row.number, values, store, overwrite=overwrite))
        plan.along += kind.along([item for item in plan.of_kind(kind) if item.writes], store)
    return plan


def _plan_row(kind: SheetKind, number: int, values: dict[str, Any], store: Store, *, overwrite: bool) -> Item:
    key = kind.key(values)
    obj = kind.existing(store, key)
    item = Item(kind, number, key, kind.label(values), Action.CREATE, values, obj)
    if obj is None and kind.is_gone(key, store) and not overwrite:
        item.action, item.note = Action.KEEP, _("在后台删除或改了编码，未恢复")
        return item
    if obj is None:
        item.obj = kind.new(store)
        return item
    current = kind.current(obj, store)
    item.changes = {
        name: (current[name], value)
        for name, value in values.items()
        if name not in kind.helper_fields and name in current and not kind.column(name).same(current[name], value)
    }
    if not item.changes:
        item.action = Action.NOTHING
    elif reason := kind.untouchable(obj, store):
        item.action, item.note = Action.KEEP, reason
    elif kind.is_edited(obj, store) and not overwrite:
        item.action, item.note = Action.KEEP, _("在后台改过，保持原样")
    else:
        item.action = Action.CHANGE
    return item
