"""What deputies do with a draft."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plugins.suggestions import selectors
from plugins.suggestions.models import State
from plugins.suggestions.move_forms import AdoptForm, DeclineForm
from plugins.suggestions.transitions.base import SuggestionTransition


def deputy_here(actor, suggestion):
    """The acting serving deputy of the suggestion's district, or None."""
    deputy = selectors.deputy_of(actor.user) if actor.kind == "staff" else None
    return deputy if deputy is not None and deputy.site_id == suggestion.site_id else None


class Adopt(SuggestionTransition):
    """
    draft → submitted, by a serving deputy, who becomes the lead; by the proposed one alone where one is proposed.

    The deputy may put it in their own words. Keeps {"deputy": name, empty where the deputy is not public}.
    """

    name = "suggestion.adopt"
    title = gettext_lazy("领衔提出")
    explanation = gettext_lazy("您将作为领衔代表，把这件建议提交给代表工委。文字可以改成您自己的话。")
    icon_name = "check"
    is_primary = True
    sources = frozenset({State.DRAFT})
    target = State.SUBMITTED
    form = AdoptForm

    def permits(self, actor) -> bool:
        deputy = deputy_here(actor, self.object)
        return deputy is not None and self.object.proposed_deputy_id in (None, deputy.pk)

    def get_form(self, data=None, **kwargs):
        suggestion = self.object
        initial = {"title": suggestion.title, "facts": suggestion.facts, "proposals": suggestion.proposals}
        return AdoptForm(data, initial=initial, **kwargs)

    def apply(self, actor, data: dict) -> dict:
        suggestion = self.object
        suggestion.lead_deputy = deputy_here(actor, suggestion)
        for field, text in data.items():
            setattr(suggestion, field, text or getattr(suggestion, field))
        return {"deputy": suggestion.lead_deputy.name if suggestion.lead_deputy.is_published else ""}

    @classmethod
    def describe(cls, data: dict) -> str:
        return data.get("deputy", "")

    @staticmethod
    def resident_text(entry) -> str:
        if entry.data.get("deputy"):
            return _("%(name)s代表已领衔，把建议交给了代表工委。") % {"name": entry.data["deputy"]}
        return _("有代表领衔，把建议交给了代表工委。")


class Decline(SuggestionTransition):
    """draft → declined, by the deputy asked or the office; the submissions go back to the queue (`handlers`)."""

    name = "suggestion.decline"
    title = gettext_lazy("不领衔")
    explanation = gettext_lazy("这件建议就此结束，居民的意见回到家站点，继续在那里办理。")
    icon_name = "undo"
    sources = frozenset({State.DRAFT})
    target = State.DECLINED
    form = DeclineForm

    def permits(self, actor) -> bool:
        if self.is_by_office(actor):
            return True
        deputy = deputy_here(actor, self.object)
        return deputy is not None and self.object.proposed_deputy_id == deputy.pk

    def apply(self, actor, data: dict) -> dict:
        return {"reason": data["reason"]}

    @classmethod
    def describe(cls, data: dict) -> str:
        return data.get("reason", "")

    @staticmethod
    def resident_text(entry) -> str:
        return _("这次没有代表领衔，您的意见由家站点继续办理。")
