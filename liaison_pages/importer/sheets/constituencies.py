"""选区: which communities belong to the constituencies that deputies name. Keyed by the name, as deputies write it."""

from django.utils.translation import gettext_lazy as _

from liaison_pages.importer import cells
from liaison_pages.importer.columns import Column
from liaison_pages.importer.sheets.base import BATCH_SIZE, SheetKind
from liaison_pages.models import Constituency


class ConstituencySheet(SheetKind):
    name, name_en = "选区", "constituencies"
    model, table = Constituency, "constituencies"
    key_fields = ("name",)
    columns = (
        Column("name", "名称", "name", cells.text(80), is_required=True, example="东关第三选区",
               note=_("和“人大代表”里写的选区一字不差")),
        Column("community_codes", "包括的社区、村代码", "community_codes", cells.codes(), blank=(),
               example="321002001001；321002001002", note=_("几个代码用分号隔开；居民按社区查代表就靠这一列")),
    )  # fmt: skip
    references = {"community_codes": ("divisions", "行政区划")}

    def label(self, values):
        return str(values.get("name", ""))

    def new(self, store):
        return Constituency(site=store.site)

    def current(self, obj, store):
        return {"name": obj.name, "community_codes": tuple(sorted(each.code for each in obj.communities.all()))}

    def check_row(self, row, values, store):
        for code in values.get("community_codes") or ():
            if code in store.divisions and store.divisions[code].level != "community":
                yield "community_codes", _("“%s”不是社区、村的代码。") % code, _("请填社区、村的代码。")

    def assign(self, obj, values, store):
        obj.name = values.get("name", obj.name)

    def write(self, created, changed, store):
        super().write(created, changed, store)
        link = Constituency.communities.through
        touched = [item for item in (*created, *changed) if "community_codes" in item.values]
        link.objects.filter(constituency_id__in=[item.obj.pk for item in touched if not item.is_new]).delete()
        links = [
            link(constituency_id=item.obj.pk, division_id=store.divisions[code].pk)
            for item in touched
            for code in item.values["community_codes"]
        ]
        link.objects.bulk_create(links, batch_size=BATCH_SIZE)


CONSTITUENCIES = ConstituencySheet()
