"""Days that differ from the plain week: public holidays, and weekends that are worked in exchange."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CalendarDay(models.Model):
    """
    A day that differs from Monday-to-Friday. Seeded from chinesecalendar, edited in the admin.

    A year is known when it has rows; in an unknown year only weekends are free and dates are provisional.
    """

    date = models.DateField(_("日期"), unique=True)
    is_working = models.BooleanField(_("上班"), help_text=_("调休上班的周末勾选；放假的日子不勾。"))
    name = models.CharField(_("名称"), max_length=60, help_text=_("例如：春节"))

    class Meta:
        ordering = ["date"]
        verbose_name = _("节假日与调休")
        verbose_name_plural = _("节假日与调休")

    def __str__(self):
        return f"{self.date:%Y-%m-%d} {self.name}"
