"""What the pages of venues say: columns of the sheet 家站点, planned and written on their own."""

from django.utils.translation import gettext_lazy as _

from liaison_pages.importer import cells, page_writer, venue_writer
from liaison_pages.importer.columns import Column
from liaison_pages.importer.richtext import rich_text, same_text, to_lines
from liaison_pages.importer.sheets.base import SheetKind
from liaison_pages.models import VenuePage

_HOW = _("一行一段；以“1.”开头的行成为编号列表，以“-”开头的行成为列表")


def _rich_column(field: str, heading: str) -> Column:
    return Column(field, heading, field, rich_text(4000), note=_HOW, same=same_text, lines=to_lines)


PAGE_COLUMNS = (
    Column("introduction", "一句话介绍", "introduction", cells.text(200)),
    _rich_column("rules", "工作制度"),
    _rich_column("process", "意见怎么走"),
    _rich_column("yearly_plan", "年度计划"),
)
PAGE_FIELDS = tuple(column.field for column in PAGE_COLUMNS)


class VenuePageSheet(SheetKind):
    """
    Not a sheet of its own: it reads the rows of 家站点.

    A page with a revision was edited in the admin (an import makes none), so it is kept. One with a draft, or not
    published, is kept even when the import overwrites: an import never publishes drafts.
    """

    name, name_en = "家站点页面", "venue_pages"
    source = "家站点"
    model, table = VenuePage, "pages"
    columns = (
        Column("code", "编码", "code", cells.code(30), is_required=True),
        Column("title", "标题", "title", cells.text(60)),
        *PAGE_COLUMNS,
    )

    def existing(self, store, key):
        venue = store.venues.get(key)
        return store.pages.get(venue.pk) if venue is not None else None

    def is_gone(self, key, store):
        """With its venue too: a page without one cannot be."""
        return super().is_gone(key, store) or (("venues", key) in store.imported and key not in store.venues)

    def is_edited(self, obj, store):
        return obj.latest_revision_id is not None

    def untouchable(self, obj, store):
        if not obj.live:
            return _("页面没有发布，保持原样")
        return _("页面有未发布的草稿，保持原样") if obj.has_unpublished_changes else ""

    def values(self, row, store, *, overwrite):
        """The page's fields; the title only when the import names the venue anew or makes the page."""
        values = {field: row.values[field] for field in ("code", *PAGE_FIELDS) if field in row.values}
        venue = store.venues.get(row.values.get("code"))
        is_kept = venue is not None and venue.edited_at is not None and not overwrite
        names = {"name": row.values.get("name"), "name_en": row.values.get("name_en", venue.name_en if venue else "")}
        if is_kept:
            names = {"name": venue.name, "name_en": venue.name_en}
        if venue is None or venue.pk not in store.pages or names["name"] != venue.name:
            is_english = store.locale.language_code == "en"
            values["title"] = (names["name_en"] if is_english else "") or names["name"]
        return values

    def current(self, obj, store):
        return {"title": obj.title, **{field: getattr(obj, field) for field in PAGE_FIELDS}}

    def check(self, sheet, book, store, *, overwrite):
        """Cells and keys are checked with the venues; here only that new pages find their address free."""
        yield from page_writer.check_addresses(sheet, self, store, overwrite=overwrite)

    def assign(self, obj, values, store):
        for name in ("title", *PAGE_FIELDS):
            if name in values:
                setattr(obj, name, values[name])

    def write(self, created, changed, store):
        page_writer.create(created, self, store)
        page_writer.change(changed, self, store)
        venue_writer.move(store.moving)
        store.reload_venues()


VENUE_PAGES = VenuePageSheet()
