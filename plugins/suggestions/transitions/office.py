"""What the district office (代表工委) decides."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.bilingual import kept_name
from cms.clock.services import set_due
from cms.kernel.numbers import next_number
from cms.workdays.wording import day_text
from plugins.suggestions import selectors
from plugins.suggestions.models import REPLY_DUE, ReturnReason, State
from plugins.suggestions.move_forms import AcceptForm, AssignForm, ReturnForm, usual_due_date
from plugins.suggestions.transitions.base import OfficeTransition


class Accept(OfficeTransition):
    """submitted → accepted, with the next number of its session. Keeps {"session": slug, "number"}."""

    name = "suggestion.accept"
    title = gettext_lazy("受理编号")
    icon_name = "check"
    is_primary = True
    sources = frozenset({State.SUBMITTED})
    target = State.ACCEPTED
    form = AcceptForm

    def get_form(self, data=None, **kwargs):
        site = self.object.site
        initial = {"session": selectors.current_session(site, timezone.localdate())}
        return AcceptForm(data, initial=initial, sessions=selectors.sessions_of(site), **kwargs)

    def apply(self, actor, data: dict) -> dict:
        suggestion = self.object
        suggestion.session = data["session"]
        suggestion.number = next_number(suggestion.site, f"suggestion:{suggestion.session.pk}")
        return {"session": suggestion.session.slug, "number": suggestion.number}

    @classmethod
    def describe(cls, data: dict) -> str:
        return _("第 %(number)d 号") % {"number": data["number"]} if data.get("number") else ""

    @staticmethod
    def resident_text(entry) -> str:
        return _("代表工委已受理，编为第 %(number)d 号建议。") % {"number": entry.data.get("number", 0)}


class Return(OfficeTransition):
    """submitted → returned for a coded reason; the submissions go back to the queue. Keeps {"reason", "note"}."""

    name = "suggestion.return"
    title = gettext_lazy("退回")
    explanation = gettext_lazy("这件建议就此结束，居民的意见回到家站点，继续在那里办理。")
    icon_name = "undo"
    sources = frozenset({State.SUBMITTED})
    target = State.RETURNED
    form = ReturnForm

    def apply(self, actor, data: dict) -> dict:
        return {"reason": data["reason"], "note": data["note"]}

    @classmethod
    def describe(cls, data: dict) -> str:
        parts = [ReturnReason(data["reason"]).label if data.get("reason") else "", data.get("note", "")]
        return _("；").join(str(part) for part in parts if part)

    @staticmethod
    def resident_text(entry) -> str:
        reason = ReturnReason(entry.data["reason"]).label
        return _("代表工委没有受理这件建议（%(reason)s），您的意见由家站点继续办理。") % {"reason": reason}


class Assign(OfficeTransition):
    """accepted → assigned to one unit with a due date. Keeps {"unit": name, "due_on": ISO date}."""

    name = "suggestion.assign"
    title = gettext_lazy("交办")
    icon_name = "arrow-right"
    is_primary = True
    sources = frozenset({State.ACCEPTED})
    target = State.ASSIGNED
    form = AssignForm

    def get_form(self, data=None, **kwargs):
        initial = {"due_on": usual_due_date(timezone.localdate())}
        return AssignForm(data, initial=initial, units=selectors.units_of(self.object.site), **kwargs)

    def apply(self, actor, data: dict) -> dict:
        suggestion = self.object
        suggestion.lead_unit = data["unit"]
        set_due(suggestion, due_on=data["due_on"], what=REPLY_DUE, unit=suggestion.lead_unit)
        return {**suggestion.lead_unit.names("unit"), "due_on": suggestion.due_on.isoformat()}

    @classmethod
    def describe(cls, data: dict) -> str:
        if not data.get("unit"):
            return ""
        return _("%(unit)s，%(day)s 前答复") % {"unit": kept_name(data, "unit"), "day": day_text(data["due_on"])}

    @staticmethod
    def resident_text(entry) -> str:
        values = {"unit": kept_name(entry.data, "unit"), "day": day_text(entry.data["due_on"])}
        return _("已交给%(unit)s办理，最迟 %(day)s 答复。") % values


class Close(OfficeTransition):
    """replied → closed; the linked submissions are answered with the last reply (`handlers`)."""

    name = "suggestion.close"
    title = gettext_lazy("办结")
    explanation = gettext_lazy("提意见的居民会看到这份答复的全文。")
    icon_name = "success"
    is_primary = True
    sources = frozenset({State.REPLIED})
    target = State.CLOSED

    @staticmethod
    def resident_text(entry) -> str:
        return _("建议已办结。")
