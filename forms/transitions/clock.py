"""Standing still, and more time, of submissions. The clock and the moves' common part are `cms.clock`'s."""

from datetime import date, timedelta

from django import forms
from django.core.validators import MaxValueValidator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cms.access.roles import GRANT_EXTENSIONS, VENUE_APP
from cms.access.selectors import may_in_district
from cms.clock import services as clock
from cms.clock import transitions as shared
from cms.clock.selectors import running
from cms.kernel.exceptions import Conflict, Denied
from cms.textfields import note_field
from cms.workdays.selectors import add_workdays, workdays_between
from forms.models import PauseReason, State
from forms.transitions.base import SubmissionTransition, acts_for_unit, handles
from liaison_pages.models import DistrictSettings


class OnTheClock(SubmissionTransition):
    """Base of moves by whoever has to decide or to answer: V and A, U for what was referred to them."""

    sources = frozenset({State.ACCEPTED, State.REFERRED})

    def permits(self, actor, submission) -> bool:
        return handles(actor, submission) or (submission.state == State.REFERRED and acts_for_unit(actor, submission))

    def district(self) -> DistrictSettings:
        return DistrictSettings.for_site(self.object.site)


class PauseForm(shared.PauseForm):
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
    expected_on = shared.day_field(
        gettext_lazy("预计哪天恢复"), help_text=gettext_lazy("也会告诉居民。到了这天还没恢复，会提醒您。")
    )


class Pause(shared.Pauses, OnTheClock):
    """What is kept the author is told."""

    name = "submission.pause"
    explanation = gettext_lazy("暂停期间期限不走；恢复以后，还剩几个工作日就还有几个工作日。")
    form = PauseForm
    reasons = PauseReason

    def last_day(self) -> date:
        return timezone.localdate() + timedelta(days=self.district().pause_days)

    def apply(self, actor, data: dict) -> dict:
        self.settle_claims(actor)
        return super().apply(actor, data)


class Resume(shared.Resumes, OnTheClock):
    """By System too, when the author has added something."""

    name = "submission.resume"
    keeps_claim = True

    def permits(self, actor, submission) -> bool:
        return actor.kind == "system" or super().permits(actor, submission)

    def apply(self, actor, data: dict) -> dict:
        self.settle_claims(actor)
        return super().apply(actor, data)


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


class AskExtension(shared.AsksForTime, OnTheClock):
    """Keeps {"days", "reason"}; the author is told when it is granted. As often and as long as the district has it."""

    name = "submission.ask_extension"
    explanation = gettext_lazy("由站长或代表工委批准。批准以前，期限不变。")
    form = AskForm

    def guard(self, actor) -> None:
        super().guard(actor)
        district = self.district()
        if not district.extension_days or running(self.object).extended_times >= district.extension_times:
            raise Conflict(_("延期的次数已经用完，请尽快答复。"))

    def get_form(self, data=None, **kwargs):
        return AskForm(data, most_days=self.district().extension_days, **kwargs)

    def apply(self, actor, data: dict) -> dict:
        due_on = add_workdays(self.object.due_on, data["days"])
        clock.ask_extension(self.object, due_on=due_on, reason=data["reason"], actor=actor)
        return {"days": data["days"], "reason": data["reason"]}

    def told(self) -> str:
        return _("批准以前，居民看到的日期不变。")

    @classmethod
    def describe(cls, data: dict) -> str:
        days = data.get("days") or 0
        words = ngettext("%d 个工作日", "%d 个工作日", days) % days
        return _("%(days)s。%(reason)s") % {"days": words, "reason": data.get("reason", "")}


class DecidesOnExtension(shared.DecidesOnTime, OnTheClock):
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
        is_own = self.asked.asked_by_id == actor.user.pk
        if is_own and not may_in_district(actor.user, GRANT_EXTENSIONS, self.object.site):
            raise Denied(_("自己申请的延期，要由别人批准。"))


class GrantForm(DaysForm):
    words = note_field(gettext_lazy("告诉居民的原因"), help_text=gettext_lazy("居民会在进度页看到这段话和新的日期。"))


class GrantExtension(shared.GrantsTime, DecidesOnExtension):
    """The new date counts from the old one. Keeps {"days", "reason", "due_on"}, which the author is told."""

    name = "submission.grant_extension"
    form = GrantForm

    def get_form(self, data=None, **kwargs):
        initial = {}
        if asked := self.asked:
            initial = {"days": workdays_between(asked.deadline.due_on, asked.due_on), "words": asked.reason}
        form = GrantForm(data, most_days=self.district().extension_days, initial=initial, **kwargs)
        return self.saying_what_was_asked(form)

    def apply(self, actor, data: dict) -> dict:
        due_on = add_workdays(self.object.due_on, data["days"])
        clock.grant_extension(self.object, due_on=due_on, words=data["words"], actor=actor)
        return {"days": data["days"], "reason": data["words"], "due_on": self.object.due_on.isoformat()}


class RefuseForm(forms.Form):
    words = note_field(gettext_lazy("原因"), help_text=gettext_lazy("告诉申请的人，居民看不到。"))


class RefuseExtension(shared.RefusesTime, DecidesOnExtension):
    name = "submission.refuse_extension"
    form = RefuseForm

    def told(self) -> str:
        return _("期限不变，居民看到的日期也不变。")
