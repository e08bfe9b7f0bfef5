"""
Rows that an import once brought and that somebody deleted in the admin: a deletion is an edit, so they stay away.

The record is `ImportedRow`. Rows that stay away are set aside before the checks, so that nothing in the workbook can
rest on them; an import that overwrites brings them back.
"""

from liaison_pages.importer.plan import PLANNED, Plan
from liaison_pages.importer.reading import Book
from liaison_pages.importer.sheets import SHEETS
from liaison_pages.importer.store import Store
from liaison_pages.models import ImportedRow

BATCH_SIZE = 500


def set_aside(book: Book, store: Store) -> None:
    """Move rows that were deleted in the admin from `rows` to `gone`, and let the others not refer to them."""
    sheets = [(kind, book.sheets[kind.name]) for kind in SHEETS if kind.name in book.sheets]
    for kind, sheet in sheets:
        sheet.gone = [row for row in sheet.rows if kind.is_gone(kind.key(row.values), store)]
        numbers = {row.number for row in sheet.gone}
        sheet.rows = [row for row in sheet.rows if row.number not in numbers]
    for kind, sheet in sheets:
        for row in sheet.rows:
            kind.leave_gone_references(row, store)


def remember(plan: Plan, store: Store) -> None:
    """Write down which rows of the plan stand now; those that were written down before stay."""
    standing = {entry for kind in PLANNED for item in plan.of_kind(kind) for entry in kind.standing(item, store)}
    ImportedRow.objects.bulk_create(
        [ImportedRow(site=store.site, table=table, key=key) for table, key in sorted(standing - store.imported)],
        batch_size=BATCH_SIZE,
    )
