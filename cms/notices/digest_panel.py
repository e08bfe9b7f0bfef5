"""The account settings: whether one gets the daily digest."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.account import BaseSettingsPanel, notifications_tab

from cms.access.selectors import grants_of
from cms.kernel.actors import Staff
from cms.notices import digest
from cms.notices.models import ChannelOfNotices
from cms.notices.postmen import channels_on


class DigestForm(forms.Form):
    """Of one account, `instance`."""

    is_wanted = forms.BooleanField(
        label=_("工作日早上给我发一封摘要"),
        required=False,
        help_text=_("等我办的、快到期和逾期的、新来的各有几件。里面只有数字和链接，没有居民的信息；没有事就不发。"),
    )

    def __init__(self, *args, instance, **kwargs):
        super().__init__(*args, initial={"is_wanted": digest.wants(instance)}, **kwargs)
        self.user = instance

    def clean_is_wanted(self) -> bool:
        is_wanted = self.cleaned_data["is_wanted"]
        if is_wanted and not digest.wants(self.user) and not self.user.email:
            raise ValidationError(_("您的账号没有邮箱。请先在“个人资料”里填好并保存。"), code="no_address")
        return is_wanted

    def save(self) -> None:
        digest.choose(user=self.user, is_wanted=self.cleaned_data["is_wanted"], actor=Staff(self.user))


class DigestPanel(BaseSettingsPanel):
    """For accounts with a role, where mail can be sent."""

    name = "digest"
    title = _("每日摘要")
    tab = notifications_tab
    order = 200
    form_class = DigestForm

    def is_active(self) -> bool:
        return ChannelOfNotices.MAIL in channels_on() and bool(grants_of(self.user).roles)
