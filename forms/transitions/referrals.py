"""Passing a case on, and taking it back."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.bilingual import kept_name
from cms.clock.models import Ending
from cms.textfields import CleanCharField, note_field
from cms.workdays.wording import day_text
from forms.models import ReferralKind, State
from forms.services.deadlines import await_decision, await_reply, reply_deadline
from forms.transitions.base import HANDLE, SubmissionTransition, acts_for_unit, handles
from forms.transitions.fields import UnitField, active_units

TO_UNITS = frozenset({ReferralKind.UNIT, ReferralKind.TOWN})
EFFORTS = [("simple", gettext_lazy("简单事项")), ("complex", gettext_lazy("复杂事项"))]


def _deadline_text(submission, effort: str) -> str:
    return day_text(reply_deadline(submission.site, is_complex=effort == "complex"))


class ReferForm(forms.Form):
    """To whom, under which number outside, and how long it may take."""

    # Fields that matter for some answers only, as Wagtail's `w-rules` reads it: {field: {other field: values}}.
    shown_when: ClassVar[dict] = {
        "unit": {"kind": [ReferralKind.UNIT, ReferralKind.TOWN]},
        "outside_number": {"kind": [ReferralKind.HOTLINE, ReferralKind.PETITION]},
    }

    kind = forms.ChoiceField(
        label=gettext_lazy("转给谁"), choices=ReferralKind.choices, widget=forms.RadioSelect, initial=ReferralKind.UNIT
    )
    unit = UnitField(label=gettext_lazy("单位"), required=False, help_text=gettext_lazy("转给承办单位或街道、镇时选。"))
    outside_number = CleanCharField(
        label=gettext_lazy("对方的编号"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("转 12345 时必须填工单号；转信访渠道有编号就填。"),
    )
    effort = forms.ChoiceField(
        label=gettext_lazy("答复时限"), choices=EFFORTS, widget=forms.RadioSelect, initial="simple"
    )

    def __init__(self, data=None, *, submission, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["unit"].queryset = active_units(submission.site_id)
        self.fields["effort"].choices = [
            (value, _("%(effort)s：%(day)s 前") % {"effort": label, "day": _deadline_text(submission, value)})
            for value, label in EFFORTS
        ]

    def clean(self):
        cleaned = super().clean()
        kind = cleaned.get("kind")
        if kind in TO_UNITS and not cleaned.get("unit") and "unit" not in self.errors:
            self.add_error("unit", forms.ValidationError(_("请选择转给哪个单位。"), code="required"))
        if kind == ReferralKind.HOTLINE and not cleaned.get("outside_number") and "outside_number" not in self.errors:
            self.add_error("outside_number", forms.ValidationError(_("请填 12345 的工单号。"), code="required"))
        return cleaned


class Refer(SubmissionTransition):
    """
    accepted → referred, by V, A. Keeps {"kind", "unit", "outside_number", "due_on"}; the reply is due in working days.
    """

    name = "submission.refer"
    title = gettext_lazy("转办")
    icon_name = "mail"
    sources = frozenset({State.ACCEPTED})
    target = State.REFERRED
    permission = HANDLE
    form = ReferForm

    def get_form(self, data=None, **kwargs):
        return ReferForm(data, submission=self.object, **kwargs)

    def apply(self, actor, data: dict) -> dict:
        submission = self.object
        submission.referral_kind = data["kind"]
        submission.referred_to = data["unit"] if data["kind"] in TO_UNITS else None
        submission.outside_number = "" if data["kind"] in TO_UNITS else data["outside_number"]
        await_reply(submission, is_complex=data["effort"] == "complex")
        self.settle_claims(actor)
        return {
            "kind": submission.referral_kind,
            **(submission.referred_to.names("unit") if submission.referred_to else {"unit": ""}),
            "outside_number": submission.outside_number,
            "due_on": submission.due_on.isoformat(),
        }

    @classmethod
    def describe(cls, data: dict) -> str:
        label = dict(ReferralKind.choices).get(data.get("kind"), "")
        parts = [kept_name(data, "unit") or str(label), data.get("outside_number")]
        if data.get("due_on"):
            parts.append(_("%(day)s 前答复") % {"day": day_text(data["due_on"])})
        return _("，").join(part for part in parts if part)


class ReturnForm(forms.Form):
    """Why it is not ours, and whose it is."""

    reason = note_field(gettext_lazy("退回原因"))
    belongs_to = UnitField(
        label=gettext_lazy("应该由谁办"), help_text=gettext_lazy("请指出应当承办的单位。"), required=True
    )

    def __init__(self, data=None, *, submission, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["belongs_to"].queryset = active_units(submission.site_id).exclude(pk=submission.referred_to_id)
        if submission.referred_to_id is None:  # 12345 or petition gave it back: they name no unit of ours
            self.fields["belongs_to"].required = False
            self.fields["belongs_to"].label = _("应该由谁办（选填）")


class Return(SubmissionTransition):
    """
    referred → accepted, by the unit's officer. Keeps {"from", "reason", "belongs_to"}.

    What went to 12345 or the petition channel has no officer here: the desk records that it came back.
    """

    name = "submission.return"
    title = gettext_lazy("退回")
    icon_name = "undo"
    sources = frozenset({State.REFERRED})
    target = State.ACCEPTED
    form = ReturnForm

    def permits(self, actor, submission) -> bool:
        if submission.referred_to_id is None:
            return handles(actor, submission)
        return acts_for_unit(actor, submission)

    def get_form(self, data=None, **kwargs):
        return ReturnForm(data, submission=self.object, **kwargs)

    def apply(self, actor, data: dict) -> dict:
        submission, belongs_to = self.object, data["belongs_to"]
        unit, kind = submission.referred_to, submission.get_referral_kind_display()
        came_from = unit.names("from") if unit else {"from": str(kind)}
        submission.referred_to = None
        submission.referral_kind = submission.outside_number = ""
        await_decision(submission, ended=Ending.DROPPED)
        self.settle_claims(actor)
        return {
            **came_from,
            "reason": data["reason"],
            **(belongs_to.names("belongs_to") if belongs_to else {"belongs_to": ""}),
            "due_on": submission.due_on.isoformat(),
        }

    @classmethod
    def describe(cls, data: dict) -> str:
        text = _("%(unit)s：%(reason)s") % {"unit": kept_name(data, "from"), "reason": data.get("reason", "")}
        if data.get("belongs_to"):
            text += _("（应由 %(unit)s 办）") % {"unit": kept_name(data, "belongs_to")}
        return text
