"""
Claims: a name and an end on a submission, so that two people do not write the same answer.

A claim ends by itself after `DistrictSettings.claim_minutes`, when it is released, when the case moves on, and when
its holder is deactivated.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.kernel.exceptions import Conflict, Denied
from forms.models import IntakeSubmission
from forms.selectors.claims import live_claimer, may_claim
from liaison_pages.models import DistrictSettings


@transaction.atomic
def claim(*, submission: IntakeSubmission, actor) -> IntakeSubmission:
    """
    Put the actor's name on the submission, or renew it, and return the fresh row.

    Raises Denied when the actor has nothing to decide there, Conflict when somebody else holds it.
    """
    fresh = _locked(submission)
    if not may_claim(actor.user, fresh):
        raise Denied(_("这一件现在不归您办理，不能认领。"))
    refuse_foreign(fresh, actor)
    take(fresh, actor)
    fresh.save(update_fields=["claimed_by", "claimed_until"])
    return fresh


@transaction.atomic
def release(*, submission: IntakeSubmission, actor) -> IntakeSubmission:
    """Take the actor's name off. Raises Conflict when the live claim is another's; a free one stays free."""
    fresh = _locked(submission)
    refuse_foreign(fresh, actor)
    drop(fresh)
    fresh.save(update_fields=["claimed_by", "claimed_until"])
    return fresh


def refuse_foreign(submission: IntakeSubmission, actor) -> None:
    """Raise Conflict, naming who and until when, when somebody other than the actor holds the submission."""
    holder = live_claimer(submission)
    if holder is None or holder == actor.user:
        return
    raise Conflict(
        _("%(number)s 正由 %(name)s 办理，保留到 %(time)s。到时自动放开，您也可以先和对方联系。")
        % {
            "number": submission.number,
            "name": holder.get_full_name() or holder.get_username(),
            "time": timezone.localtime(submission.claimed_until).strftime("%H:%M"),
        }
    )


def take(submission: IntakeSubmission, actor) -> None:
    """Name the actor on a locked row; the caller saves."""
    minutes = DistrictSettings.for_site(submission.site).claim_minutes
    submission.claimed_by = actor.user
    submission.claimed_until = timezone.now() + timedelta(minutes=minutes)


def drop(submission: IntakeSubmission) -> None:
    """Free a locked row; the caller saves."""
    submission.claimed_by = submission.claimed_until = None


def _locked(submission: IntakeSubmission) -> IntakeSubmission:
    # No joins: PostgreSQL reads the locked row anew after a wait, but what was joined to it stays as before the wait.
    return IntakeSubmission.objects.select_for_update().get(pk=submission.pk)
