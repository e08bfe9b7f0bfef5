"""The form for the text that the public reads: what could tell who it is, is refused, or has to be looked at."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.textfields import CleanCharField, LongTextField
from forms.anonymity import Trace, traces_in
from forms.builder import TOO_LONG
from forms.models import IntakeSubmission, Progress, PublicDraft, PublicTexts
from forms.selectors.feedback import answered_one

TEXTS = ("title", "place", "said", "done", "done_by")


def _limit(name: str) -> int:
    return PublicTexts._meta.get_field(name).max_length


def _field(name: str, field_class=CleanCharField, **kwargs) -> CleanCharField:
    messages = {"max_length": TOO_LONG}
    return field_class(max_length=_limit(name), error_messages=messages, **kwargs)


class PublicTextForm(forms.Form):
    """
    Made for one submission with its progress.

    What is forbidden in a public text is an error; what is doubtful is one as well, until `is_looked_at` is ticked,
    which is offered only then.
    """

    title = _field("title", label=gettext_lazy("标题"), help_text=gettext_lazy("一句话：在哪里，什么事。"))
    place = _field(
        "place",
        label=gettext_lazy("在哪里（选填）"),
        required=False,
        help_text=gettext_lazy("写到路名、小区名为止，不写楼号、门牌。"),
    )
    said = _field(
        "said",
        LongTextField,
        label=gettext_lazy("居民说的"),
        help_text=gettext_lazy(
            "可以照原话缩短，意思不变。删去：姓名和称呼、电话、门牌楼号、车牌，年龄、病情、家里的事，"
            "以及别人一看就知道是谁的细节。"
        ),
    )
    done = _field("done", LongTextField, label=gettext_lazy("办得怎样"))
    done_by = _field("done_by", label=gettext_lazy("答复方"))
    progress = forms.CharField(widget=forms.HiddenInput, required=False)  # as the page showed it
    is_looked_at = forms.BooleanField(label=gettext_lazy("标出来的都看过了，不会让人认出是谁"), required=False)

    def __init__(self, data=None, *, submission: IntakeSubmission, progress: str, draft: PublicDraft | None, **kwargs):
        initial = _texts_of(draft, progress) or _texts_from(submission)
        super().__init__(data, initial={**initial, "progress": progress}, **kwargs)
        self.progress, self.has_doubts = progress, False
        if progress == Progress.UNDERWAY:
            del self.fields["done_by"]
            done = self.fields["done"]
            done.required = False
            done.label, done.help_text = _("办到哪一步（选填）"), _("例如：已转区城管局，正在查线路。")
        else:
            self.fields["done"].help_text = _("照答复写，同样不写会让人认出是谁的话。办公电话可以留。")
        if data is None:
            del self.fields["is_looked_at"]
            self.fields["title"].widget.attrs["autofocus"] = True  # else the page jumps to the box at its end

    @staticmethod
    def texts_of(data: dict) -> dict[str, str]:
        """The texts in the cleaned `data` of such a form, as `forms.services.publishing` takes them."""
        return {name: data.get(name, "") for name in TEXTS}

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("progress") not in ("", self.progress):
            label = Progress(self.progress).label
            self.add_error(None, _("您看的时候，办理情况变了：现在是“%(now)s”。请再看一遍。") % {"now": label})
            self.data = {**self.data.dict(), "progress": self.progress}
        for name in TEXTS:
            self._check(name, traces_in(cleaned.get(name) or ""), is_looked_at=cleaned.get("is_looked_at"))
        if not self.has_doubts:
            self.fields.pop("is_looked_at", None)
        return cleaned

    def _check(self, name: str, traces: list[Trace], *, is_looked_at: bool) -> None:
        forbidden = [trace for trace in traces if trace.is_forbidden]
        doubtful = [trace for trace in traces if not trace.is_forbidden]
        if forbidden:
            message = _("不能公开：%(what)s。请删去或改写。") % {"what": _listed(forbidden)}
            self.add_error(name, forms.ValidationError(message, code="forbidden"))
        if doubtful:
            self.has_doubts = True
        if doubtful and not is_looked_at:
            message = _("可能让人认出是谁：%(what)s。请改写；不要紧的，在下面勾选“都看过了”。")
            self.add_error(name, forms.ValidationError(message % {"what": _listed(doubtful)}, code="doubtful"))


def _listed(traces: list[Trace]) -> str:
    return _("、").join(
        _("“%(words)s”（%(kind)s）") % {"words": trace.words, "kind": trace.kind_words} for trace in traces
    )


def _texts_of(draft: PublicDraft | None, progress: str) -> dict[str, str]:
    """What was prepared before. Of a matter that was being handled then and is answered now, not how far it was."""
    if draft is None:
        return {}
    texts = {name: getattr(draft, name) for name in TEXTS}
    if draft.progress != progress:
        texts |= _reply_to(draft.submission)
    return texts


def _texts_from(submission: IntakeSubmission) -> dict[str, str]:
    """What was said, as it was said, and what was answered."""
    said = {"title": submission.heading, "place": submission.place, "said": submission.content}
    return {**said, **_reply_to(submission)}


def _reply_to(submission: IntakeSubmission) -> dict[str, str]:
    answered = answered_one(submission)
    return {"done": answered.reply, "done_by": answered.reply_by}
