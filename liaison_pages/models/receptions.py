"""Reception schedules: rules that repeat, and the single receptions they make."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.workdays.wording import day_text
from liaison_pages.models.deputies import Deputy
from liaison_pages.models.units import HandlingUnit
from liaison_pages.models.venues import Venue
from liaison_pages.wording import change_text, long_day_text, rule_text, time_text

WEEKDAYS = [
    (0, _("周一")),
    (1, _("周二")),
    (2, _("周三")),
    (3, _("周四")),
    (4, _("周五")),
    (5, _("周六")),
    (6, _("周日")),
]
NTHS = [(1, _("第一个")), (2, _("第二个")), (3, _("第三个")), (4, _("第四个")), (-1, _("最后一个"))]


class ReceptionRule(models.Model):
    """
    A repeating entry of the rota: "the 15th of odd months", "every first Tuesday", "every working Monday".

    `liaison_pages.services.rota` turns it into `Reception` rows up to the horizon and keeps them in step.
    """

    class Frequency(models.TextChoices):
        MONTH_DAY = "month_day", _("每月的某一天")
        MONTH_WEEKDAY = "month_weekday", _("每月第几个星期几")
        WEEKLY = "weekly", _("每个星期几")

    class Months(models.TextChoices):
        ALL = "all", _("每个月")
        ODD = "odd", _("单月")
        EVEN = "even", _("双月")
        QUARTER = "quarter", _("每季度第一个月")

    class HolidayShift(models.TextChoices):
        """What happens when the day is not a working day."""

        KEEP = "keep", _("照常接待")
        NEXT = "next", _("顺延到下一个工作日")
        PREVIOUS = "previous", _("提前到上一个工作日")
        SKIP = "skip", _("当次取消")

    venue = models.ForeignKey(Venue, models.PROTECT, related_name="reception_rules", verbose_name=_("家站点"))
    code = models.CharField(_("编码"), max_length=40, unique=True, null=True, blank=True, help_text=_("导入时的编码"))
    frequency = models.CharField(_("重复方式"), max_length=15, choices=Frequency.choices)
    months = models.CharField(_("月份"), max_length=10, choices=Months.choices, default=Months.ALL)
    month_day = models.PositiveSmallIntegerField(
        _("几号"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(31)],
        help_text=_("当月没有这一天时，用当月最后一天"),
    )
    weekday = models.PositiveSmallIntegerField(_("星期几"), null=True, blank=True, choices=WEEKDAYS)
    nth = models.SmallIntegerField(
        _("第几个"),
        null=True,
        blank=True,
        choices=NTHS,
    )
    starts_at = models.TimeField(_("开始时间"))
    ends_at = models.TimeField(_("结束时间"))
    starts_on = models.DateField(_("从哪天起"))
    ends_on = models.DateField(_("到哪天止"), null=True, blank=True)
    holiday_shift = models.CharField(
        _("遇节假日"), max_length=10, choices=HolidayShift.choices, default=HolidayShift.NEXT
    )
    deputies = models.ManyToManyField(Deputy, blank=True, related_name="+", verbose_name=_("接待代表"))
    units = models.ManyToManyField(HandlingUnit, blank=True, related_name="+", verbose_name=_("到场单位"))
    topic = models.CharField(_("话题"), max_length=60, blank=True, help_text=_("不填就是不限话题"))
    edited_at = models.DateTimeField(_("后台修改时间"), null=True, blank=True, editable=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("接待规则")
        verbose_name_plural = _("接待规则")
        indexes = [models.Index(fields=["ends_on"], name="rule_by_end")]

    def __str__(self):
        return f"{self.venue} · {self.get_frequency_display()}"

    @property
    def summary(self) -> str:
        """The rule in one sentence."""
        return rule_text(self)


class Reception(models.Model):
    """
    One reception on one day: made by a rule, or entered by itself.

    A row of a rule follows the rule until staff change it (`is_edited`); it is never deleted then, only moved or
    cancelled, so that those who saw it are told. `planned_on` is the day the rule said, `date` the day it happens.
    """

    class Status(models.TextChoices):
        SCHEDULED = "scheduled", _("如期")
        MOVED = "moved", pgettext_lazy("reception", "改期")
        CANCELLED = "cancelled", pgettext_lazy("reception", "取消")

    venue = models.ForeignKey(Venue, models.PROTECT, related_name="receptions", verbose_name=_("家站点"))
    rule = models.ForeignKey(ReceptionRule, models.PROTECT, null=True, blank=True, related_name="receptions")
    planned_on = models.DateField(_("原定日期"))
    date = models.DateField(_("日期"))
    starts_at = models.TimeField(_("开始时间"))
    ends_at = models.TimeField(_("结束时间"))
    status = models.CharField(_("状态"), max_length=10, choices=Status.choices, default=Status.SCHEDULED)
    reason = models.CharField(_("原因"), max_length=100, blank=True, help_text=_("改期或取消时写给居民看"))
    is_edited = models.BooleanField(default=False, editable=False)
    is_provisional = models.BooleanField(default=False, editable=False)
    deputies = models.ManyToManyField(Deputy, blank=True, related_name="receptions", verbose_name=_("接待代表"))
    units = models.ManyToManyField(HandlingUnit, blank=True, related_name="+", verbose_name=_("到场单位"))
    topic = models.CharField(_("话题"), max_length=60, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["date", "starts_at", "pk"]
        verbose_name = _("接待日")
        verbose_name_plural = _("接待日")
        constraints = [models.UniqueConstraint(fields=["rule", "planned_on"], name="one_reception_per_rule_and_day")]
        indexes = [
            models.Index(fields=["venue", "date"], name="reception_by_venue"),
            models.Index(fields=["date", "starts_at"], name="reception_in_order"),
        ]

    def __str__(self):
        return f"{self.venue} {self.date:%Y-%m-%d}"

    @property
    def key(self) -> str:
        """
        What addresses call it for as long as it lives, however often it is moved: "20261215-r12" by its rule and the
        planned day, so that one made anew by the rule has it again; "20261215-345" for one entered by itself.
        """
        origin = f"r{self.rule_id}" if self.rule_id else self.pk
        return f"{self.planned_on:%Y%m%d}-{origin}"

    @property
    def url(self) -> str:
        """The local address of its page, in the visitor's language; no query when its venue is known."""
        return reverse("liaison_pages:reception", args=[self.venue.code, self.key])

    @property
    def change_text(self) -> str:
        """
        What residents must know when it differs from the plan: "春节假期顺延至 2月22日"; empty when it does not.

        Names the holiday when the row comes from `liaison_pages.selectors.receptions`.
        """
        return change_text(self, getattr(self, "holiday_name", ""))

    @property
    def time_text(self) -> str:
        """9:00–11:00."""
        return time_text(self.starts_at, self.ends_at)

    @property
    def long_day_text(self) -> str:
        """12月15日 星期二."""
        return long_day_text(self.date)

    @property
    def planned_day_text(self) -> str:
        """12月15日: the day that the rule, or the staff, first said."""
        return day_text(self.planned_on)
