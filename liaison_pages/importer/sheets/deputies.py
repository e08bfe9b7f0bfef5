"""人大代表: deputies of the five levels, their groups and what of them is public."""

from django.utils.translation import gettext_lazy as _

from liaison_pages.importer import cells
from liaison_pages.importer.columns import Column, choice_column, yes_no_column
from liaison_pages.importer.sheets.base import BATCH_SIZE, SheetKind
from liaison_pages.models import CongressTerm, Deputy, DeputyGroup, DeputyLevel
from liaison_pages.services.constituencies import add_missing

LEVELS = {"全国代表": "national", "省代表": "province", "市代表": "city", "区代表": "county", "镇代表": "township"}
LEVELS_EN = {value: value for value in LEVELS.values()}
DIRECT = frozenset({DeputyLevel.COUNTY, DeputyLevel.TOWNSHIP})  # elected by voters, the others by a congress below
GROUP_FIELDS = {"area_groups": DeputyGroup.Kind.AREA, "field_groups": DeputyGroup.Kind.FIELD}
PLAIN_FIELDS = (
    "code", "name", "level", "constituency", "electing_unit", "work_unit", "introduction", "is_serving", "is_example",
    "is_published", "shows_photo", "shows_constituency", "shows_work_unit", "shows_groups", "shows_introduction",
)  # fmt: skip


