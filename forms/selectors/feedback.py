"""What authors said after handing in, and until when they may say more."""

from datetime import date, datetime, timedelta

from django.db.models import Case, Q, QuerySet, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from forms.models import IntakeSubmission, MessageKind, Review, State, SubmissionMessage
from liaison_pages.models import DistrictSettings

JUST_NOW = timedelta(minutes=10)


def messages_of(submission: IntakeSubmission) -> list[SubmissionMessage]:
    """
    What was said of `submission` since, in order, each with the submission it belongs to. One query.

    Whoever handles it reads what those said who joined it too, wherever they said it: they are told that it is read.
    """
    told = IntakeSubmission.objects.filter(Q(pk=submission.pk) | Q(merged_into=submission, state=State.MERGED))
    said = SubmissionMessage.objects.filter(submission__in=told.order_by().values("pk"))  # an OR over both tables scans
    return list(said.select_related("submission"))


def messages_for_author(
    submission: IntakeSubmission, main: IntakeSubmission, joined: datetime
) -> list[SubmissionMessage]:
    """
    The author's own words and earlier answers, and those that `main` got since theirs `joined` it. One query.
    """
    if submission.is_hidden:
        return []
    answers = Q(submission=main, kind=MessageKind.EARLIER_REPLY, said_at__gt=joined)
    return list(SubmissionMessage.objects.filter(Q(submission=submission) | answers))


def was_said(submission: IntakeSubmission, kind: str, text: str) -> bool:
    """Whether these very words were said just now, and since the last answer: a double click, or a form sent again."""
    since = timezone.now() - JUST_NOW
    since = max(since, submission.replied_at or since)
    return submission.messages.filter(kind=kind, text=text, said_at__gte=since).exists()


def count_said(submission: IntakeSubmission, kind: str) -> int:
    return submission.messages.filter(kind=kind).count()


def answered_one(submission: IntakeSubmission) -> IntakeSubmission:
    """The submission whose answer its author reads: the one it is merged into, else itself."""
    return submission.merged_into if submission.state == State.MERGED else submission


def rating_until(submission: IntakeSubmission) -> date:
    """The last day on which the answer can be rated (domain, §3: open 7 days)."""
    return _answered_on(submission) + timedelta(days=_district(submission).rating_days)


def unsolved_until(submission: IntakeSubmission) -> date:
    """The last day on which its author can say that the matter is not solved (domain, §3: 30 days)."""
    return _answered_on(submission) + timedelta(days=_district(submission).unsolved_days)


def to_close(site) -> QuerySet[IntakeSubmission]:
    """The site's answered submissions that were rated, or whose time for it has lapsed; none under review."""
    first_open = timezone.localdate() - timedelta(days=DistrictSettings.for_site(site).rating_days)
    lapsed = Q(answered_at__date__lt=first_open)
    answered = IntakeSubmission.objects.filter(site=site, state=State.ANSWERED).exclude(review=Review.ASKED)
    return (
        answered.annotate(answered_at=Coalesce("replied_at", "state_changed_at"))
        .filter(~Q(rating="") | lapsed)
        .order_by("pk")
    )


def said_and_done(site) -> QuerySet[IntakeSubmission]:
    """
    Those of the site of which nothing more comes: withdrawn, rejected, or closed, themselves or what they were merged
    into, and the days to say that it is not solved are over. To look up by key: which are meant is for the caller.
    """
    last_day = timezone.localdate() - timedelta(days=DistrictSettings.for_site(site).unsolved_days)
    own = IntakeSubmission.objects.filter(site=site).annotate(
        answered_at=Coalesce(
            Case(When(state=State.MERGED, then="merged_into__replied_at"), default="replied_at"),
            Case(When(state=State.MERGED, then="merged_into__state_changed_at"), default="state_changed_at"),
        )
    )
    is_closed = Q(state=State.CLOSED) | Q(state=State.MERGED, merged_into__state=State.CLOSED)
    asked = Q(review=Review.ASKED) | Q(merged_into__review=Review.ASKED)
    is_over = is_closed & Q(answered_at__date__lt=last_day) & ~asked
    return own.filter(Q(state__in=[State.WITHDRAWN, State.REJECTED]) | is_over)


def _answered_on(submission: IntakeSubmission) -> date:
    answered = answered_one(submission)
    return timezone.localdate(answered.replied_at or answered.state_changed_at)


def _district(submission: IntakeSubmission) -> DistrictSettings:
    site = submission.site  # its settings are kept on it: one query a submission
    return getattr(site, "districtsettings", None) or DistrictSettings.for_site(site)
