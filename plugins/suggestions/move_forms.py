"""What each move asks for. Made by the moves with what the objects restrict."""

import datetime

from dateutil.relativedelta import relativedelta
from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateInput

from cms.clock import transitions as clock
from cms.clock.transitions import bounded_day, day_field
from cms.textfields import CleanCharField, note_field
from cms.workdays.wording import day_text
from liaison_pages.models import Deputy, HandlingUnit
from plugins.suggestions.models import (
    MOST_MONTHS,
    CongressSession,
    OutcomeCategory,
    PauseReason,
    Reply,
    ReturnReason,
    Suggestion,
)

REPLY_MONTHS = 3  # 代表法 (2025) art. 51; six (`MOST_MONTHS`) where the matter is complex


def _text(model, field: str, **options) -> CleanCharField:
    model_field = model._meta.get_field(field)
    long = model_field.get_internal_type() == "TextField"
    return CleanCharField(
        label=options.pop("label", model_field.verbose_name),
        max_length=options.pop("max_length", model_field.max_length),
        widget=AdminAutoHeightTextInput(attrs={"rows": 5}) if long else forms.TextInput(),
        **options,
    )


class EscalateForm(forms.Form):
    title = _text(
        Suggestion,
        "title",
        help_text=_("一句话写清在哪里、办什么，例如“关于修复东关街路灯的建议”。一件建议只说一件事。"),
    )
    facts = _text(Suggestion, "facts", help_text=_("居民说了什么，情况怎样。不写姓名、电话、门牌。"))
    proposals = _text(Suggestion, "proposals", required=False, label=_("建议（选填）"))
    proposed_deputy = forms.ModelChoiceField(
        Deputy.objects.none(),
        required=False,
        label=_("请哪位代表领衔（选填）"),
        help_text=_("不指定则请所有代表考虑。只列出有登录账号的在任代表。"),
        empty_label=_("请所有代表考虑"),
    )

    def __init__(self, *args, deputies, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["proposed_deputy"].queryset = deputies


class AdoptForm(forms.Form):
    """The lead deputy may put it in their own words; what is left empty stays as drafted."""

    title = _text(Suggestion, "title", required=False)
    facts = _text(Suggestion, "facts", required=False)
    proposals = _text(Suggestion, "proposals", required=False, label=_("建议（选填）"))


class DeclineForm(forms.Form):
    reason = CleanCharField(
        label=_("原因"), max_length=200, help_text=_("代表工委和家站点会看到。"), widget=AdminAutoHeightTextInput()
    )


class ReturnForm(forms.Form):
    reason = forms.ChoiceField(label=_("退回原因"), choices=[("", _("请选择")), *ReturnReason.choices])
    note = CleanCharField(
        label=_("补充说明（选填）"), max_length=200, required=False, widget=AdminAutoHeightTextInput()
    )


class AcceptForm(forms.Form):
    session = forms.ModelChoiceField(
        CongressSession.objects.none(),
        label=_("会次"),
        empty_label=_("请选择"),
        help_text=_("编号在这次会议内连续。闭会期间提出的归入最近一次会议。"),
    )

    def __init__(self, *args, sessions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["session"].queryset = sessions


class AssignForm(forms.Form):
    unit = forms.ModelChoiceField(HandlingUnit.objects.none(), label=_("主办单位"), empty_label=_("请选择"))
    due_on = forms.DateField(
        label=_("答复期限"),
        widget=AdminDateInput(),
        help_text=_("代表法规定 3 个月内答复，情况复杂的 6 个月。"),
    )

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units

    def clean_due_on(self) -> datetime.date:
        """At the latest `Suggestion.last_lawful_day`, of what is assigned today."""
        today = timezone.localdate()
        return bounded_day(self.cleaned_data["due_on"], after=today, last=today + relativedelta(months=MOST_MONTHS))


def usual_due_date(today: datetime.date) -> datetime.date:
    """Three months later."""
    return today + relativedelta(months=REPLY_MONTHS)


class ReplyForm(forms.Form):
    category = forms.ChoiceField(label=_("办理结果"), choices=[("", _("请选择")), *OutcomeCategory.choices])
    body = _text(Reply, "body", help_text=_("提意见的居民会原文看到，最多 8000 字。"))
    replied_on = forms.DateField(label=_("答复日期"), widget=AdminDateInput())
    document_number = _text(Reply, "document_number", required=False, label=_("文号（选填）"))
    signatory = _text(Reply, "signatory", required=False, label=_("签发人（选填）"))

    def __init__(self, *args, not_before: datetime.date, **kwargs):
        super().__init__(*args, **kwargs)
        self.not_before = not_before

    def clean_replied_on(self) -> datetime.date:
        replied_on = self.cleaned_data["replied_on"]
        if replied_on > timezone.localdate():
            raise forms.ValidationError(_("答复日期不能在今天之后。"))
        if replied_on < self.not_before:
            raise forms.ValidationError(_("答复日期不能早于建议提出的日期。"))
        return replied_on


class LaterForm(forms.Form):
    """Base of those who ask for a later date and who grant it: after the date that holds, within the law's months."""

    due_on = day_field(_("延到哪天"))

    def __init__(self, *args, suggestion: Suggestion, **kwargs):
        super().__init__(*args, **kwargs)
        self.suggestion = suggestion
        self.fields["due_on"].help_text = gettext("代表法规定，从交办起最迟 6 个月答复，所以最远到 %(day)s。") % {
            "day": day_text(suggestion.last_lawful_day)
        }

    def clean_due_on(self) -> datetime.date:
        after = self.suggestion.due_on or timezone.localdate()  # none: the move is refused anyhow
        return bounded_day(self.cleaned_data["due_on"], after=after, last=self.suggestion.last_lawful_day)


class AskForm(LaterForm):
    reason = note_field(_("为什么要延"), help_text=_("代表工委和领衔代表会看到。"))


class GrantForm(LaterForm):
    words = note_field(
        _("告诉代表的原因"), help_text=_("领衔代表会在这件建议的办理记录里看到；居民和公众只看到新的日期。")
    )


class RefuseForm(forms.Form):
    words = note_field(_("原因"), help_text=_("主办单位和领衔代表会看到，居民看不到。"))


class PauseForm(clock.PauseForm):
    reason = forms.ChoiceField(
        label=_("为什么停"),
        choices=PauseReason.choices,
        widget=forms.RadioSelect,
        help_text=_("代表、主办单位和居民都会看到。"),
    )
    note = note_field(_("告诉代表和单位的话"), required=False, help_text=_("居民和公众看不到。选“其他原因”时必填。"))
    expected_on = day_field(_("预计哪天恢复"), help_text=_("也会告诉居民。到了这天还没恢复，会提醒代表工委。"))


class PublishForm(forms.Form):
    """What the office states before a suggestion goes public. Also the service's two conditions."""

    is_secrecy_reviewed = forms.BooleanField(label=_("已做保密审查：不含国家秘密、工作秘密和商业秘密"))
    is_privacy_reviewed = forms.BooleanField(label=_("已做隐私审查：看不出是哪位居民，也不含他人隐私"))
