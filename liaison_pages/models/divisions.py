"""Streets, towns, communities and villages, by their national statistical codes."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.bilingual import NamedTwice


class Division(NamedTwice, models.Model):
    """An administrative division: the district, a street or town, a community or village."""

    class Level(models.TextChoices):
        DISTRICT = "district", _("区县")
        STREET = "street", _("街道、镇")
        COMMUNITY = "community", _("社区、村")

    code = models.CharField(_("区划代码"), max_length=12, unique=True)
    level = models.CharField(_("级别"), max_length=10, choices=Level.choices)
    name = models.CharField(_("名称"), max_length=60)
    name_en = models.CharField(_("英文名称"), max_length=120, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    edited_at = models.DateTimeField(_("后台修改时间"), null=True, blank=True, editable=False)

    class Meta:
        ordering = ["code"]
        verbose_name = _("行政区划")
        verbose_name_plural = pgettext_lazy("plural", "行政区划")

    def __str__(self):
        return self.name
