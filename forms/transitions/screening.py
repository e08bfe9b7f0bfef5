"""The first decisions: take it on, turn it down, or join it with another."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from cms.clock.models import Ending
from cms.clock.services import stop
from cms.kernel import audit
from cms.kernel.exceptions import Conflict
from cms.textfields import CleanCharField, note_field
from cms.workdays.wording import day_text
from forms.models import OPEN_STATES, IntakeSubmission, RejectReason, State
from forms.selectors import rights
from forms.selectors.publishing import published_among
from forms.selectors.queue import open_beside
from forms.services.deadlines import await_decision
from forms.services.publishing import take_down
from forms.transitions.base import HANDLE, SubmissionTransition, handles, lock_beside, receives
from forms.transitions.fields import NumberInput


class Accept(SubmissionTransition):
    """screening → accepted, by V, D, A. Keeps {"due_on"}: by when it is answered or referred."""

    name = "submission.accept"
    title = gettext_lazy("受理")
    icon_name = "check"
    is_primary = True
    keeps_claim = True
    sources = frozenset({State.SCREENING})
    target = State.ACCEPTED

    def permits(self, actor, submission) -> bool:
        return handles(actor, submission) or receives(actor, submission)

    def apply(self, actor, data: dict) -> dict:
        await_decision(self.object)
        self.settle_claims(actor)
        return {"due_on": self.object.due_on.isoformat()}

    @classmethod
    def describe(cls, data: dict) -> str:
        return _("%(day)s 前答复或转交") % {"day": day_text(data.get("due_on"))} if data.get("due_on") else ""


class RejectForm(forms.Form):
    reason = forms.ChoiceField(
        label=gettext_lazy("原因"),
        choices=RejectReason.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("会告诉提交人。选“辱骂、诽谤”或“隐私、涉密”后，原文只有代表工委能看到。"),
    )
    note = note_field(
        gettext_lazy("补充说明（选填）"), required=False, help_text=gettext_lazy("也会告诉提交人，请写得客气、清楚。")
    )


class Reject(SubmissionTransition):
    """screening → rejected, by V, A. Keeps {"reason", "note"}; some reasons hide the text."""

    name = "submission.reject"
    title = pgettext_lazy("move", "不予受理")
    icon_name = "cross"
    sources = frozenset({State.SCREENING})
    target = State.REJECTED
    permission = HANDLE
    form = RejectForm

    def apply(self, actor, data: dict) -> dict:
        self.object.reject_reason = data["reason"]
        stop(self.object, Ending.MET)
        self.settle_claims(actor)
        return {"reason": data["reason"], "note": data["note"]}

    def told(self) -> str:
        hidden = _("原文已隐藏，只有代表工委能看到。") if self.object.is_hidden else ""
        return super().told() + hidden

    @classmethod
    def describe(cls, data: dict) -> str:
        label = dict(RejectReason.choices).get(data.get("reason"), data.get("reason", ""))
        return _("%(reason)s。%(note)s") % {"reason": label, "note": data["note"]} if data.get("note") else str(label)


class MergeForm(forms.Form):
    """Names the submission to join; only what the actor may see and handle, of the same site, still open."""

    number = CleanCharField(
        label=gettext_lazy("并入哪一件"),
        max_length=24,
        help_text=gettext_lazy("填那一件的编号，或按内容从同一个站还在办理的里面选。两个编号都继续有效。"),
        widget=NumberInput,
    )

    def __init__(self, data=None, *, submission, actor, **kwargs):
        super().__init__(data, **kwargs)
        self.submission, self.actor = submission, actor
        if actor is not None and actor.kind == "staff":
            self.fields["number"].widget.offered = [
                (each.number, each.heading) for each in open_beside(submission, actor.user)
            ]

    def clean_number(self):
        found = self._seen().filter(number__iexact=self.cleaned_data["number"], site=self.submission.site_id).first()
        if found is None or not handles(self.actor, found):
            raise forms.ValidationError(_("没有找到这个编号，请核对。"), code="unknown")
        if found.pk == self.submission.pk:
            raise forms.ValidationError(_("不能并入它自己。"), code="itself")
        if found.state not in OPEN_STATES:
            raise forms.ValidationError(
                _("%(number)s 现在是“%(state)s”，只能并入还在办理的。"),
                code="not_open",
                params={"number": found.number, "state": found.get_state_display()},
            )
        return found

    def _seen(self):
        if self.actor.kind == "staff":
            return rights.visible_to(self.actor.user)
        return IntakeSubmission.objects.all()


class Merge(SubmissionTransition):
    """
    screening, accepted → merged into an open one, by V, A. Keeps {"into": number}; both codes live. Where the public
    reads both, it reads the other from then on; keeps {"taken_down": number} too.

    There are no chains: what was joined to it before goes along, and keeps {"into", "along_with": number} of its own.
    """

    name = "submission.merge"
    title = gettext_lazy("合并")
    icon_name = "link"
    sources = frozenset({State.SCREENING, State.ACCEPTED})
    target = State.MERGED
    permission = HANDLE
    form = MergeForm

    def get_form(self, data=None, **kwargs):
        return MergeForm(data, submission=self.object, actor=self.actor, **kwargs)

    def apply(self, actor, data: dict) -> dict:
        into = self._lock_target(data["number"])
        kept = {"into": into.number, **self._keep_one_public(into)}
        self.object.merged_into = into
        stop(self.object, Ending.DROPPED)
        along = list(self.object.merged_submissions.order_by("pk"))
        if along:
            self.object.merged_submissions.update(merged_into=into)
            data_of_each = {"into": into.number, "along_with": self.object.number}
            audit.record_all([(each, data_of_each) for each in along], action=self.name, actor=actor)
        self.settle_claims(actor)
        return kept

    def _keep_one_public(self, into: IntakeSubmission) -> dict:
        """Of two that the public reads, each itself or by what was merged into it, `into`'s stays."""
        shown = published_among(self.object)
        if shown is None or published_among(into) is None:
            return {}
        if shown.pk == self.object.pk:
            take_down(submission=self.object)
        else:
            shown = lock_beside(shown)
            take_down(submission=shown)
            shown.save(update_fields=["publication"])
        return {"taken_down": shown.number}

    @staticmethod
    def _lock_target(chosen: IntakeSubmission) -> IntakeSubmission:
        """The target, locked and still open. Two that join each other at once: the second is told, none waits."""
        into = lock_beside(chosen)
        if into.state not in OPEN_STATES:
            raise Conflict(
                _("%(number)s 现在是“%(state)s”，只能并入还在办理的。")
                % {"number": into.number, "state": into.get_state_display()}
            )
        return into

    @classmethod
    def describe(cls, data: dict) -> str:
        if data.get("along_with"):
            return _("随 %(other)s 并入 %(number)s") % {"other": data["along_with"], "number": data["into"]}
        words = _("并入 %(number)s") % {"number": data.get("into", "")}
        if not data.get("taken_down"):
            return words
        return _("%(words)s；两件都公开了，撤下 %(number)s 的") % {"words": words, "number": data["taken_down"]}


class ClearSpam(SubmissionTransition):
    """In any state: somebody looked, and it is a person's. Keeps {"signs"}."""

    name = "submission.clear_spam"
    title = gettext_lazy("不是垃圾信息")
    icon_name = "success"
    keeps_claim = True
    sources = frozenset(State.values)
    permission = HANDLE

    def guard(self, actor) -> None:
        super().guard(actor)
        if not self.object.spam_signs:
            raise Conflict(_("%(number)s 没有垃圾信息的疑点。") % {"number": self.object.number})

    def apply(self, actor, data: dict) -> dict:
        signs, self.object.spam_signs = self.object.spam_signs, ""
        return {"signs": signs}

    def told(self) -> str:
        return ""  # its author never read of it
