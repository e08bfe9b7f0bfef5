"""Standing still, and more time. None of these changes the state; the clock is `cms.clock`'s."""

from datetime import timedelta

from django import forms
from django.core.validators import MaxValueValidator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from wagtail.admin.widgets import AdminDateInput

from cms.access.roles import GRANT_EXTENSIONS, VENUE_APP
from cms.access.selectors import may_in_district
from cms.clock import services as clock
from cms.clock.selectors import asked_extension, running
from cms.kernel.exceptions import Conflict, Denied
from forms.models import PauseReason, State
from forms.transitions.base import SubmissionTransition, acts_for_unit, day, handles
from forms.transitions.fields import note_field
from liaison_pages.models import DistrictSettings


class OnTheClock(SubmissionTransition):
    """Base of moves by whoever has to decide or to answer: V and A, U for what was referred to them."""

    sources = frozenset({State.ACCEPTED, State.REFERRED})

    def permits(self, actor, submission) -> bool:
        return handles(actor, submission) or (submission.state == State.REFERRED and acts_for_unit(actor, submission))

    def district(self) -> DistrictSettings:
        return DistrictSettings.for_site(self.object.site)


class PauseForm(forms.Form):
    reason = forms.ChoiceField(
        label=gettext_lazy("为什么停"),
        choices=PauseReason.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("选“等居民补充情况”的，居民一补充就自动恢复。"),
    )
    note = note_field(
        gettext_lazy("告诉居民的话"),
        required=False,
        help_text=gettext_lazy("居民会在进度页看到，例如请他补充什么。选“其他原因”时必填。"),
    )
    expected_on = forms.DateField(
        label=gettext_lazy("预计哪天恢复"),
        widget=AdminDateInput,
        help_text=gettext_lazy("也会告诉居民。到了这天还没恢复，会提醒您。"),
    )

    def __init__(self, data=None, *, longest_days: int, **kwargs):
        super().__init__(data, **kwargs)
        self.last = timezone.localdate() + timedelta(days=longest_days)

    def clean_expected_on(self):
        expected_on = self.cleaned_data["expected_on"]
        if expected_on <= timezone.localdate():
            raise forms.ValidationError(_("请填今天以后的日期。"), code="past")
        if expected_on > self.last:
            raise forms.ValidationError(_("最远只能停到 %(day)s。"), code="too_far", params={"day": day(self.last)})
        return expected_on

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("reason") == PauseReason.OTHER and not cleaned.get("note") and "note" not in self.errors:
            self.add_error("note", forms.ValidationError(_("请写明原因，居民会看到。"), code="required"))
        return cleaned


class Pause(OnTheClock):
    """Nothing is due until it goes on. Keeps {"reason", "note", "until": ISO date}, which the author is told."""

    name = "submission.pause"
    title = pgettext_lazy("move", "暂停")
    explanation = gettext_lazy("暂停期间期限不走；恢复以后，还剩几个工作日就还有几个工作日。")
    icon_name = "time"
    form = PauseForm

    def guard(self, actor) -> None:
        super().guard(actor)
        if self.object.paused_until:
            raise Conflict(_("%(number)s 已经暂停了。") % {"number": self.object.number})
        if self.object.due_on is None:
            raise Conflict(_("%(number)s 现在没有期限，不用暂停。") % {"number": self.object.number})
        if not self.district().pause_days:
            raise Conflict(_("本区不能暂停办理。"))

    def get_form(self, data=None, **kwargs):
        return PauseForm(data, longest_days=self.district().pause_days, **kwargs)

    def apply(self, actor, data: dict) -> dict:
        clock.pause(self.object, reason=data["reason"], note=data["note"], expected_on=data["expected_on"])
        self.settle_claims(actor)
        return {"reason": data["reason"], "note": data["note"], "until": data["expected_on"].isoformat()}

    @classmethod
    def describe(cls, data: dict) -> str:
        label = dict(PauseReason.choices).get(data.get("reason"), "")
        parts = [str(label), data.get("note"), _("预计 %(day)s 恢复") % {"day": day(data.get("until"))}]
        return _("；").join(part for part in parts if part)


class Resume(OnTheClock):
    """The clock goes on with the working days that were left. By System too, when the author has added something."""

    name = "submission.resume"
    title = gettext_lazy("恢复办理")
    icon_name = "resubmit"
    is_primary = True
    keeps_claim = True

    def permits(self, actor, submission) -> bool:
        return actor.kind == "system" or super().permits(actor, submission)

    def guard(self, actor) -> None:
        super().guard(actor)
        if not self.object.paused_until:
            raise Conflict(_("%(number)s 没有暂停。") % {"number": self.object.number})

    def apply(self, actor, data: dict) -> dict:
        clock.resume(self.object)
        self.settle_claims(actor)
        return {"due_on": self.object.due_on.isoformat()}

    @classmethod
    def describe(cls, data: dict) -> str:
        return _("期限 %(day)s") % {"day": day(data["due_on"])} if data.get("due_on") else ""


