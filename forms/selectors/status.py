"""Finding a submission by number and code, and what its author may see of it."""

import hmac
from datetime import date, datetime

from django.utils import timezone

from cms.kernel.audit import history
from cms.kernel.models import AuditEntry
from cms.workdays.selectors import workdays_between
from forms import codes
from forms.models import IntakeSubmission

RELATED = ("site", "venue", "category", "referred_to", "merged_into", "deputy")
LONGEST_CHAIN = 10  # of submissions merged one into the other
NOBODYS_DIGEST = "0" * 64


def find_submission(*, number: str, code: str) -> IntakeSubmission | None:
    """
    The submission with this number and code, however they were typed; None when either is wrong.

    The same work is done and the same answer given for an unknown number and for a wrong code.
    """
    found = IntakeSubmission.objects.select_related(*RELATED).filter(number=codes.read_number(number)).first()
    kept = found.code_digest if found else NOBODYS_DIGEST
    is_right = hmac.compare_digest(kept, codes.code_digest(code))
    return found if found and is_right else None


def joined(submission: IntakeSubmission) -> IntakeSubmission:
    """The submission that `submission` was merged into at last; itself when it was not merged."""
    for _step in range(LONGEST_CHAIN):
        if submission.merged_into_id is None:
            break
        submission = IntakeSubmission.objects.select_related(*RELATED).get(pk=submission.merged_into_id)
    return submission


def joined_at(submission: IntakeSubmission, entries: list[AuditEntry]) -> datetime:
    """When `submission`, with its own `entries`, was merged into another one; of no meaning when it was not."""
    merges = [entry.created_at for entry in entries if entry.action == "submission.merge"]  # others may follow it
    return merges[-1] if merges else submission.state_changed_at


def photo_count(submission: IntakeSubmission) -> int:
    """How many photos its author sent."""
    return submission.photos.count()


def entries_of(submission: IntakeSubmission) -> list[AuditEntry]:
    """Everything recorded about it, oldest first. `forms.wording` chooses what the author is told."""
    return list(history(submission))


def workdays_left(due_on: date | None) -> int | None:
    """Working days from today up to and including `due_on`; None without a date or after it."""
    today = timezone.localdate()
    if due_on is None or due_on < today:
        return None
    return workdays_between(today, due_on)
