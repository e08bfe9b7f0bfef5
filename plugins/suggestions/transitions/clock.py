"""
Standing still, and more time, of suggestions: never beyond `Suggestion.last_lawful_day`. None changes the state.

The clock and the moves' common part are `cms.clock`'s.
"""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.access.roles import GRANT_EXTENSIONS
from cms.access.selectors import may_in_district
from cms.clock import services as clock
from cms.clock import transitions as shared
from cms.kernel.exceptions import Conflict
from cms.workdays.wording import day_text
from liaison_pages.models import DistrictSettings
from plugins.suggestions.models import PauseReason, State
from plugins.suggestions.move_forms import AskForm, GrantForm, PauseForm, RefuseForm
from plugins.suggestions.transitions.base import OfficeTransition, SuggestionTransition

ASSIGNED = frozenset({State.ASSIGNED})


class AskExtension(shared.AsksForTime, SuggestionTransition):
    """By an officer of the lead unit, or by the office for it. Keeps {"due_on": ISO date, "reason"}."""

    name = "suggestion.ask_extension"
    explanation = gettext_lazy("由代表工委批准，并告诉领衔代表。批准以前，期限不变。")
    sources = ASSIGNED
    form = AskForm

    def permits(self, actor) -> bool:
        return self.is_by_office(actor) or self.is_by_lead_unit(actor)

    def guard(self, actor) -> None:
        super().guard(actor)
        if self.object.due_on >= self.object.last_lawful_day:
            raise Conflict(_("已经到代表法规定的最长期限，不能再延。"))

    def get_form(self, data=None, **kwargs):
        return AskForm(data, suggestion=self.object, **kwargs)

    def apply(self, actor, data: dict) -> dict:
        clock.ask_extension(self.object, due_on=data["due_on"], reason=data["reason"], actor=actor)
        return {"due_on": data["due_on"].isoformat(), "reason": data["reason"]}

    @classmethod
    def describe(cls, data: dict) -> str:
        return shared.GrantsTime.describe(data)


class DecidesOnExtension(shared.DecidesOnTime, SuggestionTransition):
    """By whoever grants extensions in the whole district: no venue has a suggestion."""

    sources = ASSIGNED

    def permits(self, actor) -> bool:
        return actor.kind == "staff" and may_in_district(actor.user, GRANT_EXTENSIONS, self.object.site)


class GrantExtension(shared.GrantsTime, DecidesOnExtension):
    """The date asked for, or another. Keeps {"due_on": ISO date, "reason"}: the deputy is told both, residents one."""

    name = "suggestion.grant_extension"
    form = GrantForm

    def get_form(self, data=None, **kwargs):
        initial = {"due_on": self.asked.due_on, "words": self.asked.reason} if self.asked else {}
        return self.saying_what_was_asked(GrantForm(data, suggestion=self.object, initial=initial, **kwargs))

    def apply(self, actor, data: dict) -> dict:
        clock.grant_extension(self.object, due_on=data["due_on"], words=data["words"], actor=actor)
        return {"due_on": self.object.due_on.isoformat(), "reason": data["words"]}

    @staticmethod
    def resident_text(entry) -> str:
        return _("承办单位申请延期，代表工委同意了，最迟 %(day)s 答复。") % {"day": day_text(entry.data["due_on"])}


class RefuseExtension(shared.RefusesTime, DecidesOnExtension):
    name = "suggestion.refuse_extension"
    form = RefuseForm


class Pause(shared.Pauses, OfficeTransition):
    """By the office alone: the time limit is the deputy's right, not the unit's to stop."""

    name = "suggestion.pause"
    explanation = gettext_lazy(
        "暂停期间期限不走；恢复以后，还剩几个工作日就还有几个工作日，但不超过代表法规定的 6 个月。"
    )
    sources = ASSIGNED
    form = PauseForm
    reasons = PauseReason

    def last_day(self) -> date:
        farthest = timezone.localdate() + timedelta(days=DistrictSettings.for_site(self.object.site).pause_days)
        return min(farthest, self.object.last_lawful_day)

    @staticmethod
    def resident_text(entry) -> str:
        reason = str(dict(PauseReason.choices).get(entry.data["reason"], ""))
        return _("暂停办理（%(reason)s），预计 %(day)s 恢复。") % {
            "reason": reason,
            "day": day_text(entry.data["until"]),
        }


class Resume(shared.Resumes, OfficeTransition):
    name = "suggestion.resume"
    sources = ASSIGNED

    def last_due_on(self) -> date:
        return self.object.last_lawful_day

    @staticmethod
    def resident_text(entry) -> str:
        return _("恢复办理，最迟 %(day)s 答复。") % {"day": day_text(entry.data["due_on"])}
