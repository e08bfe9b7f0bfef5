"""What the handling unit does."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.bilingual import kept_name
from cms.clock.models import Ending
from cms.clock.services import stop
from plugins.suggestions import services
from plugins.suggestions.models import OutcomeCategory, State
from plugins.suggestions.move_forms import ReplyForm
from plugins.suggestions.transitions.base import SuggestionTransition


class Reply(SuggestionTransition):
    """
    assigned → replied, by an officer of the lead unit, or by the office for it.

    Keeps {"reply": pk, "unit": name, "category", "replied_on": ISO date}.
    """

    name = "suggestion.reply"
    title = gettext_lazy("答复")
    icon_name = "comment"
    is_primary = True
    sources = frozenset({State.ASSIGNED})
    target = State.REPLIED
    form = ReplyForm

    def permits(self, actor) -> bool:
        return self.is_by_office(actor) or self.is_by_lead_unit(actor)

    def get_form(self, data=None, **kwargs):
        not_before = timezone.localdate(self.object.created_at)
        return ReplyForm(data, initial={"replied_on": timezone.localdate()}, not_before=not_before, **kwargs)

    def apply(self, actor, data: dict) -> dict:
        reply = services.write_reply(suggestion=self.object, **data)
        stop(self.object, Ending.MET)
        return {
            "reply": reply.pk,
            **reply.unit.names("unit"),
            "category": reply.category,
            "replied_on": reply.replied_on.isoformat(),
        }

    @classmethod
    def describe(cls, data: dict) -> str:
        return str(OutcomeCategory(data["category"]).label) if data.get("category") else ""

    @staticmethod
    def resident_text(entry) -> str:
        return _("%(unit)s已把答复送到代表工委。") % {"unit": kept_name(entry.data, "unit")}
