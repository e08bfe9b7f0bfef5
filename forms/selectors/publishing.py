"""What can be published of a submission, and what is."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from forms.models import IntakeSubmission, Progress, PublicDraft, PublicMatter, State
from forms.selectors.feedback import answered_one

FINISHED = (State.ANSWERED, State.CLOSED)
UNDERWAY = (State.ACCEPTED, State.REFERRED, State.ESCALATED)


def progress_of(submission: IntakeSubmission) -> str:
    """A `Progress`, of the one it was merged into where it was; empty while there is nothing to publish."""
    state = answered_one(submission).state
    if state in FINISHED:
        return Progress.DONE
    return Progress.UNDERWAY if state in UNDERWAY else ""


def draft_of(submission: IntakeSubmission) -> PublicDraft | None:
    """The text prepared for the public, whatever became of it."""
    return PublicDraft.objects.filter(submission=submission).first()


def matter_of(source) -> PublicMatter | None:
    """What the public reads of `source` (a submission, an add-on's object) now."""
    return _matters(type(source)).filter(source_pk=source.pk).first()


def published_twin(submission: IntakeSubmission) -> IntakeSubmission | None:
    """Another submission of the same matter, merged with this one, that the public reads already."""
    return _published_of(answered_one(submission)).exclude(pk=submission.pk).first()


def published_among(main: IntakeSubmission) -> IntakeSubmission | None:
    """Which of `main` and those merged into it the public reads."""
    return _published_of(main).first()


def _published_of(main: IntakeSubmission):
    group = IntakeSubmission.objects.filter(Q(pk=main.pk) | Q(merged_into=main, state=State.MERGED))
    return group.filter(pk__in=_matters(IntakeSubmission).values("source_pk"))


def _matters(model):
    return PublicMatter.objects.filter(source_type=ContentType.objects.get_for_model(model), is_public=True)
