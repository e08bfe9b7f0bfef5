"""承办单位: the departments that answer."""

from django.utils.translation import gettext_lazy as _

from liaison_pages.importer import cells
from liaison_pages.importer.columns import Column, yes_no_column
from liaison_pages.importer.sheets.base import SheetKind
from liaison_pages.models import HandlingUnit


class UnitSheet(SheetKind):
    name, name_en = "承办单位", "units"
    model, table = HandlingUnit, "units"
    columns = (
        Column("code", "编码", "code", cells.code(30), is_required=True, example="U-CG"),
        Column("name", "名称", "name", cells.text(60), is_required=True, example="区城管局"),
        Column("name_en", "英文名称", "name_en", cells.text(120), example="Urban Management Bureau"),
        Column("phone", "联系电话", "phone", cells.phone, example="0514-00000000", note=_("按文本填写")),
        Column("contact_name", "联系人", "contact_name", cells.text(60)),
        yes_no_column("is_active", "在用", "is_active", blank=True, note=_("不填就是“是”")),
    )

    def current(self, obj, store):
        return {column.field: getattr(obj, column.field) for column in self.columns}

    def new(self, store):
        return HandlingUnit(site=store.site)

    def assign(self, obj, values, store):
        for name, value in values.items():
            setattr(obj, name, value)


UNITS = UnitSheet()
