"""Constituencies: where deputies are elected by the voters themselves, and which communities that takes in."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liaison_pages.models.divisions import Division


class Constituency(models.Model):
    """
    选区 of a directly elected deputy (district, town).

    Deputies name theirs in words (`Deputy.constituency`), as it was announced; this row has the same name and adds the
    communities that belong to it. Saved by `liaison_pages.services.constituencies`, which keeps the two in step.
    """

    site = models.ForeignKey("wagtailcore.Site", models.PROTECT, related_name="+", verbose_name=_("站点"))
    name = models.CharField(
        _("名称"), max_length=80, help_text=_("和代表资料里写的选区一字不差；在这里改名，代表资料跟着改")
    )
    communities = models.ManyToManyField(
        Division,
        blank=True,
        related_name="constituencies",
        limit_choices_to={"level": Division.Level.COMMUNITY},
        verbose_name=_("包括的社区、村"),
        help_text=_("按选举时公布的选区划分填写；居民选了社区，就能查到这个选区的代表"),
    )
    edited_at = models.DateTimeField(_("后台修改时间"), null=True, blank=True, editable=False)

    class Meta:
        ordering = ["name"]
        verbose_name = _("选区")
        verbose_name_plural = pgettext_lazy("plural", "选区")
        constraints = [models.UniqueConstraint(fields=["site", "name"], name="one_constituency_per_site_and_name")]

    def __str__(self):
        return self.name
