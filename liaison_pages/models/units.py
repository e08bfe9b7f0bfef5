"""Handling units: the departments that answer."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.bilingual import NamedTwice


class HandlingUnit(NamedTwice, models.Model):
    """A department, town or street that handles what it is given and replies. `officers` act for it."""

    code = models.CharField(_("编码"), max_length=30, unique=True)
    site = models.ForeignKey("wagtailcore.Site", models.PROTECT, related_name="+", verbose_name=_("站点"))
    name = models.CharField(_("名称"), max_length=60)
    name_en = models.CharField(_("英文名称"), max_length=120, blank=True)
    phone = models.CharField(_("联系电话"), max_length=30, blank=True)
    contact_name = models.CharField(_("联系人"), max_length=60, blank=True)
    is_active = models.BooleanField(_("在用"), default=True)
    officers = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="handling_units",
        verbose_name=_("经办人"),
        help_text=_("这些账号可以代表本单位答复。"),
    )
    edited_at = models.DateTimeField(_("后台修改时间"), null=True, blank=True, editable=False)

    class Meta:
        ordering = ["code"]
        verbose_name = _("承办单位")
        verbose_name_plural = pgettext_lazy("plural", "承办单位")

    def __str__(self):
        return self.name
