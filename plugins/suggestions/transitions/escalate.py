"""Many submissions become one suggestion."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cms.access.roles import HANDLE_SUBMISSIONS, VENUE_APP
from cms.clock.models import Ending
from cms.clock.services import stop
from cms.kernel.exceptions import Conflict
from forms.models import State
from forms.transitions.base import SubmissionTransition
from plugins.suggestions import selectors, services
from plugins.suggestions.move_forms import EscalateForm

FACTS_LENGTH = 4000  # as Suggestion.facts


class Escalate(SubmissionTransition):
    """
    accepted (many) → escalated into one suggestion in draft; each keeps its code. By V or A, on every venue involved.

    For general matters, or those beyond the level. Keeps {"suggestion": pk, "count": how many joined}.
    """

    name = "submission.escalate"
    title = gettext_lazy("转为代表建议")
    explanation = gettext_lazy("请一位代表把这些意见提成一件建议。居民会在进度页看到建议走到哪一步。")
    icon_name = "arrow-up-big"
    sources = frozenset({State.ACCEPTED})
    target = State.ESCALATED
    permission = f"{VENUE_APP}.{HANDLE_SUBMISSIONS}"
    form = EscalateForm
    takes_many = True

    def guard(self, actor) -> None:
        super().guard(actor)
        if len({submission.site_id for submission in self.objects}) > 1:
            raise Conflict(_("只有同一个区的意见才能合成一件建议。"))

    def get_form(self, data=None, **kwargs):
        first = self.object
        initial = {
            "title": first.heading if len(self.objects) == 1 else "",  # many need words for what they share
            # Without places: one may be a resident's own door, and a suggestion may be made public.
            "facts": "\n\n".join(dict.fromkeys(each.content for each in self.objects))[:FACTS_LENGTH],
            "proposed_deputy": first.deputy_id,
        }
        return EscalateForm(data, initial=initial, deputies=selectors.deputies_to_ask(first.site), **kwargs)

    def apply(self, actor, data: dict) -> dict:
        suggestion = services.draft(
            submissions=self.objects,
            title=data["title"],
            facts=data["facts"],
            proposals=data["proposals"],
            proposed_deputy=data["proposed_deputy"],
            actor=actor,
        )
        for submission in self.objects:
            stop(submission, Ending.MET)  # the suggestion has the next date
        self.settle_claims(actor)
        return {"suggestion": suggestion.pk, "count": len(self.objects)}

    def told(self) -> str:
        return _("居民会看到：意见已写成建议，正在请代表领衔。")

    def links(self) -> list[tuple[str, str]]:
        suggestion = selectors.current_suggestion(self.object)
        if suggestion is None or not selectors.may_see(self.actor.user, suggestion):
            return []
        return [(reverse("suggestions_admin:detail", args=[suggestion.pk]), _("看这件建议"))]

    @classmethod
    def describe(cls, data: dict) -> str:
        count = data.get("count", 1)
        return _("%(count)d 件意见合成一件") % {"count": count} if count > 1 else ""

    @staticmethod
    def resident_text(entry) -> str:
        others = entry.data.get("count", 1) - 1
        if others < 1:
            return _("您的意见已写成建议，请代表领衔。")
        return ngettext(
            "您的意见和另外 %(count)d 位居民的意见一起写成了建议，请代表领衔。",
            "您的意见和另外 %(count)d 位居民的意见一起写成了建议，请代表领衔。",
            others,
        ) % {"count": others}
