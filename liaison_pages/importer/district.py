"""The way in: `prepare` reads, checks and plans; `carry_out` applies a plan in one transaction, or nothing of it."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.models import Site

from cms.access.services import sync_venue
from cms.kernel.audit import record, record_all
from liaison_pages.importer.bulk import index_rows, refresh_rows
from liaison_pages.importer.deletions import remember, set_aside
from liaison_pages.importer.faults import Fault, WorkbookRefused
from liaison_pages.importer.files import RawSheet
from liaison_pages.importer.plan import PLANNED, Action, Item, Plan, make_plan
from liaison_pages.importer.reading import Book, read_book
from liaison_pages.importer.sheets import RULES, SHEETS
from liaison_pages.importer.sheets.venue_pages import VENUE_PAGES
from liaison_pages.importer.store import Store
from liaison_pages.services.rota import SyncResult, sync_rules

logger = logging.getLogger(__name__)
Progress = Callable[[int, str], None]  # so many rows done, of this sheet


@dataclass
class Prepared:
    """A checked book with its plan, bound to what stood in the database when it was made."""

    book: Book
    plan: Plan
    store: Store
    overwrite: bool


def prepare(*, raw_sheets: list[RawSheet], site: Site, overwrite: bool = False) -> Prepared:
    """Read, check and plan; nothing is written. Raises WorkbookRefused with every fault found."""
    book = read_book(raw_sheets, SHEETS)
    store = Store(site)
    for sheet in book.sheets.values():
        sheet.kind.settle(sheet, store)
    if not overwrite:
        set_aside(book, store)
    faults = list(book.faults)
    for kind in PLANNED:
        sheet = book.sheets.get(kind.source or kind.name)
        if sheet is not None:
            faults.extend(kind.check(sheet, book, store, overwrite=overwrite))
    if faults:
        raise WorkbookRefused(sorted(faults, key=_place))
    return Prepared(book, make_plan(book, store, overwrite=overwrite), store, overwrite)


def _place(fault: Fault) -> tuple[int, int, int]:
    """Sheets in their order, rows from the top, columns from the left; what concerns the whole file first."""
    names = [kind.title for kind in SHEETS]
    sheet = names.index(fault.sheet) if fault.sheet in names else -1
    return sheet, fault.row or 0, fault.position or 0


def carry_out(
    *, raw_sheets: list[RawSheet], site: Site, actor, overwrite: bool = False, expected: str = "",
    file_name: str = "", progress: Progress | None = None,
) -> Plan:  # fmt: skip
    """
    Import the workbook and return what was done; `file_name` is for the audit trail.

    The plan is made anew in the transaction. When `expected` (the digest of the plan that somebody agreed to) is
    given and differs, StalePlan is raised. Raises WorkbookRefused for faults; either way nothing is changed.
    """
    try:
        with transaction.atomic():
            Site.objects.select_for_update().get(pk=site.pk)  # one import of a site at a time
            prepared = prepare(raw_sheets=raw_sheets, site=site, overwrite=overwrite)
            if expected and prepared.plan.digest() != expected:
                raise StalePlan(_("这期间数据有了变化，请再看一遍将要做的修改。"))
            if prepared.plan.changes_anything:
                rota = _apply(prepared, actor, progress or (lambda count, label: None))
                _record_import(prepared, rota, actor, file_name)
            remember(prepared.plan, prepared.store)
            return prepared.plan
    except IntegrityError as error:  # somebody else wrote the same code or place meanwhile
        logger.exception("import rolled back")
        fault = Fault(reason=_("导入时数据被别人改动了，没有写入任何内容。"), advice=_("请再试一次。"))
        raise WorkbookRefused([fault]) from error


class StalePlan(Exception):
    """The database changed since the plan was shown: show it again."""


def _apply(prepared: Prepared, actor, progress: Progress) -> SyncResult:
    """Write the plan, and bring the receptions of its rules in step."""
    plan, store = prepared.plan, prepared.store
    store.actor = actor
    for kind in PLANNED:
        created, changed = plan.of(kind, Action.CREATE), plan.of(kind, Action.CHANGE)
        kind.write(created, changed, store)
        if kind is not VENUE_PAGES:  # pages look after their own
            index_rows(item.obj for item in created)
            refresh_rows(item.obj for item in changed)
        _record(created, "import.create", actor, store.site)
        _record(changed, "import.change", actor, store.site)
        progress(len(created) + len(changed), kind.title)
    for item in plan.of(VENUE_PAGES, Action.CREATE):
        sync_venue(store.venues[item.key])
    rules = [item.obj for item in plan.of_kind(RULES) if item.writes]
    return sync_rules(rules=rules) if rules else SyncResult()


def _record_import(prepared: Prepared, rota: SyncResult, actor, file_name: str) -> None:
    """Who imported which file, with what counts; and an entry for each term and group that came along."""
    site, along = prepared.store.site, prepared.store.along
    record_all(((row, {"name": str(row)}) for row in along), action="import.create", actor=actor, site=site)
    data = {
        "file": file_name,
        "overwrite": prepared.overwrite,
        "sheets": prepared.plan.summary(),  # a list, for PostgreSQL sorts the keys of an object
        "along": [str(row) for row in along],
        "receptions": {"create": rota.created, "change": rota.changed, "delete": rota.deleted},
    }
    record(site, action="district.import", actor=actor, site=site, data=data)


def _record(items: list[Item], action: str, actor, site: Site) -> None:
    record_all(
        ((item.obj, {"row": item.row, "fields": sorted(item.changes)}) for item in items),
        action=action, actor=actor, site=site,
    )  # fmt: skip
