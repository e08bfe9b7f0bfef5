"""Moves that the author makes, with number and code in hand. What was made already is not made twice."""

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.bilingual import RadioSelect
from cms.clock.models import Ending
from cms.clock.services import stop
from cms.kernel.exceptions import Conflict
from cms.notices.selectors import subscriptions_of
from cms.textfields import CleanCharField
from cms.workdays.wording import day_text
from forms.builder import TOO_LONG
from forms.models import OPEN_STATES, MessageKind, Review, Satisfaction, State
from forms.selectors.feedback import answered_one, count_said, rating_until, unsolved_until, was_said
from forms.selectors.queue import left_contact
from forms.services import publishing
from forms.services.contacts import erase_contact
from forms.services.deadlines import await_review
from forms.services.feedback import say, take_up_again
from forms.services.following import TOPIC, unfollow
from forms.transitions.base import SubmissionTransition

ADDED_LENGTH = 1000
REASON_LENGTH = 500
MOST_ADDED = 10  # more is a conversation, for which there is a telephone

FINISHED = frozenset({State.ANSWERED, State.CLOSED})


class ResidentMove(SubmissionTransition):
    """Base of the author's moves."""

    is_for_people = False  # no button at the desk: it is the resident's

    def permits(self, actor, submission) -> bool:
        return actor.kind == "resident"

    @staticmethod
    def was_made(submission, data: dict) -> bool:
        """Whether what the form asks for is so already: a double click, or a form sent again."""
        return False

    @staticmethod
    def open_until(submission) -> date | None:
        """The last day for the move; None where no day is set."""
        return None

    def guard(self, actor) -> None:
        super().guard(actor)
        until = self.open_until(self.object)
        if until and timezone.localdate() > until:
            raise Conflict(_("%(day)s 前（含当天）可以选这一项，现在已经过了这一天。") % {"day": day_text(until)})


def words_field(label, length: int, missing: str = "", **kwargs) -> CleanCharField:
    return CleanCharField(
        label=label,
        max_length=length,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": missing, "max_length": TOO_LONG},
        **kwargs,
    )


class Withdraw(ResidentMove):
    """
    screening, accepted, referred, escalated → withdrawn. The suggestion that an escalated one leaves goes on without
    it, and what was merged into it is taken up by itself (`forms.handlers`). The public reads it no longer.
    """

    name = "submission.withdraw"
    title = gettext_lazy("撤回")
    icon_name = "undo"
    sources = frozenset(OPEN_STATES)
    target = State.WITHDRAWN

    @staticmethod
    def was_made(submission, data: dict) -> bool:
        return submission.state == State.WITHDRAWN

    def apply(self, actor, data: dict) -> dict:
        stop(self.object, Ending.DROPPED)
        publishing.forget(submission=self.object)
        self.settle_claims(actor)
        return {}


class OnAnswer(ResidentMove):
    """Base of the moves about an answer: of one's own submission, or of the one it was merged into."""

    def guard(self, actor) -> None:
        if answered_one(self.object).state not in FINISHED:
            raise Conflict(_("合在一起办的那件还没有答复。"))
        super().guard(actor)


class RateForm(forms.Form):
    rating = forms.ChoiceField(
        label=gettext_lazy("这次答复，您满意吗"),
        choices=Satisfaction.choices,
        widget=RadioSelect,
        error_messages={"required": gettext_lazy("请选一项"), "invalid_choice": gettext_lazy("请从三项里选一项")},
    )
    reason = words_field(gettext_lazy("想说的话"), REASON_LENGTH, required=False)


class Rate(OnAnswer):
    """On answered ones and those merged into one, once an answer, for some days. Keeps {"rating"}; words: a message."""

    name = "submission.rate"
    title = gettext_lazy("评价答复")
    icon_name = "pick"
    sources = frozenset({State.ANSWERED, State.MERGED})
    form = RateForm
    open_until = staticmethod(rating_until)

    @staticmethod
    def was_made(submission, data: dict) -> bool:
        reason = data.get("reason")
        is_same = bool(data) and submission.rating == data["rating"]
        return is_same and (not reason or was_said(submission, MessageKind.RATED, reason))

    def guard(self, actor) -> None:
        super().guard(actor)
        if self.object.rating:
            raise Conflict(_("这次答复您已经评过了：%(rating)s。") % {"rating": self.object.get_rating_display()})

    def apply(self, actor, data: dict) -> dict:
        self.object.rating, self.object.rated_at = data["rating"], timezone.now()
        if data["reason"]:
            say(self.object, MessageKind.RATED, data["reason"])
        return {"rating": data["rating"]}

    @classmethod
    def describe(cls, data: dict) -> str:
        return str(dict(Satisfaction.choices).get(data.get("rating"), ""))


class UnsolvedForm(forms.Form):
    reason = words_field(
        gettext_lazy("哪里没有解决"),
        REASON_LENGTH,
        gettext_lazy("请写哪里没有解决，几个字也行"),
        help_text=gettext_lazy("比如：灯修了一盏，巷尾那盏还不亮。"),
    )