class DeputySheet(SheetKind):
    name, name_en = "人大代表", "deputies"
    model, table = Deputy, "deputies"
    helper_fields = frozenset({"term_starts_on"})
    columns = (
        Column("code", "编码", "code", cells.code(30), is_required=True, example="D-0001"),
        Column("name", "姓名", "name", cells.text(60), is_required=True, example="示例代表"),
        choice_column("level", "代表级别", "level", LEVELS, LEVELS_EN, is_required=True, example="区代表"),
        Column(
            "constituency", "选区", "constituency", cells.text(80), example="东关第三选区", note=_("区代表、镇代表填写")
        ),
        Column(
            "electing_unit", "选举单位", "electing_unit", cells.text(80), example="广陵区",
            note=_("全国代表、省代表、市代表填写"),
        ),
        Column("work_unit", "工作单位及职务", "work_unit", cells.text(120)),
        Column("introduction", "简介", "introduction", cells.text(1000, is_multiline=True)),
        Column("area_groups", "片区小组", "area_groups", cells.names(60), blank=(), example="东关代表小组",
               note=_("几个小组用顿号隔开；没有的会新建")),
        Column("field_groups", "专业小组", "field_groups", cells.names(60), blank=(), example="城建环保小组",
               note=_("几个小组用顿号隔开；没有的会新建")),
        Column("term_number", "届次", "term_number", cells.whole(1, 200), blank=None, example="18", note=_("只填数字")),
        Column("term_starts_on", "届次开始日期", "term_starts_on", cells.date, blank=None, example="2022-01-06",
               note=_("系统里还没有这一届时填写")),
        yes_no_column("is_serving", "在任", "is_serving", blank=True, note=_("不填就是“是”")),
        yes_no_column("is_example", "示例人物", "is_example", blank=False, note=_("虚构的人填“是”，页面上会注明")),
        yes_no_column("is_published", "公开代表页面", "is_published", blank=True, note=_("不填就是“是”")),
        yes_no_column("shows_photo", "公开照片", "shows_photo", blank=True, note=_("不填就是“是”")),
        yes_no_column("shows_constituency", "公开选区或选举单位", "shows_constituency", blank=True,
                      note=_("不填就是“是”")),
        yes_no_column("shows_work_unit", "公开工作单位及职务", "shows_work_unit", blank=False, note=_("不填就是“否”")),
        yes_no_column("shows_groups", "公开代表小组", "shows_groups", blank=True, note=_("不填就是“是”")),
        yes_no_column("shows_introduction", "公开简介", "shows_introduction", blank=True, note=_("不填就是“是”")),
    )  # fmt: skip

    def current(self, obj, store):
        values = {name: getattr(obj, name) for name in PLAIN_FIELDS}
        for name, kind in GROUP_FIELDS.items():
            values[name] = tuple(sorted(group.name for group in obj.groups.all() if group.kind == kind))
        values["term_number"] = obj.term.number if obj.term else None
        return values

    def new(self, store):
        return Deputy(site=store.site)

    def leave_gone_references(self, row, store):
        """Groups too: they come and go by their names."""
        is_standing = self.existing(store, self.key(row.values)) is not None
        for name in GROUP_FIELDS:
            wanted = row.values.get(name) or ()
            kept = tuple(group for group in wanted if group in store.groups or ("groups", group) not in store.imported)
            if is_standing and kept != wanted:
                del row.values[name]
            elif kept != wanted:
                row.values[name] = kept

    def standing(self, item, store):
        yield from super().standing(item, store)
        for name in GROUP_FIELDS:
            yield from (("groups", group) for group in item.values.get(name) or () if group in store.groups)

    def check_row(self, row, values, store):
        """代表法: deputies of districts and towns are elected in constituencies, the others by electing units."""
        if values.get("level"):
            is_direct = values["level"] in DIRECT
            wanted, unwanted = ("constituency", "electing_unit") if is_direct else ("electing_unit", "constituency")
            if not values.get(wanted):
                yield wanted, _("这一级代表要填%s。") % self.column(wanted).title, _("请填写。")
            if values.get(unwanted):
                yield unwanted, _("这一级代表没有%s。") % self.column(unwanted).title, _("请留空。")
        for name, kind in GROUP_FIELDS.items():
            for group in values.get(name) or ():
                if group in store.groups and store.groups[group].kind != kind:
                    yield name, _("“%s”已经是另一类小组。") % group, _("请填到另一列，或换个名称。")

    def check_sheet(self, sheet, book, store, *, overwrite):
        yield from self._check_terms(sheet, store)
        kinds: dict[str, str] = {}
        for row in sheet.rows:
            for name in GROUP_FIELDS:
                for group in row.values.get(name) or ():
                    if kinds.setdefault(group, name) != name:
                        reason = _("“%s”同时出现在片区小组和专业小组里。") % group
                        yield sheet.fault(row, name, reason, _("请只留一处。"))

    def _check_terms(self, sheet, store):
        """A term that is not known yet needs the day it began, one day."""
        for row in sheet.rows:
            number, day = row.values.get("term_number"), row.values.get("term_starts_on")
            if number in store.terms or number is None or day is None:
                continue
            if store.term_dates.setdefault(number, day) != day:
                reason = _("第 %d 届的开始日期和前面的行不一样。") % number
                yield sheet.fault(row, "term_starts_on", reason, _("请改成同一天。"))
        for row in sheet.rows:
            number = row.values.get("term_number")
            if number is not None and number not in store.terms and number not in store.term_dates:
                reason = _("系统里没有第 %d 届。") % number
                yield sheet.fault(row, "term_number", reason, _("请在“届次开始日期”里填上这一届开始的日期。"))

    def assign(self, obj, values, store):
        for name in PLAIN_FIELDS:
            if name in values:
                setattr(obj, name, values[name])
        if "term_number" in values:
            obj.term = store.terms.get(values["term_number"])

    def along(self, items, store):
        """The terms and groups that `items` name and nobody made yet."""
        numbers = {item.values.get("term_number") for item in items} - {None, *store.terms}
        terms = [CongressTerm(number=number, starts_on=store.term_dates[number]) for number in sorted(numbers)]
        kinds = {
            group: kind
            for item in items
            for name, kind in GROUP_FIELDS.items()
            for group in item.values.get(name) or ()
            if group not in store.groups
        }
        return [*terms, *(DeputyGroup(name=name, kind=kind) for name, kind in sorted(kinds.items()))]

    def write(self, created, changed, store):
        items = [*created, *changed]
        made = self.along(items, store)
        terms = CongressTerm.objects.bulk_create([row for row in made if isinstance(row, CongressTerm)])
        groups = DeputyGroup.objects.bulk_create([row for row in made if isinstance(row, DeputyGroup)])
        store.keep("terms", {term.number: term for term in terms})
        store.keep("groups", {group.name: group for group in groups})
        store.along += made
        super().write(created, changed, store)
        add_missing(store.site, [item.obj.constituency for item in items])
        self._write_groups(items, store)

    def _write_groups(self, items, store):
        """Rows of the link table, for deputies whose groups changed."""
        link = Deputy.groups.through
        touched = [item for item in items if set(GROUP_FIELDS) & set(item.values)]
        finals = {item.obj.pk: self._groups_after(item, store) for item in touched}
        link.objects.filter(deputy_id__in=[item.obj.pk for item in touched if not item.is_new]).delete()
        link.objects.bulk_create(
            [
                link(deputy_id=pk, deputygroup_id=store.groups[name].pk)
                for pk, names in finals.items()
                for name in names
            ],
            batch_size=BATCH_SIZE,
        )

    def _groups_after(self, item, store):
        """Names of the groups a deputy will be in: those of a column that the sheet lacks stay."""
        before = {} if item.is_new else self.current(item.obj, store)
        return [name for field in GROUP_FIELDS for name in item.values.get(field, before.get(field, ()))]


DEPUTIES = DeputySheet()
