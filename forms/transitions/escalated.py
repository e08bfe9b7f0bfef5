"""
What happens to escalated cases, whoever escalated them.

These moves belong to the core, so that the queue stays whole while the suggestions add-on is off: the office can still
answer, or take a case back. The add-on makes the first two as System.
"""

from django import forms
from django.utils.translation import gettext_lazy

from cms.access.roles import ANSWER_ESCALATED, VENUE_APP
from cms.textfields import CleanCharField, note_field
from forms.models import State
from forms.services.deadlines import await_decision
from forms.transitions.answers import REPLY_BY_LENGTH, Answering, ReplyForm
from forms.transitions.base import SubmissionTransition
from forms.transitions.fields import reply_field
from liaison_pages.models import DistrictSettings

OFFICE = f"{VENUE_APP}.{ANSWER_ESCALATED}"


class SuggestionReplyForm(forms.Form):
    reply_by = CleanCharField(label=gettext_lazy("答复方"), max_length=REPLY_BY_LENGTH)
    reply = reply_field(max_length=8000)  # a unit's reply to a suggestion is longer than a desk's


class AnswerBySuggestion(Answering):
    """escalated → answered with the suggestion's reply, by System alone; many at once. Keeps {"reply_by"}."""

    name = "submission.answer_by_suggestion"
    title = gettext_lazy("以建议的答复回复")
    sources = frozenset({State.ESCALATED})
    takes_many = True
    is_for_people = False
    form = SuggestionReplyForm

    def permits(self, actor, submission) -> bool:
        return actor.kind == "system"


class AnswerEscalated(Answering):
    """escalated → answered by the district office itself. Keeps {"reply_by"}."""

    name = "submission.answer_escalated"
    title = gettext_lazy("由代表工委答复")
    sources = frozenset({State.ESCALATED})
    permission = OFFICE
    form = ReplyForm

    def get_form(self, data=None, **kwargs):
        office = DistrictSettings.for_site(self.object.site).organiser
        return ReplyForm(data, initial={"reply_by": office}, **kwargs)


class DeclineForm(forms.Form):
    reason = note_field(gettext_lazy("原因"), help_text=gettext_lazy("留在办理记录里，家站点能看到。"))


class Decline(SubmissionTransition):
    """escalated → accepted: no deputy adopted it (System), or the office returns it; many at once. Keeps {"reason"}."""

    name = "submission.decline"
    title = gettext_lazy("退回家站点")
    icon_name = "undo"
    sources = frozenset({State.ESCALATED})
    target = State.ACCEPTED
    permission = OFFICE
    takes_many = True
    form = DeclineForm

    def apply(self, actor, data: dict) -> dict:
        for submission in self.objects:
            await_decision(submission)
        self.settle_claims(actor)
        return {"reason": data["reason"], "due_on": self.object.due_on.isoformat()}

    @classmethod
    def describe(cls, data: dict) -> str:
        return data.get("reason", "")
