"""What people found wrong on a page (我要纠错)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from liaison_pages.models import Venue


class PageFault(models.Model):
    """
    A page, and what is wrong on it, in the words of whoever saw it. Nobody's name or contact is asked for.

    `venue` is the one that the page belongs to, whose staff see it; of other pages it is the district's. Written by
    `forms.services.page_faults`; forgotten some days after it was put right (`settings.PAGE_FAULTS_KEPT_DAYS`).
    """

    site = models.ForeignKey("wagtailcore.Site", models.PROTECT, related_name="+")
    venue = models.ForeignKey(Venue, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("家站点"))
    path = models.CharField(_("哪一页"), max_length=300)  # local, without query
    what = models.TextField(_("哪里不对"), max_length=500)
    created_at = models.DateTimeField(_("时间"), auto_now_add=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.CharField(max_length=255, blank=True)  # the name of who put it right

    class Meta:
        verbose_name = _("纠错")
        verbose_name_plural = _("纠错")
        indexes = [
            models.Index(fields=["site", "done_at", "id"], name="page_faults_of_site"),
            models.Index(fields=["venue", "done_at", "id"], name="page_faults_of_venue"),
        ]

    def __str__(self):
        return self.path
