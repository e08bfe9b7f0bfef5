"""Writing down what an author says, and taking a matter up again. Called by moves, on locked rows that they save."""

from forms.models import IntakeSubmission, MessageKind, SubmissionMessage
from forms.services.deadlines import deciding_deadline


def say(submission: IntakeSubmission, kind: str, text: str) -> None:
    """Keep the author's words."""
    SubmissionMessage.objects.create(submission=submission, kind=kind, text=text)


def take_up_again(submission: IntakeSubmission) -> None:
    """Back to its desk with a fresh time limit; the answer that did not help is kept among the words."""
    if submission.reply:
        SubmissionMessage.objects.create(
            submission=submission,
            kind=MessageKind.EARLIER_REPLY,
            text=submission.reply,
            said_by=submission.reply_by,
            said_at=submission.replied_at or submission.state_changed_at,
        )
    submission.reply = submission.reply_by = submission.rating = submission.review = ""
    submission.replied_at = submission.rated_at = None
    submission.referred_to = None
    submission.referral_kind = submission.outside_number = ""
    submission.reopened_count += 1
    submission.due_on = deciding_deadline(submission.site)
