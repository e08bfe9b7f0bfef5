"""What every kind of sheet does; each module beside this one fills in its own."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.db.models import Model
from django.utils.translation import gettext as _

from liaison_pages.importer.cells import shorten
from liaison_pages.importer.columns import Column
from liaison_pages.importer.faults import Fault
from liaison_pages.importer.reading import Book, Row, Sheet
from liaison_pages.importer.store import Store
from liaison_pages.importer.wording import fold, in_both, ways_to_write

BATCH_SIZE = 200


class SheetKind:
    """
    A kind of sheet: its columns, what they mean in the database, and what must hold between them.

    Values travel as plain dicts, field → value, with codes for other rows: those of a row (`Row.values`), of a row of
    the database (`current`), and of what will stand there (`effective`).
    """

    name: ClassVar[str]
    name_en: ClassVar[str]
    model: ClassVar[type[Model]]
    table: ClassVar[str]  # the attribute of `Store` that holds the rows
    source: ClassVar[str] = ""  # the sheet whose rows it reads; its own when empty
    columns: ClassVar[tuple[Column, ...]]
    key_fields: ClassVar[tuple[str, ...]] = ("code",)
    helper_fields: ClassVar[frozenset[str]] = frozenset()  # read for other fields' sake, never compared
    references: ClassVar[dict[str, tuple[str, str]]] = {}  # field → (table, the sheet that brings such rows)

    def answers_to(self, name: str) -> bool:
        return fold(name) in ways_to_write(self.name, self.name_en)

    @property
    def title(self) -> str:
        """The sheet's name as reports show it."""
        return in_both(self.name, self.name_en)

    def column(self, field: str) -> Column:
        return next(column for column in self.columns if column.field == field)

    def key(self, values: dict[str, Any]) -> Any:
        """What names a row; None when one of its key cells could not be read."""
        parts = tuple(values.get(field) for field in self.key_fields)
        if None in parts:
            return None
        return parts[0] if len(parts) == 1 else parts

    def label(self, values: dict[str, Any]) -> str:
        """How reports name a row."""
        return " ".join(str(values[field]) for field in (*self.key_fields, "name") if values.get(field))

    def existing(self, store: Store, key: Any) -> Any:
        """The row of the database that `key` names, or None."""
        return getattr(store, self.table).get(key)

    def key_text(self, key: Any) -> str:
        """`key` as it is written down and shown."""
        return "/".join(key) if isinstance(key, tuple) else str(key)

    def is_gone(self, key: Any, store: Store) -> bool:
        """Whether an import brought the row of `key` and somebody deleted it, or gave it another code."""
        known = key is not None and (self.table, self.key_text(key)) in store.imported
        return known and self.existing(store, key) is None

    def standing(self, item: Any, store: Store) -> Iterator[tuple[str, str]]:
        """(table, key as text) of what stands of a plan's item after the import."""
        if self.existing(store, item.key) is not None:
            yield self.table, self.key_text(item.key)

    def settle(self, sheet: Sheet, store: Store) -> None:
        """Fill in what a row means by the rows around it, before anything is set aside or checked."""

    def leave_gone_references(self, row: Row, store: Store) -> None:
        """
        Keep the row from naming what was deleted in the admin.

        A standing row's field stays as it is; a new row does without. A new row that cannot is a fault: see
        `_check_references`.
        """
        for field, (table, _sheet) in self.references.items():
            wanted = row.values.get(field)
            codes = wanted if isinstance(wanted, tuple) else (wanted,)
            gone = {code for code in codes if _is_gone_code(table, code, store)}
            if not gone or field in self.key_fields:
                continue
            if self.existing(store, self.key(row.values)) is not None:
                del row.values[field]
            elif isinstance(wanted, tuple):
                row.values[field] = tuple(code for code in wanted if code not in gone)

    def values(self, row: Row, store: Store, *, overwrite: bool) -> dict[str, Any]:
        """What the row asks for."""
        return row.values

    def untouchable(self, obj: Any, store: Store) -> str:
        """Why no import may change `obj`; empty when it may."""
        return _("几个区共用，请在后台改") if store.is_shared(obj) else ""

    def is_edited(self, obj: Any, store: Store) -> bool:
        """Whether somebody changed `obj` in the admin."""
        return getattr(obj, "edited_at", None) is not None

    def effective(self, row: Row, store: Store, *, overwrite: bool) -> dict[str, Any]:
        """The values that will stand after the import: those of an edited row are kept unless it overwrites."""
        blanks = {column.field: column.blank for column in self.columns}
        obj = self.existing(store, self.key(row.values))
        if obj is None:
            return {**blanks, **row.values}
        if self.is_edited(obj, store) and not overwrite:
            return {**blanks, **self.current(obj, store)}
        return {**blanks, **self.current(obj, store), **row.values}

    # --- What each kind says --------------------------------------------------------------------------------------

    def current(self, obj: Any, store: Store) -> dict[str, Any]:
        """The values of a row of the database."""
        raise NotImplementedError

    def new(self, store: Store) -> Any:
        """An unsaved row."""
        return self.model()

    def assign(self, obj: Any, values: dict[str, Any], store: Store) -> None:
        """Put `values` into `obj`, codes resolved."""
        raise NotImplementedError

    def check_row(self, row: Row, values: dict[str, Any], store: Store) -> Iterator[tuple[str, str, str]]:
        """(field, reason, advice) for each fault among the effective `values` of a row."""
        yield from ()

    def check_sheet(self, sheet: Sheet, book: Book, store: Store, *, overwrite: bool) -> Iterator[Fault]:
        """Faults that only show when rows are seen together."""
        yield from ()

    # --- Checks that all kinds share ------------------------------------------------------------------------------

    def check(self, sheet: Sheet, book: Book, store: Store, *, overwrite: bool) -> Iterator[Fault]:
        """Every fault of the sheet beyond single cells."""
        yield from self._check_keys(sheet, store)
        for row in sheet.rows:
            values = self.effective(row, store, overwrite=overwrite)
            yield from self._check_references(sheet, row, values, book, store)
            for field, reason, advice in self.check_row(row, values, store):
                if field not in row.unread:  # its cell has a fault already
                    yield sheet.fault(row, field, reason, advice)
        yield from self.check_sheet(sheet, book, store, overwrite=overwrite)

    def _check_keys(self, sheet: Sheet, store: Store) -> Iterator[Fault]:
        """Two rows of one key, letters of either case alike; and rows that belong to another site."""
        seen: dict[Any, int] = {}
        for row in sheet.rows:
            key = self.key(row.values)
            if key is None:
                continue
            folded = str(key).casefold()
            if folded in seen:
                reason = _("和第 %(row)d 行重复：%(key)s。") % {"row": seen[folded], "key": self.key_text(key)}
                yield sheet.fault(row, self.key_fields[0], reason, _("请改正编码，或删去一行。"))
            seen.setdefault(folded, row.number)
            if store.is_foreign(self.existing(store, key)):
                yield sheet.fault(row, self.key_fields[0], _("这个编码已被另一个网站使用。"), _("请换一个编码。"))

    def _check_references(
        self, sheet: Sheet, row: Row, values: dict[str, Any], book: Book, store: Store
    ) -> Iterator[Fault]:
        for field, (table, sheet_name) in self.references.items():
            wanted = values.get(field)
            for code in wanted if isinstance(wanted, tuple) else (wanted,):
                found = getattr(store, table).get(code)
                if store.is_foreign(found):
                    yield sheet.fault(row, field, _("这个编码属于另一个网站。"), _("请改正编码。"))
                if not code or found is not None or code in codes_in(book, sheet_name):
                    continue
                reason = _("没有编码为“%s”的行。") % shorten(code)
                title = next(kind.title for kind in book.kinds if kind.name == sheet_name)
                advice = _("请在“%s”工作表里加上，或改正编码。") % title
                if _is_gone_code(table, code, store):
                    reason = _("“%s”在后台删除或改了编码。") % shorten(code)
                    advice = _("请改正编码，或删去这一行；要恢复，请勾选“覆盖后台改过的内容”。")
                yield sheet.fault(row, field, reason, advice)

    def along(self, items: list, store: Store) -> list[Model]:
        """Unsaved rows of other tables that come with new and changed items, because these name them."""
        return []

    # --- Writing --------------------------------------------------------------------------------------------------

    def write(self, created: list, changed: list, store: Store) -> None:
        """Save new and changed items (`plan.Item`); `store` learns the new ones."""
        for item in (*created, *changed):
            self.assign(item.obj, item.values, store)
        self.model.objects.bulk_create([item.obj for item in created], batch_size=BATCH_SIZE)
        store.keep(self.table, {item.key: item.obj for item in created})
        fields = self.concrete_fields()
        if changed:
            self.model.objects.bulk_update([item.obj for item in changed], fields, batch_size=BATCH_SIZE)

    def concrete_fields(self) -> list[str]:
        """The model's own columns, as `bulk_update` wants them."""
        return [field.name for field in self.model._meta.concrete_fields if not field.primary_key]


def _is_gone_code(table: str, code: str, store: Store) -> bool:
    return (table, code) in store.imported and code not in getattr(store, table)


def codes_in(book: Book, sheet_name: str) -> set[str]:
    """The codes of a sheet's rows, collected once a book."""
    if sheet_name not in book.codes:
        book.codes[sheet_name] = {row.values["code"] for row in book.rows_of(sheet_name) if row.values.get("code")}
    return book.codes[sheet_name]
