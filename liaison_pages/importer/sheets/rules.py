"""接待规则: the repeating entries of the rota."""

from django.utils.translation import gettext_lazy as _

from liaison_pages.importer import cells
from liaison_pages.importer.columns import Column, choice_column
from liaison_pages.importer.sheets.base import BATCH_SIZE, SheetKind
from liaison_pages.models import ReceptionRule

FREQUENCIES = {"每月几号": "month_day", "每月第几个星期几": "month_weekday", "每周": "weekly"}
MONTHS = {"每个月": "all", "单月": "odd", "双月": "even", "每季度第一个月": "quarter"}
SHIFTS = {"照常接待": "keep", "顺延到下一个工作日": "next", "提前到上一个工作日": "previous", "当次取消": "skip"}
WEEKDAYS = {"周一": 0, "周二": 1, "周三": 2, "周四": 3, "周五": 4, "周六": 5, "周日": 6}
WEEKDAYS_EN = {
    **{f"星期{label[1]}": day for label, day in WEEKDAYS.items()},
    **dict(zip(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), range(7), strict=True)),
}
NTHS = {"第一个": 1, "第二个": 2, "第三个": 3, "第四个": 4, "最后一个": -1}
NTHS_EN = {"1": 1, "2": 2, "3": 3, "4": 4, "-1": -1}
NEEDED = {"month_day": {"month_day"}, "month_weekday": {"nth", "weekday"}, "weekly": {"weekday"}}
PLAIN_FIELDS = (
    "code", "frequency", "months", "month_day", "weekday", "nth", "starts_at", "ends_at", "starts_on", "ends_on",
    "holiday_shift", "topic",
)  # fmt: skip
LINKS = {"deputy_codes": ("deputies", "deputies"), "unit_codes": ("units", "units")}  # field → (relation, table)


class RuleSheet(SheetKind):
    name, name_en = "接待规则", "rules"
    model, table = ReceptionRule, "rules"
    columns = (
        Column("code", "编码", "code", cells.code(40), is_required=True, example="GL-DG-01-R1"),
        Column("venue_code", "家站点编码", "venue_code", cells.code(30), is_required=True, example="GL-DG-01"),
        choice_column("frequency", "重复方式", "frequency", FREQUENCIES, {v: v for v in FREQUENCIES.values()},
                      is_required=True, example="每月几号"),
        choice_column("months", "月份", "months", MONTHS, {v: v for v in MONTHS.values()}, blank="all",
                      note=_("不填就是“每个月”")),
        Column("month_day", "几号", "month_day", cells.whole(1, 31), blank=None, example="15",
               note=_("重复方式是“每月几号”时填写；当月没有这一天时用最后一天")),
        choice_column("weekday", "星期几", "weekday", WEEKDAYS, WEEKDAYS_EN, blank=None,
                      note=_("重复方式是“每周”或“每月第几个星期几”时填写")),
        choice_column("nth", "第几个", "nth", NTHS, NTHS_EN, blank=None,
                      note=_("重复方式是“每月第几个星期几”时填写")),
        Column("starts_at", "开始时间", "starts_at", cells.time, is_required=True, example="9:00"),
        Column("ends_at", "结束时间", "ends_at", cells.time, is_required=True, example="11:00"),
        Column("starts_on", "从哪天起", "starts_on", cells.date, is_required=True, example="2026-01-01"),
        Column("ends_on", "到哪天止", "ends_on", cells.date, blank=None, note=_("不填就是一直有效")),
        choice_column("holiday_shift", "遇节假日", "holiday_shift", SHIFTS, {v: v for v in SHIFTS.values()},
                      blank="next", note=_("不填就是“顺延到下一个工作日”")),
        Column("deputy_codes", "接待代表编码", "deputy_codes", cells.codes(), blank=(), example="D-0001；D-0002",
               note=_("几个编码用分号隔开")),
        Column("unit_codes", "到场单位编码", "unit_codes", cells.codes(), blank=(), note=_("几个编码用分号隔开")),
        Column("topic", "话题", "topic", cells.text(60), note=_("不填就是不限话题")),
    )  # fmt: skip
    references = {
        "venue_code": ("venues", "家站点"),
        "deputy_codes": ("deputies", "人大代表"),
        "unit_codes": ("units", "承办单位"),
    }

    def label(self, values):
        return f"{values.get('code')} {values.get('venue_code', '')}".strip()

    def current(self, obj, store):
        values = {name: getattr(obj, name) for name in PLAIN_FIELDS}
        values["venue_code"] = obj.venue.code
        values["deputy_codes"] = tuple(sorted(deputy.code for deputy in obj.deputies.all()))
        values["unit_codes"] = tuple(sorted(unit.code for unit in obj.units.all()))
        return values

    def check_row(self, row, values, store):
        """Just the fields that the kind of repetition needs; ends after its beginning."""
        needed = NEEDED.get(values.get("frequency"))
        for field in ("month_day", "weekday", "nth") if needed else ():
            is_given = values.get(field) is not None
            if field in needed and not is_given:
                yield field, _("这种重复方式要填“%s”。") % self.column(field).title, _("请填写。")
            if field not in needed and is_given:
                yield field, _("这种重复方式用不到“%s”。") % self.column(field).title, _("请留空。")
        if values.get("starts_at") and values.get("ends_at") and values["ends_at"] <= values["starts_at"]:
            yield "ends_at", _("结束时间不晚于开始时间。"), _("请改正。")
        if values.get("starts_on") and values.get("ends_on") and values["ends_on"] < values["starts_on"]:
            yield "ends_on", _("“到哪天止”早于“从哪天起”。"), _("请改正。")

    def assign(self, obj, values, store):
        for name in PLAIN_FIELDS:
            if name in values:
                setattr(obj, name, values[name])
        if "venue_code" in values:
            obj.venue = store.venues[values["venue_code"]]

    def write(self, created, changed, store):
        super().write(created, changed, store)
        for field, (relation, table) in LINKS.items():
            self._write_links([*created, *changed], field, relation, getattr(store, table))

    def _write_links(self, items, field, relation, rows):
        """Rows of the link table to deputies or units, for rules whose list is in the sheet."""
        relation = ReceptionRule._meta.get_field(relation)
        link, target = relation.remote_field.through, relation.m2m_reverse_field_name()
        touched = [item for item in items if field in item.values]
        link.objects.filter(receptionrule_id__in=[item.obj.pk for item in touched if not item.is_new]).delete()
        link.objects.bulk_create(
            [
                link(receptionrule_id=item.obj.pk, **{f"{target}_id": rows[code].pk})
                for item in touched
                for code in item.values[field]
            ],
            batch_size=BATCH_SIZE,
        )


RULES = RuleSheet()
