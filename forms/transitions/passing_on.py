"""Passing a case to another venue, whose matter it is."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.access.place_field import PlaceField
from cms.bilingual import kept_name
from cms.clock.services import hand_over
from cms.textfields import note_field
from forms.models import IntakeSubmission, State
from forms.selectors.rights import venues_to_pass_to
from forms.services import publishing
from forms.transitions.base import HANDLE, SubmissionTransition
from liaison_pages.models import Venue


class PassOnForm(forms.Form):
    venue = PlaceField(label=gettext_lazy("转到哪个家站点"), queryset=Venue.objects.none(), empty_label="—")
    note = note_field(
        gettext_lazy("给对方的话"),
        required=False,
        help_text=gettext_lazy("写进办理记录，对方看得到，居民看不到。"),
    )

    def __init__(self, data=None, *, submission: IntakeSubmission, actor, **kwargs):
        super().__init__(data, **kwargs)
        if actor is not None and actor.kind == "staff":
            self.fields["venue"].queryset = venues_to_pass_to(actor.user, submission)


class PassOn(SubmissionTransition):
    """
    screening, accepted: to another venue of the site, by V of the venue or A; the state and the due date stay, and what
    is public of it moves along. Keeps {"from", "to", "note"}. From then on the former venue sees nothing of it.
    """

    name = "submission.pass_on"
    title = gettext_lazy("转到别的家站点")
    icon_name = "redirect"
    explanation = gettext_lazy("以后由对方接着办，本站一般就看不到了。编号、查询码和期限不变，居民看得到转到了哪里。")
    sources = frozenset({State.SCREENING, State.ACCEPTED})
    permission = HANDLE
    form = PassOnForm

    def get_form(self, data=None, **kwargs):
        return PassOnForm(data, submission=self.object, actor=self.actor, **kwargs)

    def apply(self, actor, data: dict) -> dict:
        came_from, self.object.venue = self.object.venue, data["venue"]
        self.settle_claims(actor)
        hand_over(self.object)
        publishing.pass_on(submission=self.object)
        return {**came_from.names("from"), **data["venue"].names("to"), "note": data["note"]}

    def told(self) -> str:
        return _("已转到%(venue)s，期限不变。") % {"venue": self.object.venue.display_name}

    @classmethod
    def describe(cls, data: dict) -> str:
        words = _("从%(source)s转到%(to)s") % {"source": kept_name(data, "from"), "to": kept_name(data, "to")}
        return _("%(words)s：%(note)s") % {"words": words, "note": data["note"]} if data.get("note") else words