class Unsolved(OnAnswer):
    """Base of the two ways to say that an answer did not help."""

    icon_name = "warning"
    sources = frozenset({*FINISHED, State.MERGED})
    form = UnsolvedForm
    open_until = staticmethod(unsolved_until)

    @staticmethod
    def was_made(submission, data: dict) -> bool:
        return bool(data) and was_said(submission, MessageKind.UNSOLVED, data["reason"])


class Reopen(Unsolved):
    """
    answered, closed → accepted, once. Keeps {"due_on"}; the reason is a message.

    One that was merged leaves the one that was answered, and is handled by itself.
    """

    name = "submission.reopen"
    title = gettext_lazy("反映没有解决")
    target = State.ACCEPTED

    def guard(self, actor) -> None:
        super().guard(actor)
        if self.object.reopened_count:
            raise Conflict(_("这件事已经重新办理过一次，再有不满意，可以请代表工委复核。"))

    def apply(self, actor, data: dict) -> dict:
        say(self.object, MessageKind.UNSOLVED, data["reason"])
        take_up_again(self.object)
        self.settle_claims(actor)
        return {"due_on": self.object.due_on.isoformat()}


class AskReview(Unsolved):
    """On answers to what was reopened before: the office decides (`reviews`), once an answer. Keeps {"due_on"}."""

    name = "submission.ask_review"
    title = gettext_lazy("请代表工委复核")

    def guard(self, actor) -> None:
        super().guard(actor)
        if not self.object.reopened_count:
            raise Conflict(_("第一次说没有解决，站里直接重新办理，不用复核。"))
        if self.object.review:
            raise Conflict(_("这次答复已经请代表工委复核过了。"))

    def apply(self, actor, data: dict) -> dict:
        say(self.object, MessageKind.UNSOLVED, data["reason"])
        self.object.review = Review.ASKED
        await_review(self.object)
        return {"due_on": self.object.due_on.isoformat()}

    @classmethod
    def describe(cls, data: dict) -> str:
        return _("%(day)s 前复核") % {"day": day_text(data["due_on"])} if data.get("due_on") else ""


class AddForm(forms.Form):
    text = words_field(
        gettext_lazy("补充什么"),
        ADDED_LENGTH,
        gettext_lazy("请写要补充的，几个字也行"),
        help_text=gettext_lazy("原来写的不会变，补充的按先后放在后面。不要写身份证号。"),
    )


class Add(ResidentMove):
    """On open ones, or merged into an open one: a further text, up to MOST_ADDED. The words are a message."""

    name = "submission.add"
    title = gettext_lazy("补充情况")
    icon_name = "plus"
    sources = frozenset({*OPEN_STATES, State.MERGED})
    form = AddForm

    @staticmethod
    def was_made(submission, data: dict) -> bool:
        return bool(data) and was_said(submission, MessageKind.ADDED, data["text"])

    def guard(self, actor) -> None:
        super().guard(actor)
        main = self.object.merged_into
        if main and main.state not in OPEN_STATES:
            raise Conflict(_("合在一起办的那件已经办完，不能再补充。"))
        if count_said(self.object, MessageKind.ADDED) >= MOST_ADDED:
            raise Conflict(_("已经补充了 %(most)d 次。还有要说的，请打电话或到站里来说。") % {"most": MOST_ADDED})

    def apply(self, actor, data: dict) -> dict:
        if self.was_made(self.object, data):
            raise Conflict(_("这段话已经记下了。"))
        say(self.object, MessageKind.ADDED, data["text"])
        self.object.added_at = timezone.now()
        return {}


class WithdrawConsent(ResidentMove):
    """In any state: nothing of it is published from now on, and what is public is taken down at once."""

    name = "submission.withdraw_consent"
    title = gettext_lazy("不再同意公开")
    icon_name = "lock"
    sources = frozenset(State.values)

    @staticmethod
    def was_made(submission, data: dict) -> bool:
        return not submission.publish_consent

    def guard(self, actor) -> None:
        super().guard(actor)
        if not self.object.publish_consent:
            raise Conflict(_("这件意见没有同意公开，不会公开。"))

    def apply(self, actor, data: dict) -> dict:
        self.object.publish_consent = False
        publishing.forget(submission=self.object)
        return {}


class EraseContact(ResidentMove):
    """
    In any state: contact, guardian's name and the addresses of notices go (personal information protection law,
    art. 47), of this submission alone, whatever it was merged into. The case goes on.
    """

    name = "submission.erase_contact"
    title = gettext_lazy("删去联系方式")
    icon_name = "bin"
    sources = frozenset(State.values)

    @staticmethod
    def was_made(submission, data: dict) -> bool:
        return not left_contact(submission) and not subscriptions_of(submission, TOPIC)

    def guard(self, actor) -> None:
        super().guard(actor)
        if self.was_made(self.object, {}):
            raise Conflict(_("没有留联系方式，也没有开通知。"))

    def apply(self, actor, data: dict) -> dict:
        erase_contact(submission=self.object)
        unfollow(submission=self.object, actor=actor)
        return {}
