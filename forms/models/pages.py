"""The page that holds a venue's intake form."""

import hashlib

from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, HelpPanel, InlinePanel
from wagtail.contrib.forms.forms import WagtailAdminFormPageForm
from wagtail.contrib.forms.models import AbstractFormField
from wagtail.fields import RichTextField
from wagtail.models import Page, PagePermissionTester

from cms.preview import PreviewedOnPhones

MOST_FIELDS = 12
CLEAN_NAME_LENGTH = 60


class IntakePagePermissions(PagePermissionTester):
    """As of any page, but that its editors publish it."""

    def __init__(self, user, page):
        super().__init__(user, page)
        if "change" in getattr(self, "permissions", ()):
            self.permissions.add("publish")


class IntakePage(PreviewedOnPhones, Page):
    """
    A venue's intake form, a child of its page: the core fields, and those that staff add with the form builder.

    What is submitted goes to `forms.views.intake.submit` and becomes an `IntakeSubmission`, never a row of
    `wagtail.contrib.forms`.

    A district's review before publishing is for what a venue says of itself. The form is a tool of its desk, which
    opens and closes it the same day: no workflow waits for it, and whoever may change it publishes it.
    """

    lead = models.CharField(_("导语"), max_length=200, blank=True, help_text=_("不填就用统一的说法"))
    notice = RichTextField(
        _("个人信息处理说明的补充"),
        features=["bold", "link", "ul"],
        blank=True,
        help_text=_("本站另有要告诉居民的，写在这里；统一的说明在“本区设置”里"),
    )
    is_open = models.BooleanField(_("接收意见"), default=True, help_text=_("关闭后页面仍在，但不能提交"))

    content_panels = [
        HelpPanel(template="liaison_pages/panels/venue_hub.html"),
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("is_open"),
        InlinePanel(
            "form_fields",
            heading=_("另外要问的"),
            label=_("问题"),
            help_text=_(
                "“什么事、在哪里、怎么告诉您结果”等项目每张表都有，不用再加。这里只加本站特别需要的，越少越好。"
                "不要问姓名、身份证号和电话：联系方式另外加密保存。删去一个问题，以前的回答仍然看得到。"
            ),
            max_num=MOST_FIELDS,
        ),
        FieldPanel("notice"),
    ]
    base_form_class = WagtailAdminFormPageForm  # refuses two fields of one name

    template = "liaison_forms/intake_page.html"
    venue_action = _("我要提意见")  # the button on the venue's page (liaison_pages.selectors.public_pages)
    takes_deputy = "deputy"  # `?deputy=CODE` chooses the deputy beforehand
    parent_page_types = ["liaison_pages.VenuePage"]
    subpage_types = []
    kept_by_district = True
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("意见表")
        verbose_name_plural = pgettext_lazy("plural", "意见表")

    def get_workflow(self):
        return None

    @property
    def has_workflow(self):
        return False

    def permissions_for_user(self, user):
        return IntakePagePermissions(user, self)

    def serve(self, request, *args, **kwargs):
        """
        The form. No cache may keep it: it carries a key of its own for each visitor. Hidden together with its parent.
        """
        if not self.get_parent().live:
            raise Http404
        response = super().serve(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response


class FieldType(models.TextChoices):
    """What the form builder offers here. No files, and no email field: contact data have a place of their own."""

    SINGLELINE = "singleline", _("一行文字")
    MULTILINE = "multiline", _("多行文字")
    NUMBER = "number", _("数字")
    DATE = "date", _("日期")
    DROPDOWN = "dropdown", _("下拉选一项")
    RADIO = "radio", _("列出来选一项")
    CHECKBOXES = "checkboxes", _("列出来选几项")
    CHECKBOX = "checkbox", _("一个勾选框")


CHOOSING = frozenset({FieldType.DROPDOWN, FieldType.RADIO, FieldType.CHECKBOXES})


class IntakeField(AbstractFormField):
    """A field that staff added. Answers keep their own label, so removing the field leaves them readable."""

    page = ParentalKey(IntakePage, on_delete=models.CASCADE, related_name="form_fields")
    label = models.CharField(_("问题"), max_length=100)
    field_type = models.CharField(_("怎么回答"), max_length=16, choices=FieldType.choices)
    field_type.required_on_save = True  # Wagtail needs it for previews
    required = models.BooleanField(_("必须回答"), default=False)
    choices = models.TextField(
        _("选项"), max_length=2000, blank=True, help_text=_("一行一个。只有要选的问题才填，例如“下拉选一项”。")
    )
    default_value = models.TextField(_("预先填好的"), max_length=500, blank=True)
    help_text = models.CharField(_("提示"), max_length=200, blank=True)

    class Meta(AbstractFormField.Meta):
        verbose_name = _("自定字段")

    def clean(self):
        super().clean()
        if self.field_type in CHOOSING and not self.choices.strip(" \n\r\t,，"):
            raise ValidationError({"choices": _("这种问题要有选项，请一行写一个。")})

    def get_field_clean_name(self) -> str:
        """Wagtail's name, kept short: it writes each ideograph as its code point."""
        name = super().get_field_clean_name()
        if 0 < len(name) <= CLEAN_NAME_LENGTH:
            return name
        return f"{name[:40]}_{hashlib.sha256(self.label.encode()).hexdigest()[:12]}"
