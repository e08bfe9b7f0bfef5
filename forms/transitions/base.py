"""What every move of a submission has in common: who may, whose claim stands in the way, what the resident is told."""

from typing import ClassVar

from django.db import OperationalError, transaction
from django.utils.translation import gettext as _

from cms.access.roles import HANDLE_SUBMISSIONS, VENUE_APP
from cms.kernel.exceptions import Conflict, Denied
from cms.kernel.transitions import Transition
from cms.workdays.wording import day_text
from forms import wording
from forms.models import IntakeSubmission
from forms.selectors import rights
from forms.services import claims

HANDLE = f"{VENUE_APP}.{HANDLE_SUBMISSIONS}"


def handles(actor, submission) -> bool:
    """V and A: the desk of the submission's venue, or the district office."""
    return actor.may(HANDLE, submission)


def receives(actor, submission) -> bool:
    """D: a deputy on the roster of the submission's venue."""
    return actor.kind == "staff" and rights.is_receiving_deputy(actor.user, submission)


def acts_for_unit(actor, submission) -> bool:
    """U: an officer of the unit that the submission was referred to."""
    return actor.kind == "staff" and rights.is_officer(actor.user, submission)


def lock_beside(other: IntakeSubmission) -> IntakeSubmission:
    """
    `other` as it is now, locked beside what a move holds. Never waits, so that two moves that want each other's rows do
    not stop both: raises Conflict while somebody is at it.
    """
    try:
        with transaction.atomic():
            return IntakeSubmission.objects.select_for_update(nowait=True).get(pk=other.pk)
    except OperationalError as error:
        raise Conflict(_("%(number)s 正有人在处理，请稍后再试。") % {"number": other.number}) from error


class SubmissionTransition(Transition):
    """
    A move of submissions. Subclasses say who `permits` it and write `apply`.

    A live claim of somebody else stops every move by staff; deciding takes what is free, and a case that moved on is
    nobody's any more unless `keeps_claim`. Add-ons may subclass it for moves of their own.
    """

    model = IntakeSubmission
    explanation: ClassVar[str] = ""  # what the move's page says above its fields
    icon_name: ClassVar[str] = "arrow-right"
    is_primary: ClassVar[bool] = False
    keeps_claim: ClassVar[bool] = False  # the same person goes on with the case
    shows_whole: ClassVar[bool] = False  # the move's page shows all that was said
    respects_claims: ClassVar[bool] = True  # False: it may be made while another is at the case
    is_for_people: ClassVar[bool] = True  # False: System alone makes it, so no button offers it

    actor = None  # set by `guard`; forms ask for it

    def permits(self, actor, submission) -> bool:
        """Whether the actor may make the move with this submission; `permission` has been asked already."""
        return True

    def guard(self, actor) -> None:
        self.actor = actor
        for submission in self.objects:
            if not self.permits(actor, submission):
                raise Denied(_("您没有做“%(move)s”的权限。") % {"move": self.title})
            if actor.kind == "staff" and self.respects_claims:
                claims.refuse_foreign(submission, actor)

    def settle_claims(self, actor) -> None:
        """Give the claim to who goes on with the case, or free it. `apply` calls it."""
        for submission in self.objects:
            if self.keeps_claim and actor.kind == "staff":
                claims.take(submission, actor)
            else:
                claims.drop(submission)

    def told(self) -> str:
        """For staff, once the move is made: what the resident reads from now on."""
        now = wording.now(self.object)
        sentences = [now.sentence, now.next_step]
        if self.object.due_on and now.promise:
            sentences.append(
                _("最迟 %(day)s %(promise)s。") % {"day": day_text(self.object.due_on), "promise": now.promise}
            )
        return _("居民会看到：%(tag)s。%(text)s") % {"tag": now.tag, "text": "".join(filter(None, sentences))}

    @classmethod
    def describe(cls, data: dict) -> str:
        """What the history line says beside the title, from what `apply` returned."""
        return ""
