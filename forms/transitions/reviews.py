"""What follows from an author's moves: the office's review, and cases that go on by themselves."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from cms.clock.models import Ending
from cms.clock.services import stop
from cms.kernel.exceptions import Conflict
from cms.textfields import note_field
from cms.workdays.wording import day_text
from forms.models import Review, State
from forms.services.deadlines import await_decision
from forms.services.feedback import take_up_again
from forms.transitions.base import SubmissionTransition
from forms.transitions.escalated import OFFICE
from forms.transitions.residents import FINISHED


class Reviewing(SubmissionTransition):
    """Base of the office's two answers to an author who says for a second time that nothing is solved."""

    sources = frozenset({*FINISHED, State.MERGED})
    permission = OFFICE

    def guard(self, actor) -> None:
        super().guard(actor)
        if self.object.review != Review.ASKED:
            raise Conflict(_("%(number)s 没有等复核的请求。") % {"number": self.object.number})


class ReopenAfterReview(Reviewing):
    """answered, closed, merged → accepted once more. Keeps {"due_on"}."""

    name = "submission.reopen_after_review"
    title = gettext_lazy("重新办理")
    icon_name = "redirect"
    target = State.ACCEPTED

    def apply(self, actor, data: dict) -> dict:
        take_up_again(self.object)
        self.settle_claims(actor)
        return {"due_on": self.object.due_on.isoformat()}

    @classmethod
    def describe(cls, data: dict) -> str:
        return _("%(day)s 前答复或转交") % {"day": day_text(data.get("due_on"))} if data.get("due_on") else ""


class UpholdForm(forms.Form):
    note = note_field(
        gettext_lazy("告诉居民的话"), help_text=gettext_lazy("居民会在进度页看到，请写清楚为什么维持答复。")
    )


class Uphold(Reviewing):
    """The answer stands. Keeps {"note"}, which the author reads."""

    name = "submission.uphold"
    title = gettext_lazy("维持答复")
    icon_name = "check"
    form = UpholdForm

    def apply(self, actor, data: dict) -> dict:
        self.object.review = Review.UPHELD
        stop(self.object, Ending.MET)
        return {"note": data["note"]}

    @classmethod
    def describe(cls, data: dict) -> str:
        return data.get("note", "")


class Separate(SubmissionTransition):
    """merged → accepted, by System alone, many at once: its main one ended. Keeps {"due_on"}."""

    name = "submission.separate"
    title = pgettext_lazy("move", "分开办理")
    icon_name = "link"
    sources = frozenset({State.MERGED})
    target = State.ACCEPTED
    takes_many = True
    is_for_people = False

    def permits(self, actor, submission) -> bool:
        return actor.kind == "system"

    def apply(self, actor, data: dict) -> dict:
        for submission in self.objects:
            submission.merged_into = None
        await_decision(*self.objects)  # what is merged is of one site
        return {"due_on": self.object.due_on.isoformat()}
