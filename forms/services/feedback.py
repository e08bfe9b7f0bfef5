"""Writing down what an author says, and taking a matter up again. Called by moves, on locked rows that they save."""

from forms.models import IntakeSubmission, MessageKind, SubmissionMessage
from forms.selectors.feedback import answered_one
from forms.services import publishing
from forms.services.deadlines import await_decision, no_more_reviews


def say(submission: IntakeSubmission, kind: str, text: str) -> None:
    """Keep the author's words."""
    SubmissionMessage.objects.create(submission=submission, kind=kind, text=text)


def take_up_again(submission: IntakeSubmission) -> None:
    """
    Back to its desk with a fresh time limit, by itself; the answer that did not help is kept among the words.

    What those who joined it said of that answer ends with it.
    """
    publishing.take_up_again(submission=submission)
    answered = answered_one(submission)
    if answered.reply:
        SubmissionMessage.objects.create(
            submission=submission,
            kind=MessageKind.EARLIER_REPLY,
            text=answered.reply,
            said_by=answered.reply_by,
            said_at=answered.replied_at or answered.state_changed_at,
        )
    submission.reply = submission.reply_by = submission.rating = submission.review = ""
    submission.replied_at = submission.rated_at = None
    submission.referred_to = submission.merged_into = None
    submission.referral_kind = submission.outside_number = ""
    submission.reopened_count += 1
    no_more_reviews(submission.merged_submissions)
    submission.merged_submissions.exclude(rating="", review="").update(rating="", rated_at=None, review="")
    await_decision(submission)
