"""Who holds a submission now."""

from django.db.models import Q
from django.utils import timezone

from cms.access import roles
from cms.access.selectors import may
from forms.models import OPEN_STATES, IntakeSubmission, State
from forms.selectors import rights


def live_claimer(submission: IntakeSubmission):
    """The user whose claim holds now, or None: nobody's, run out, or its holder is deactivated."""
    if submission.claimed_by_id is None or submission.claimed_until is None:
        return None
    if submission.claimed_until <= timezone.now() or not submission.claimed_by.is_active:
        return None
    return submission.claimed_by


def claimed() -> Q:
    """The condition for rows that somebody holds now."""
    return Q(claimed_by__is_active=True, claimed_until__gt=timezone.now())


def handles(user, submission: IntakeSubmission) -> bool:
    """Whether the user decides about such a submission at one time or another; readers and auditors only look."""
    return (
        may(user, roles.HANDLE_SUBMISSIONS, submission)
        or rights.is_receiving_deputy(user, submission)
        or rights.is_officer(user, submission)
    )


def may_claim(user, submission: IntakeSubmission) -> bool:
    """Whether the user has something to decide about an open submission: its desk, its deputies, its unit."""
    if submission.state not in OPEN_STATES:
        return False
    if may(user, roles.HANDLE_SUBMISSIONS, submission):
        return True
    if submission.state in rights.DEPUTY_STATES:
        return rights.is_receiving_deputy(user, submission)
    return submission.state == State.REFERRED and rights.is_officer(user, submission)
