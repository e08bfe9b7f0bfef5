"""What a district says about itself, and its time limits."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Site

from cms.access.policies import SiteSettingPolicy
from liaison_pages.settings_form import DistrictSettingsForm


@register_setting(icon="cog")
class DistrictSettings(BaseSiteSetting):
    """Names, registry numbers and limits of one site. Registry numbers are hidden while unset, never faked."""

    full_name = models.CharField(_("网站全称"), max_length=60, default="人大代表家站点")
    full_name_en = models.CharField(_("英文全称"), max_length=120, default="Deputy Liaison Stations")
    organiser = models.CharField(pgettext_lazy("site", "主办单位"), max_length=60, blank=True)
    organiser_en = models.CharField(_("主办单位英文名"), max_length=120, blank=True)
    phone = models.CharField(_("联系电话"), max_length=30, blank=True)
    icp_number = models.CharField(_("ICP 备案号"), max_length=40, blank=True)
    police_number = models.CharField(_("公安备案号"), max_length=40, blank=True)
    site_code = models.CharField(_("网站标识码"), max_length=20, blank=True)
    number_prefix = models.CharField(_("编号前缀"), max_length=6, default="GL", help_text=_("例如 GL-2026-000123"))
    notice_days = models.PositiveSmallIntegerField(
        _("接待公告提前天数"), default=3, validators=[MinValueValidator(3)], help_text=_("至少 3 天")
    )
    screening_days = models.PositiveSmallIntegerField(_("接手时限（工作日）"), default=2)
    deciding_days = models.PositiveSmallIntegerField(_("决定转办时限（工作日）"), default=3)
    reply_days = models.PositiveSmallIntegerField(_("简单事项答复时限（工作日）"), default=5)
    complex_reply_days = models.PositiveSmallIntegerField(_("复杂事项答复时限（工作日）"), default=15)
    rating_days = models.PositiveSmallIntegerField(
        _("评价期限（天）"), default=7, help_text=_("答复后多少天内可以评价；到期没有评价，自动办结")
    )
    unsolved_days = models.PositiveSmallIntegerField(
        _("反映“没有解决”的期限（天）"),
        default=30,
        help_text=_("从答复那天算起；第一次直接重新办理，以后由代表工委复核"),
    )
    review_days = models.PositiveSmallIntegerField(_("代表工委复核时限（工作日）"), default=5)
    pause_days = models.PositiveSmallIntegerField(
        _("暂停最长（天）"), default=60, help_text=_("暂停办理时，预计恢复的日期最远到哪天；0 表示不能暂停")
    )
    extension_days = models.PositiveSmallIntegerField(_("每次延期最长（工作日）"), default=10)
    extension_times = models.PositiveSmallIntegerField(
        _("一次答复可以延期几次"), default=1, help_text=_("0 表示不能延期")
    )
    remind_before_days = models.PositiveSmallIntegerField(
        _("到期前几个工作日提醒经办人"), default=1, help_text=_("0 表示不提醒")
    )
    remind_late_days = models.PositiveSmallIntegerField(
        _("过期几个工作日提醒经办人"), default=1, help_text=_("0 表示不提醒")
    )
    remind_head_days = models.PositiveSmallIntegerField(_("再过几个工作日报站长"), default=2, help_text=_("0 表示不报"))
    remind_office_days = models.PositiveSmallIntegerField(
        _("再过几个工作日报代表工委"), default=3, help_text=_("0 表示不报")
    )
    notice_version = models.CharField(
        _("个人信息处理说明的版本"),
        max_length=20,
        default="1",
        help_text=_("说明有改动时加一，例如 2；提交时会记下当时的版本"),
    )
    notice_page = models.ForeignKey(
        "liaison_pages.InfoPage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("个人信息处理说明"),
        help_text=_("意见表会链接到这一页"),
    )
    desk_venue = models.ForeignKey(
        "liaison_pages.Venue",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("不知道找谁的意见先交给"),
        help_text=_("居民没有选街道、镇的，先到这个家站点，由那里的人转过去；不填，居民就必须选街道、镇"),
    )
    draft_days = models.PositiveSmallIntegerField(
        _("没交的意见在居民设备上保存（天）"),
        default=7,
        help_text=_("写了还没交的，存在居民自己的手机或电脑里，别处看不到；0 表示不存"),
    )
    claim_minutes = models.PositiveSmallIntegerField(_("认领保留（分钟）"), default=30, help_text=_("到时自动放开"))
    # Set by `liaison_pages.services.review`, for permissions and a workflow follow from it.
    pages_need_review = models.BooleanField(_("家站点的页面由代表工委审核后发布"), default=False, editable=False)

    panels = [
        MultiFieldPanel(
            [FieldPanel(name) for name in ("full_name", "full_name_en", "organiser", "organiser_en", "phone")],
            heading=_("名称"),
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("icp_number", "police_number", "site_code")],
            heading=_("备案信息（不填不显示）"),
        ),
        MultiFieldPanel(
            [
                FieldPanel(name)
                for name in (
                    "number_prefix",
                    "notice_days",
                    "screening_days",
                    "deciding_days",
                    "reply_days",
                    "complex_reply_days",
                    "rating_days",
                    "unsolved_days",
                    "review_days",
                    "draft_days",
                    "pause_days",
                    "extension_days",
                    "extension_times",
                    "claim_minutes",
                )
            ],
            heading=_("编号与时限"),
        ),
        FieldPanel("desk_venue"),
        MultiFieldPanel(
            [
                FieldPanel(name)
                for name in ("remind_before_days", "remind_late_days", "remind_head_days", "remind_office_days")
            ],
            heading=_("到期提醒"),
        ),
        MultiFieldPanel(
            [FieldPanel("notice_page"), FieldPanel("notice_version")],
            heading=_("个人信息处理说明"),
        ),
    ]

    edit_handler = ObjectList(panels, base_form_class=DistrictSettingsForm)

    @property
    def display_name(self) -> str:
        """The full name in the visitor's language."""
        return self.full_name_en if translation.get_language() == "en" else self.full_name

    @property
    def display_organiser(self) -> str:
        """The organiser in the visitor's language; the Chinese name without an English one."""
        return (translation.get_language() == "en" and self.organiser_en) or self.organiser

    @classmethod
    def known_with(cls, site, request) -> "DistrictSettings":
        """`for_request`, without its query where the settings were fetched with `site`, the request's own."""
        known = getattr(site, "districtsettings", None)
        if known is not None and site == Site.find_for_request(request):
            setattr(request, cls.get_cache_attr_name(), known)
        return cls.for_request(request)

    @classmethod
    def get_permission_policy(cls):
        """What Wagtail registers: without it nobody but a superuser could change the district's settings."""
        return SiteSettingPolicy(cls)

    class Meta:
        verbose_name = _("本区设置")
