"""Finding a submission by number and code, and what its author may see of it."""

import hmac
from datetime import date, datetime

from django.utils import timezone

from cms.kernel.audit import history
from cms.kernel.models import AuditEntry
from cms.workdays.selectors import workdays_between
from forms import codes
from forms.models import IntakeSubmission, Review

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


def find_submissions(pairs: list[tuple[str, str]]) -> list[IntakeSubmission | None]:
    """`find_submission` for each (number, code), with the same silence about which of them is wrong. One query."""
    numbers = [codes.read_number(number) for number, _code in pairs]
    rows = {row.number: row for row in IntakeSubmission.objects.select_related(*RELATED).filter(number__in=numbers)}
    found = []
    for number, (_typed, code) in zip(numbers, pairs, strict=True):
        kept = rows[number].code_digest if number in rows else NOBODYS_DIGEST
        found.append(rows.get(number) if hmac.compare_digest(kept, codes.code_digest(code)) else None)
    return found


def joined_all(submissions: list[IntakeSubmission]) -> list[IntakeSubmission]:
    """`joined` for each; one query for each step of the longest chain."""
    mains = list(submissions)
    for _step in range(LONGEST_CHAIN):
        keys = {main.merged_into_id for main in mains if main.merged_into_id}
        if not keys:
            break
        rows = IntakeSubmission.objects.select_related(*RELATED).in_bulk(keys)
        mains = [rows.get(main.merged_into_id, main) for main in mains]
    return mains


def joined(submission: IntakeSubmission) -> IntakeSubmission:
    """The submission that `submission` was merged into at last; itself when it was not merged."""
    for _step in range(LONGEST_CHAIN):
        if submission.merged_into_id is None:
            break
        submission = IntakeSubmission.objects.select_related(*RELATED).get(pk=submission.merged_into_id)
    return submission


def whose_step(submission: IntakeSubmission, main: IntakeSubmission) -> IntakeSubmission:
    """Whose next step its author waits for: its own, once a review is asked; else that of `main`, which it joined."""
    return submission if submission.review == Review.ASKED else main


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