class DaysForm(forms.Form):
    days = forms.IntegerField(label=gettext_lazy("延几个工作日"), min_value=1)

    def __init__(self, data=None, *, most_days: int, **kwargs):
        super().__init__(data, **kwargs)
        days = self.fields["days"]
        days.validators.append(MaxValueValidator(most_days))
        days.widget.attrs["max"] = most_days
        days.help_text = ngettext("最多 %d 个工作日。", "最多 %d 个工作日。", most_days) % most_days


class AskForm(DaysForm):
    reason = note_field(
        gettext_lazy("为什么要延"), help_text=gettext_lazy("批准的人可以改；批准以后居民会看到，请写清楚。")
    )


class AskExtension(OnTheClock):
    """More time is asked for, while there is time. Keeps {"days", "reason"}; the author is told when it is granted."""

    name = "submission.ask_extension"
    title = gettext_lazy("申请延期")
    explanation = gettext_lazy("由站长或代表工委批准。批准以前，期限不变。")
    icon_name = "calendar-alt"
    form = AskForm

    def guard(self, actor) -> None:
        super().guard(actor)
        if self.object.due_on is None or self.object.due_on < timezone.localdate():
            raise Conflict(_("期限没过的时候才能申请延期。"))
        deadline, district = running(self.object), self.district()
        if not district.extension_days or deadline.extended_times >= district.extension_times:
            raise Conflict(_("延期的次数已经用完，请尽快答复。"))
        if asked_extension(self.object):
            raise Conflict(_("已经申请过延期，正等批准。"))

    def get_form(self, data=None, **kwargs):
        return AskForm(data, most_days=self.district().extension_days, **kwargs)

    def apply(self, actor, data: dict) -> dict:
        clock.ask_extension(self.object, days=data["days"], reason=data["reason"], actor=actor)
        return {"days": data["days"], "reason": data["reason"]}

    def told(self) -> str:
        return _("批准以前，居民看到的日期不变。")

    @classmethod
    def describe(cls, data: dict) -> str:
        return _days_and_reason(data)


class DecidesOnExtension(OnTheClock):
    """
    Base of the two answers to who asks for more time: by the head of the venue or the district office.

    Nobody grants their own request, but the office. Another's claim does not stand in the way: it is the asker's.
    """

    permission = f"{VENUE_APP}.{GRANT_EXTENSIONS}"
    respects_claims = False

    def permits(self, actor, submission) -> bool:
        return actor.kind == "staff"

    def guard(self, actor) -> None:
        super().guard(actor)
        self.asked = asked_extension(self.object)
        if self.asked is None:
            raise Conflict(_("%(number)s 没有等批准的延期申请。") % {"number": self.object.number})
        is_own = self.asked.asked_by_id == actor.user.pk
        if is_own and not may_in_district(actor.user, GRANT_EXTENSIONS, self.object.site):
            raise Denied(_("自己申请的延期，要由别人批准。"))


class GrantForm(DaysForm):
    words = note_field(gettext_lazy("告诉居民的原因"), help_text=gettext_lazy("居民会在进度页看到这段话和新的日期。"))


class GrantExtension(DecidesOnExtension):
    """The new date counts from the old one. Keeps {"days", "reason", "due_on"}, which the author is told."""

    name = "submission.grant_extension"
    title = gettext_lazy("批准延期")
    icon_name = "check"
    form = GrantForm

    def get_form(self, data=None, **kwargs):
        initial = {"days": self.asked.days, "words": self.asked.reason}
        return GrantForm(data, most_days=self.district().extension_days, initial=initial, **kwargs)

    def apply(self, actor, data: dict) -> dict:
        clock.grant_extension(self.object, days=data["days"], words=data["words"], actor=actor)
        return {"days": data["days"], "reason": data["words"], "due_on": self.object.due_on.isoformat()}

    @classmethod
    def describe(cls, data: dict) -> str:
        return _("延到 %(day)s。%(reason)s") % {"day": day(data.get("due_on")), "reason": data.get("reason", "")}


class RefuseForm(forms.Form):
    words = note_field(gettext_lazy("原因"), help_text=gettext_lazy("告诉申请的人，居民看不到。"))


class RefuseExtension(DecidesOnExtension):
    """The date stays. Keeps {"reason"}."""

    name = "submission.refuse_extension"
    title = gettext_lazy("不批准延期")
    icon_name = "cross"
    form = RefuseForm

    def apply(self, actor, data: dict) -> dict:
        clock.refuse_extension(self.object, words=data["words"], actor=actor)
        return {"reason": data["words"]}

    def told(self) -> str:
        return _("期限不变，居民看到的日期也不变。")

    @classmethod
    def describe(cls, data: dict) -> str:
        return data.get("reason", "")


def _days_and_reason(data: dict) -> str:
    days = data.get("days") or 0
    words = ngettext("%d 个工作日", "%d 个工作日", days) % days
    return _("%(days)s。%(reason)s") % {"days": words, "reason": data.get("reason", "")}
