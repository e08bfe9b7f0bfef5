"""What staff fill in for somebody without a phone: the resident's own form, in a clerk's words."""

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from cms.access.place_field import PlaceField
from cms.bilingual import RadioSelect
from forms.intake_form import GUARDIAN, IntakeForm
from forms.models import ON_BEHALF
from liaison_pages.models import Venue

ORDER = ("token", "channel", "content", "place", "point", "reach", "wants_notices", "category", "deputy")
LAST = ("is_anonymous", "publish_consent", "was_told", *GUARDIAN, "photos")

# Field → label and hint, where the resident's own form speaks to the resident.
WORDS = {
    "content": (_("什么事"), _("照本人的话写，写清希望怎么办。不要写身份证号。")),
    "place": (_("在哪里"), _("地名、路名或小区名，比如“皮市街巷口”")),
    "reach": (_("怎么联系本人"), _("手机号、座机号或邮箱，加密保存。没有就不填：凭收据也能来问。")),
    "wants_notices": (_("本人要收进展通知"), _("给他发一条确认链接；他自己点了确认，以后才会收到。")),
    "category": (_("类别"), ""),
    "deputy": (_("想说给谁听"), ""),
    "photos": (_("照片"), _("信的照片或现场照片，最多 6 张，每张不超过 10 MB。")),
    "is_anonymous": (_("本人要求匿名"), _("联系方式只给区里的代表工委看。")),
    "is_minor": (_("本人未满 14 周岁"), _("要监护人同意才能登记。")),
    "guardian_name": (_("监护人姓名"), _("父母或其他监护人。加密保存，只有站长和代表工委能看。")),
    "guardian_consent": (
        _("监护人同意"),
        _("已告诉监护人怎么处理个人信息，他当面或在电话里说了同意；写信来的，信上写着同意。"),
    ),
    "publish_consent": (_("本人同意公开"), _("问一句：“隐去您的信息，可以公开这件事和办理结果吗？”")),
}


class OnBehalfForm(IntakeForm):
    """
    The same fields and rules, and how the words came. What the station asks besides may stay unanswered: a letter
    cannot be asked.
    """

    button = _("登记")
    way_missing = _("要通知本人，请填手机号或邮箱")

    channel = forms.ChoiceField(
        label=_("怎么说来的"),
        choices=[(channel.value, channel.label) for channel in ON_BEHALF],
        widget=RadioSelect,
        help_text=_("当面说的选“来访”，打来的选“电话”，写在纸上的选“意见箱”。"),
        error_messages={"required": _("请选是怎么说来的"), "invalid_choice": _("请从列表里选")},
    )
    was_told = forms.BooleanField(
        label=_("已告诉本人怎么处理个人信息"), error_messages={"required": _("请先告诉本人，再勾选")}
    )

    def __init__(self, *args, district, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["title"]
        for name, (label, hint) in WORDS.items():
            if name in self.fields:
                self.fields[name].label, self.fields[name].help_text = label, hint
        for field in self._built.values():
            field.required = False
        self.fields["was_told"].help_text = _notice(district)
        self.fields["reach"].widget.attrs["autocomplete"] = "off"  # the clerk's own number would be offered
        self.order_fields([*ORDER, *self._built, *LAST])
        self.fields["content"].widget.attrs["rows"] = 4

    def set_focus(self) -> None:
        """Where the keyboard starts: at what is wrong, else at the channel; at the words, once that is known."""
        wrong = [field.name for field in self.visible_fields() if field.errors]
        known = "content" if self["channel"].value() in ON_BEHALF else "channel"
        self.fields[[*wrong, known][0]].widget.attrs["autofocus"] = True

    def shown_fields(self) -> list:
        """Those to fill in. A list without choices is not offered."""
        fields = self.visible_fields()
        return [field for field in fields if field.name not in ("category", "deputy") or len(field.field.choices) > 1]


class ChooseVenueForm(forms.Form):
    """At which station somebody spoke."""

    venue = PlaceField(label=_("家站点"), queryset=Venue.objects.none(), empty_label=_("请选择"))

    def __init__(self, *args, venues, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["venue"].queryset = venues
        self.fields["venue"].widget.attrs["autofocus"] = True


def _notice(district) -> str:
    """What the person has to be told, and where it can be read."""
    words = _("说明第 %s 版。信里写来的，以意见箱上贴的说明为准。") % district.notice_version
    url = district.notice_page.get_url() if district.notice_page else ""
    return format_html('{} <a href="{}" target="_blank">{}</a>', words, url, _("看说明")) if url else words
