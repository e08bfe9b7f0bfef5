"""家站点: homes, stations, points and themed spaces, with what their pages say (`venue_pages`)."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from liaison_pages.importer import cells, venue_writer
from liaison_pages.importer.cells import shorten
from liaison_pages.importer.columns import Column, choice_column, yes_no_column
from liaison_pages.importer.faults import Fault
from liaison_pages.importer.reading import Book, Sheet
from liaison_pages.importer.sheets.base import SheetKind
from liaison_pages.importer.sheets.venue_pages import PAGE_COLUMNS
from liaison_pages.importer.store import Store
from liaison_pages.models import Venue
from liaison_pages.services.venues import kind_problem

KINDS = {"代表之家": "home", "代表联络站": "station", "代表联络点": "point", "特色空间": "space"}
KINDS_EN = {value: value for value in KINDS.values()}
PLAIN_FIELDS = (
    "code", "kind", "theme", "name", "name_en", "address", "latitude", "longitude", "hours", "phone", "duties",
    "accessibility", "is_active",
)  # fmt: skip
VENUE_COLUMNS = (
    Column("code", "编码", "code", cells.code(30), is_required=True, example="GL-DG-01",
           note=_("一个家站点一个编码，定了不要再改；页面网址里会用到")),
    choice_column("kind", "类型", "kind", KINDS, KINDS_EN, is_required=True, example="代表联络站"),
    Column("name", "名称", "name", cells.text(60), is_required=True, example="琼花观社区代表联络站"),
    Column("name_en", "英文名称", "name_en", cells.text(120)),
    Column("parent_code", "上级编码", "parent_code", cells.code(30), example="GL-DG",
           note=_("代表之家留空；联络站填代表之家；联络点填联络站或代表之家；特色空间填它所在的家站点")),
    Column("theme", "空间类别", "theme", cells.text(40), example="连心会客厅", note=_("特色空间填写")),
    Column("street_code", "街道、镇代码", "street_code", cells.code(12), is_required=True, example="321002001"),
    Column("community_code", "社区、村代码", "community_code", cells.code(12), example="321002001001"),
    Column("address", "地址", "address", cells.text(120)),
    Column("latitude", "纬度", "latitude", cells.decimal(-90, 90, 6), blank=None, example="32.394500"),
    Column("longitude", "经度", "longitude", cells.decimal(-180, 180, 6), blank=None, example="119.438200"),
    Column("hours", "开放时间", "hours", cells.text(80), example="工作日 8:30–17:30"),
    Column("phone", "电话", "phone", cells.phone, example="0514-00000000", note=_("按文本填写")),
    Column("duties", "职责", "duties", cells.text(2000, is_multiline=True), note=_("一行一条")),
    Column("accessibility", "无障碍设施", "accessibility", cells.text(200)),
    yes_no_column("is_active", "在用", "is_active", blank=True, note=_("不填就是“是”")),
)  # fmt: skip


class VenueSheet(SheetKind):
    name, name_en = "家站点", "venues"
    model, table = Venue, "venues"
    columns = (*VENUE_COLUMNS, *PAGE_COLUMNS)
    helper_fields = frozenset(column.field for column in PAGE_COLUMNS)
    references = {
        "parent_code": ("venues", "家站点"),
        "street_code": ("divisions", "行政区划"),
        "community_code": ("divisions", "行政区划"),
    }

    def current(self, obj, store):
        return {
            **{name: getattr(obj, name) for name in PLAIN_FIELDS},
            "parent_code": store.parent_code(obj),
            "street_code": obj.street.code,
            "community_code": obj.community.code if obj.community else "",
        }

    def new(self, store):
        return Venue(site=store.site)

    def assign(self, obj, values, store):
        for name in PLAIN_FIELDS:
            if name in values:
                setattr(obj, name, values[name])
        for name in ("street", "community"):
            if f"{name}_code" in values:
                setattr(obj, name, store.divisions.get(values[f"{name}_code"]))

    def check_row(self, row, values, store):
        is_space = values.get("kind") == "space"
        if values.get("theme") and values.get("kind") and not is_space:
            yield "theme", _("只有特色空间有空间类别。"), _("请留空。")
        if (values.get("latitude") is None) != (values.get("longitude") is None):
            field = "longitude" if values.get("longitude") is None else "latitude"
            yield field, _("纬度和经度要一起填。"), _("请补上，或都留空。")

    def check_sheet(self, sheet, book, store, *, overwrite):
        final = {code: self.current(venue, store) for code, venue in store.venues.items()}
        for row in sheet.rows:
            if row.values.get("code"):
                final[row.values["code"]] = self.effective(row, store, overwrite=overwrite)
        yield from self._check_tree(sheet, final, store)
        yield from self._check_places(sheet, final, book, store)

    def _check_tree(self, sheet: Sheet, final: dict[str, dict], store: Store) -> Iterator[Fault]:
        """Parents of the right kind, no circles; venues that the sheet does not name must still fit below theirs."""
        rows = {row.values.get("code"): row for row in sheet.rows}
        for code, values in final.items():
            parent = values.get("parent_code") or ""
            # One that the sheet leaves alone is the fault of its parent's row.
            row, field = (rows[code], "parent_code") if code in rows else (rows.get(parent), "kind")
            if row is None or not values.get("kind") or (parent and parent not in final):
                continue
            if parent and code in _chain(parent, final):
                yield sheet.fault(row, field, _("上级绕成了一圈：%s。") % shorten(code), _("请改正上级编码。"))
                continue
            parent_kind = final[parent].get("kind") if parent else None
            if (parent_kind or not parent) and (problem := kind_problem(values["kind"], parent_kind)):
                yield sheet.fault(row, field, f"{shorten(code)}：{problem}", _("请改正。"))

    def _check_places(self, sheet: Sheet, final: dict, book: Book, store: Store) -> Iterator[Fault]:
        """The street is a street, the community lies in it."""
        places = {code: (row.level, row.parent.code if row.parent else "") for code, row in store.divisions.items()}
        places |= {
            row.values.get("code"): (row.values.get("level"), row.values.get("parent_code"))
            for row in book.rows_of("行政区划")
        }
        for row in sheet.rows:
            values = final.get(row.values.get("code"), row.values)
            street, community = values.get("street_code"), values.get("community_code")
            if street in places and places[street][0] != "street":
                yield sheet.fault(row, "street_code", _("“%s”不是街道或镇。") % shorten(street), _("请改正代码。"))
            if community in places and places[community] != ("community", street):
                reason = _("“%s”不是这个街道（镇）的社区或村。") % shorten(community)
                yield sheet.fault(row, "community_code", reason, _("请改正代码。"))

    def write(self, created, changed, store):
        venue_writer.create(created, self, store)
        venue_writer.change(changed, self, store)
        store.moving = [item for item in changed if "parent_code" in item.changes]


def _chain(code: str, final: dict[str, dict[str, Any]]) -> set[str]:
    """`code` and every code above it; ends in a circle too."""
    seen: set[str] = set()
    while code and code in final and code not in seen:
        seen.add(code)
        code = final[code].get("parent_code") or ""
    return seen


VENUES = VenueSheet()
