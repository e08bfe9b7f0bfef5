"""Answering, and closing what was answered."""

from typing import ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.access.roles import MANAGE_DISTRICT, VENUE_APP
from cms.bilingual import kept_name
from cms.clock.models import Ending
from cms.clock.services import stop
from cms.kernel.exceptions import Conflict
from cms.textfields import CleanCharField
from cms.workdays.wording import day_text
from forms.models import Review, State
from forms.selectors.feedback import rating_until
from forms.transitions.base import SubmissionTransition, acts_for_unit, handles, receives
from forms.transitions.fields import UnitField, active_units, reply_field
from liaison_pages.models import Deputy

REPLY_BY_LENGTH = 60  # as IntakeSubmission.reply_by


class Answering(SubmissionTransition):
    """Base of the moves that end in an answer: `reply` and `reply_by` are on the row, {"reply_by"} in the history."""

    target = State.ANSWERED
    icon_name = "comment"

    def record_reply(self, actor, *, reply: str, reply_by: str) -> dict:
        """Put the answer on every row; returns what the history keeps."""
        for submission in self.objects:
            submission.reply, submission.reply_by = reply, reply_by
            submission.replied_at = timezone.now()
            stop(submission, Ending.MET)
        self.settle_claims(actor)
        return self._names(reply_by)

    def _names(self, reply_by: str) -> dict[str, str]:
        """`reply_by` as the history keeps it: with the unit's English name where that unit answered."""
        unit = self.object.referred_to
        return unit.names("reply_by") if unit and unit.name == reply_by else {"reply_by": reply_by}

    def apply(self, actor, data: dict) -> dict:
        return self.record_reply(actor, reply=data["reply"], reply_by=data["reply_by"])

    @classmethod
    def describe(cls, data: dict) -> str:
        return _("答复方：%(name)s") % {"name": kept_name(data, "reply_by")} if data.get("reply_by") else ""


class OnSpotForm(forms.Form):
    """Who explained or acted at the venue, and what was said."""

    shown_when: ClassVar[dict] = {"deputy": {"who": ["deputy"]}, "unit": {"who": ["unit"]}}

    who = forms.ChoiceField(
        label=gettext_lazy("谁答复的"),
        choices=[("deputy", gettext_lazy("代表解释说明")), ("unit", gettext_lazy("到场单位当场办理"))],
        widget=forms.RadioSelect,
        initial="deputy",
    )
    deputy = forms.ModelChoiceField(
        Deputy.objects.none(), label=gettext_lazy("代表"), required=False, empty_label=gettext_lazy("请选择")
    )
    unit = UnitField(label=gettext_lazy("到场单位"), required=False)
    reply = reply_field()

    def __init__(self, data=None, *, submission, actor, **kwargs):
        super().__init__(data, **kwargs)
        roster = Deputy.objects.filter(memberships__venue=submission.venue_id, is_serving=True)
        self.fields["deputy"].queryset = roster
        self.fields["unit"].queryset = active_units(submission.site_id)
        if data is None and actor.kind == "staff":
            self.fields["deputy"].initial = roster.filter(user=actor.user).first()

    def clean(self):
        cleaned = super().clean()
        who = cleaned.get("who")
        if who and not cleaned.get(who) and who not in self.errors:
            message = _("请选择哪位代表。") if who == "deputy" else _("请选择哪个单位。")
            self.add_error(who, forms.ValidationError(message, code="required"))
        return cleaned


def deputy_words(deputy: Deputy) -> str:
    """How the answer names the deputy: by name where the deputy is public."""
    return _("%(name)s代表") % {"name": deputy.name} if deputy.is_published else _("驻站代表")


class AnswerOnSpot(Answering):
    """
    accepted → answered the same day, by V, D, A. Keeps {"reply_by", "who": deputy or unit}.

    Deputies do not settle cases (代表法 2025, art. 31): a deputy explains, or a department that is present acts.
    """

    name = "submission.answer_on_spot"
    title = gettext_lazy("当场答复")
    icon_name = "group"
    sources = frozenset({State.ACCEPTED})
    form = OnSpotForm

    def permits(self, actor, submission) -> bool:
        return handles(actor, submission) or receives(actor, submission)

    def get_form(self, data=None, **kwargs):
        return OnSpotForm(data, submission=self.object, actor=self.actor, **kwargs)

    def apply(self, actor, data: dict) -> dict:
        who = data["who"]
        name = deputy_words(data["deputy"]) if who == "deputy" else data["unit"].name
        return {**self.record_reply(actor, reply=data["reply"], reply_by=name[:REPLY_BY_LENGTH]), "who": who}


class ReplyForm(forms.Form):
    reply_by = CleanCharField(label=gettext_lazy("答复方"), max_length=REPLY_BY_LENGTH)
    reply = reply_field()


class Answer(Answering):
    """referred → answered, by the unit's officer or V, A; accepted → answered, by V, A. Keeps {"reply_by"}."""

    name = "submission.answer"
    title = gettext_lazy("答复")
    sources = frozenset({State.ACCEPTED, State.REFERRED})
    form = ReplyForm

    def permits(self, actor, submission) -> bool:
        if handles(actor, submission):
            return True
        return submission.state == State.REFERRED and acts_for_unit(actor, submission)

    def get_form(self, data=None, **kwargs):
        submission = self.object
        name = (submission.referred_to or submission.venue).name
        form = ReplyForm(data, initial={"reply_by": name}, **kwargs)
        if not handles(self.actor, submission):
            del form.fields["reply_by"]  # an officer answers as the unit
        return form

    def apply(self, actor, data: dict) -> dict:
        name = data.get("reply_by") or self.object.referred_to.name
        return self.record_reply(actor, reply=data["reply"], reply_by=name)


class Close(SubmissionTransition):
    """answered → closed, by System (after the rating or when it lapses) or A."""

    name = "submission.close"
    title = gettext_lazy("办结")
    icon_name = "success"
    sources = frozenset({State.ANSWERED})
    target = State.CLOSED
    permission = f"{VENUE_APP}.{MANAGE_DISTRICT}"

    def guard(self, actor) -> None:
        super().guard(actor)
        if self.object.review == Review.ASKED:
            raise Conflict(_("居民请代表工委复核，复核以后才能办结。"))
        until = rating_until(self.object)
        if not self.object.rating and timezone.localdate() <= until:
            raise Conflict(
                _("居民在 %(day)s 前（含当天）可以评价，评价以后或过了这一天才能办结。") % {"day": day_text(until)}
            )

    def apply(self, actor, data: dict) -> dict:
        stop(self.object, Ending.MET)
        self.settle_claims(actor)
        return {}
