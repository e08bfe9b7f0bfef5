"""Deputies: who they are, and which of it is public."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DeputyLevel(models.TextChoices):
    """五级代表, from the nation to the township."""

    NATIONAL = "national", _("全国代表")
    PROVINCE = "province", _("省代表")
    CITY = "city", _("市代表")
    COUNTY = "county", _("区代表")
    TOWNSHIP = "township", _("镇代表")


class CongressTerm(models.Model):
    """届: five years of a people's congress."""

    number = models.PositiveSmallIntegerField(_("第几届"), unique=True)
    starts_on = models.DateField(_("开始日期"))
    ends_on = models.DateField(_("结束日期"), null=True, blank=True)

    class Meta:
        ordering = ["-number"]
        verbose_name = _("届次")
        verbose_name_plural = pgettext_lazy("plural", "届次")

    def __str__(self):
        return str(_("第 %(number)d 届") % {"number": self.number})


class DeputyGroup(models.Model):
    """代表小组: by area, or by field (专业代表小组)."""

    class Kind(models.TextChoices):
        AREA = "area", _("片区小组")
        FIELD = "field", _("专业小组")

    name = models.CharField(_("名称"), max_length=60, unique=True)
    kind = models.CharField(_("类型"), max_length=10, choices=Kind.choices)

    class Meta:
        ordering = ["kind", "name"]
        verbose_name = _("代表小组")
        verbose_name_plural = pgettext_lazy("plural", "代表小组")

    def __str__(self):
        return self.name


class Deputy(models.Model):
    """
    An elected member of a people's congress.

    代表法 art. 58 has the organs publish deputies' basic and duty information. What of it the public sees is decided
    field by field: `is_published` shows the deputy at all, the `shows_…` fields each detail.
    """

    code = models.CharField(_("编码"), max_length=30, unique=True)
    site = models.ForeignKey("wagtailcore.Site", models.PROTECT, related_name="+", verbose_name=_("站点"))
    name = models.CharField(_("姓名"), max_length=60)
    level = models.CharField(_("代表级别"), max_length=10, choices=DeputyLevel.choices)
    constituency = models.CharField(_("选区"), max_length=80, blank=True, help_text=_("直接选举的代表填写"))
    electing_unit = models.CharField(_("选举单位"), max_length=80, blank=True, help_text=_("间接选举的代表填写"))
    work_unit = models.CharField(_("工作单位及职务"), max_length=120, blank=True)
    photo = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("照片"),
    )
    introduction = models.TextField(_("简介"), max_length=1000, blank=True)
    groups = models.ManyToManyField(DeputyGroup, blank=True, related_name="deputies", verbose_name=_("代表小组"))
    term = models.ForeignKey(CongressTerm, models.PROTECT, null=True, blank=True, verbose_name=_("届次"))
    is_serving = models.BooleanField(_("在任"), default=True)
    is_example = models.BooleanField(_("示例人物"), default=False, help_text=_("演示数据里虚构的人，页面上会注明。"))

    is_published = models.BooleanField(_("公开代表页面"), default=True)
    shows_photo = models.BooleanField(_("公开照片"), default=True)
    shows_constituency = models.BooleanField(_("公开选区或选举单位"), default=True)
    shows_work_unit = models.BooleanField(_("公开工作单位及职务"), default=False)
    shows_groups = models.BooleanField(_("公开代表小组"), default=True)
    shows_introduction = models.BooleanField(_("公开简介"), default=True)

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="deputy",
        verbose_name=_("登录账号"),
    )
    edited_at = models.DateTimeField(_("后台修改时间"), null=True, blank=True, editable=False)

    class Meta:
        ordering = ["code"]
        verbose_name = _("人大代表")
        verbose_name_plural = pgettext_lazy("plural", "人大代表")

    def __str__(self):
        return self.name

    @property
    def base(self) -> str:
        """The constituency or the electing unit, whichever the deputy's level has."""
        return self.constituency or self.electing_unit
