"""Figures that a district reports, as it published them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liaison_pages.models.dimensions import Dimension


class ReportedFigure(models.Model):
    """
    A figure that somebody published for a period: "近三年 … 1500 多次".

    Its value is text, for it is a claim and not a count: it is never computed, added to or mixed with what the software
    counts from its own rows (`ILiveFigure`). Period and source stand beside it wherever it is shown.
    """

    site = models.ForeignKey("wagtailcore.Site", models.PROTECT, related_name="+", verbose_name=_("站点"))
    label = models.CharField(_("说的是什么"), max_length=40, help_text=_("例如：接待活动"))
    label_en = models.CharField(_("说的是什么（英文）"), max_length=80, blank=True)
    value = models.CharField(_("数字"), max_length=20, help_text=_("照公布的写，例如：1500 多"))
    value_en = models.CharField(_("数字（英文）"), max_length=20, blank=True)
    unit = models.CharField(_("单位"), max_length=10, blank=True)
    unit_en = models.CharField(_("单位（英文）"), max_length=20, blank=True)
    period = models.CharField(_("统计时段"), max_length=40, help_text=_("例如：近三年；2023 年至 2025 年"))
    period_en = models.CharField(_("统计时段（英文）"), max_length=80, blank=True)
    source = models.CharField(_("来源"), max_length=80, help_text=_("谁在哪里公布的"))
    source_en = models.CharField(_("来源（英文）"), max_length=120, blank=True)
    dimension = models.CharField(
        _("五维"), max_length=15, choices=Dimension.choices, blank=True, help_text=_("也显示在这一维的页面上")
    )
    is_on_front_page = models.BooleanField(_("显示在首页"), default=True)
    sort_order = models.PositiveSmallIntegerField(_("排序"), default=0, help_text=_("小的在前"))

    class Meta:
        ordering = ["sort_order", "pk"]
        verbose_name = _("公布的数字")
        verbose_name_plural = pgettext_lazy("plural", "公布的数字")

    def __str__(self):
        return f"{self.label} {self.value}{self.unit}"
