"""The page that holds a venue's intake form."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.contrib.forms.models import AbstractFormField
from wagtail.fields import RichTextField
from wagtail.models import Page


class IntakePage(Page):
    """
    A venue's intake form, a child of its page: the core fields, and those that staff add with the form builder.

    What is submitted becomes an `IntakeSubmission`, never a row of `wagtail.contrib.forms`.
    """

    lead = models.CharField(_("导语"), max_length=200, blank=True)
    notice = RichTextField(_("个人信息处理说明的补充"), features=["bold", "link", "ul"], blank=True)
    is_open = models.BooleanField(_("接收意见"), default=True, help_text=_("关闭后页面仍在，但不能提交"))

    venue_action = _("我要提意见")  # the button on the venue's page (liaison_pages.selectors.public_pages)
    parent_page_types = ["liaison_pages.VenuePage"]
    subpage_types = []
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("意见表")
        verbose_name_plural = _("意见表")


class IntakeField(AbstractFormField):
    """A field that staff added. Answers keep their own label, so removing the field leaves them readable."""

    page = ParentalKey(IntakePage, on_delete=models.CASCADE, related_name="form_fields")

    class Meta(AbstractFormField.Meta):
        verbose_name = _("自定字段")
