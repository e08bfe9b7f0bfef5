"""行政区划: the district, its streets and towns, their communities and villages."""

from django.utils.translation import gettext_lazy as _

from liaison_pages.importer import cells
from liaison_pages.importer.columns import Column, choice_column
from liaison_pages.importer.sheets.base import SheetKind
from liaison_pages.models import Division

LEVELS = {"区县": "district", "街道、镇": "street", "社区、村": "community"}
LEVELS_EN = {"district": "district", "street": "street", "community": "community"}
PARENT_LEVEL = {"district": "", "street": "district", "community": "street"}


class DivisionSheet(SheetKind):
    name, name_en = "行政区划", "divisions"
    model, table = Division, "divisions"
    columns = (
        Column("code", "区划代码", "code", cells.code(12), is_required=True, example="321002001",
               note=_("统计用区划代码")),
        choice_column("level", "级别", "level", LEVELS, LEVELS_EN, is_required=True, example="街道、镇"),
        Column("name", "名称", "name", cells.text(60), is_required=True, example="东关街道"),
        Column("name_en", "英文名称", "name_en", cells.text(120), example="Dongguan Subdistrict"),
        Column(
            "parent_code", "上级代码", "parent_code", cells.code(12), example="321002",
            note=_("区县留空；街道、镇填区县的代码；社区、村填街道、镇的代码"),
        ),
    )  # fmt: skip
    references = {"parent_code": ("divisions", "行政区划")}

    def current(self, obj, store):
        return {
            "code": obj.code, "level": obj.level, "name": obj.name, "name_en": obj.name_en,
            "parent_code": obj.parent.code if obj.parent else "",
        }  # fmt: skip

    def assign(self, obj, values, store):
        for name in ("code", "level", "name", "name_en"):
            if name in values:
                setattr(obj, name, values[name])
        if "parent_code" in values:
            obj.parent = store.divisions.get(values["parent_code"])

    def check_sheet(self, sheet, book, store, *, overwrite):
        """The parent is of the level above: so there are no cycles either."""
        finals = {row.values.get("code"): self.effective(row, store, overwrite=overwrite) for row in sheet.rows}
        levels = {code: obj.level for code, obj in store.divisions.items()}
        levels |= {code: values.get("level") for code, values in finals.items()}
        for row in sheet.rows:
            values = finals[row.values.get("code")]
            level, parent = values.get("level"), values.get("parent_code")
            if not level or (parent and parent not in levels):
                continue
            wanted = PARENT_LEVEL[level]
            if (levels.get(parent) or "") != wanted:
                reason = _("“%s”的上级不对。") % self.column("level").show(level)
                advice = (
                    _("请填一个“%s”的代码。") % self.column("level").show(wanted)
                    if wanted
                    else _("区县没有上级，请留空。")
                )
                yield sheet.fault(row, "parent_code", reason, advice)

    def write(self, created, changed, store):
        """Level by level: a new row's parent must have its key first."""
        for level in PARENT_LEVEL:
            super().write([item for item in created if item.values["level"] == level], [], store)
        super().write([], changed, store)


DIVISIONS = DivisionSheet()
