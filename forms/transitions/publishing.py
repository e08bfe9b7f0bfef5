"""
Showing the public what somebody said and what was done (domain, §3: publication is a field, not a state).

Each of these moves locks the submission's row, as taking consent back does: neither misses the other. What ends in a
text locks the one it was merged into as well, whose state it tells and beside which no other may be public.
"""

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.kernel.exceptions import Conflict
from cms.textfields import note_field
from forms.models import Progress, Publication, Review, State
from forms.selectors.feedback import answered_one
from forms.selectors.publishing import FINISHED, UNDERWAY, draft_of, matter_of, progress_of, published_twin
from forms.services import publishing
from forms.transitions.base import SubmissionTransition, handles, lock_beside
from forms.transitions.escalated import OFFICE
from forms.transitions.public_text import PublicTextForm

PUBLISHABLE = frozenset({*FINISHED, *UNDERWAY, State.MERGED})
REVIEWED = gettext_lazy("审查过了：看不出是哪位居民，没有他人隐私，不含国家秘密、工作秘密和商业秘密")


class PrepareForm(PublicTextForm):
    """The venue's staff hand it to the office; the office may review its own text at once."""

    is_reviewed = forms.BooleanField(label=REVIEWED, required=False)

    def __init__(self, *args, may_publish: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not may_publish:
            del self.fields["is_reviewed"]
        else:
            self.fields["is_reviewed"].help_text = _("勾选就马上公开；不勾选，留给另一位同事审核。")


class ReviewForm(PublicTextForm):
    """What goes public is what stands in these fields."""

    is_reviewed = forms.BooleanField(label=REVIEWED, error_messages={"required": gettext_lazy("审查过才能公开")})


class OfText(SubmissionTransition):
    """Base of the moves that end in a text: of a matter that is being handled or answered, with consent alone."""

    sources = PUBLISHABLE
    icon_name = "globe"
    shows_whole = True

    def guard(self, actor) -> None:
        super().guard(actor)
        self._check_texts()

    def _check_texts(self) -> None:
        submission = self.object
        if not submission.publish_consent:
            raise Conflict(_("提交人没有同意公开。"))
        if not progress_of(submission):
            raise Conflict(_("还没有受理，现在不能公开。"))
        if Review.ASKED in (submission.review, answered_one(submission).review):
            raise Conflict(_("居民请代表工委复核，复核以后才能公开。"))
        twin = published_twin(submission)
        if twin:
            raise Conflict(_("同一件事已经公开（%(number)s），不用再公开一次。") % {"number": twin.number})

    def hold(self) -> None:
        """Lock the one it was merged into, and look again: nobody answers, reopens or publishes it meanwhile."""
        if self.object.state == State.MERGED:
            self.object.merged_into = lock_beside(self.object.merged_into)
            self._check_texts()

    def publish(self, texts: dict) -> dict:
        matter = publishing.publish(submission=self.object, texts=texts)
        return {"progress": matter.progress, "published": True}

    def links(self) -> list[tuple[str, str]]:
        return public_links(self.object)

    @classmethod
    def describe(cls, data: dict) -> str:
        parts = [str(Progress(data["progress"]).label)] if data.get("progress") in Progress.values else []
        if data.get("published"):
            parts.append(_("已公开"))
        return _("，").join(parts)


def public_links(submission) -> list[tuple[str, str]]:
    """The way to what the public reads of it."""
    matter = matter_of(submission)
    return [(reverse("liaison_forms:matter", args=[matter.code]), _("看公开的页面"))] if matter else []


class PreparePublication(OfText):
    """
    V writes the anonymised text, which then waits for A; A may publish at once. Keeps {"progress", "published"}.

    What is public already stays as it is until the new text is reviewed.
    """

    name = "submission.prepare_publication"
    title = gettext_lazy("准备公开")
    explanation = gettext_lazy("写一份公众看得到的文字。代表工委审核以后公开，照片和联系方式不公开。")
    form = PrepareForm

    def permits(self, actor, submission) -> bool:
        return handles(actor, submission)

    def guard(self, actor) -> None:
        super().guard(actor)
        if self.object.publication == Publication.WAITING:
            raise Conflict(_("公开稿已经交代表工委审核。"))

    def get_form(self, data=None, **kwargs):
        return PrepareForm(
            data,
            submission=self.object,
            progress=progress_of(self.object),
            draft=draft_of(self.object),
            may_publish=self.actor.may(OFFICE, self.object),
            **kwargs,
        )

    def apply(self, actor, data: dict) -> dict:
        self.hold()
        texts = PrepareForm.texts_of(data)
        if data.get("is_reviewed"):
            return self.publish(texts)
        draft = publishing.write_draft(submission=self.object, texts=texts)
        self.object.publication = Publication.WAITING
        return {"progress": draft.progress}

    def told(self) -> str:
        if self.object.publication == Publication.WAITING:
            return _("已交代表工委审核，审核以后公开。")
        return _("已经公开。")


class Publish(OfText):
    """A reviews what waits, changes it where it must, and publishes it. Keeps {"progress", "published"}."""

    name = "submission.publish"
    title = gettext_lazy("审核公开")
    explanation = gettext_lazy("下面的文字会原样公开。请对照原文看一遍：意思没有变，也认不出是谁。")
    permission = OFFICE
    form = ReviewForm

    def guard(self, actor) -> None:
        super().guard(actor)
        draft = draft_of(self.object)
        if self.object.publication != Publication.WAITING or draft is None:
            raise Conflict(_("%(number)s 没有等审核的公开稿。") % {"number": self.object.number})

    def get_form(self, data=None, **kwargs):
        return ReviewForm(
            data, submission=self.object, progress=progress_of(self.object), draft=draft_of(self.object), **kwargs
        )

    def apply(self, actor, data: dict) -> dict:
        self.hold()
        return self.publish(ReviewForm.texts_of(data))

    def told(self) -> str:
        return _("已经公开。")


class SendBackForm(forms.Form):
    reason = note_field(gettext_lazy("哪里要改"), help_text=gettext_lazy("家站点的工作人员会看到。"))


class ReturnPublication(SubmissionTransition):
    """A sends the text back to whoever prepared it. Keeps {"reason"}."""

    name = "submission.return_publication"
    title = gettext_lazy("退回公开稿")
    icon_name = "undo"
    sources = frozenset(State.values)
    permission = OFFICE
    form = SendBackForm

    def guard(self, actor) -> None:
        super().guard(actor)
        if self.object.publication != Publication.WAITING:
            raise Conflict(_("%(number)s 没有等审核的公开稿。") % {"number": self.object.number})

    def apply(self, actor, data: dict) -> dict:
        publishing.send_back(submission=self.object, reason=data["reason"])
        return {"reason": data["reason"]}

    def told(self) -> str:
        return _("公开稿退回家站点修改。")

    @classmethod
    def describe(cls, data: dict) -> str:
        return data.get("reason", "")


class TakeDownForm(forms.Form):
    reason = note_field(gettext_lazy("为什么撤下"), help_text=gettext_lazy("留在办理记录里，不告诉居民。"))


class TakeDown(SubmissionTransition):
    """A lets nobody read it any more; what was written for the public stays at the desk. Keeps {"reason"}."""

    name = "submission.take_down"
    title = gettext_lazy("撤下公开")
    explanation = gettext_lazy("公开的页面马上看不到，也不再有人搜到。办理不受影响。")
    icon_name = "cross"
    sources = frozenset(State.values)
    permission = OFFICE
    form = TakeDownForm

    def guard(self, actor) -> None:
        super().guard(actor)
        if not self.object.publication or matter_of(self.object) is None:
            raise Conflict(_("%(number)s 没有公开。") % {"number": self.object.number})

    def apply(self, actor, data: dict) -> dict:
        publishing.take_down(submission=self.object)
        return {"reason": data["reason"]}

    def told(self) -> str:
        return _("已撤下，公众看不到了。")

    @classmethod
    def describe(cls, data: dict) -> str:
        return data.get("reason", "")
