"""What follows from moves of submissions. Delivered at least once, so each handler looks at what is still to do."""

from django.db.models import Q

from cms.clock.selectors import running_pause
from cms.kernel.actors import System
from cms.kernel.audit import history
from cms.kernel.perform import perform
from forms.models import IntakeSubmission, PauseReason, State

ACTOR = System("forms")


def separate_merged(event) -> None:
    """After submission.withdraw and .reject: what others said and was merged into it is taken up by itself."""
    merged = IntakeSubmission.objects.filter(merged_into__in=event.object_pks, state=State.MERGED)
    waiting = list(merged.select_for_update(of=("self",)).order_by("pk"))
    if waiting:
        perform(waiting, "submission.separate", ACTOR)


def mark_main(event) -> None:
    """After submission.add: staff who handle what it was merged into see there that something came."""
    for merged in IntakeSubmission.objects.filter(pk__in=event.object_pks, merged_into__isnull=False):
        IntakeSubmission.objects.filter(pk=merged.merged_into_id).update(added_at=merged.added_at)


def resume_after_addition(event) -> None:
    """After submission.add: what was paused for its author's words, or for theirs who joined it, goes on."""
    said = Q(pk__in=event.object_pks) | Q(merged_submissions__in=event.object_pks)
    paused = IntakeSubmission.objects.filter(said, paused_until__isnull=False).values("pk")
    for submission in IntakeSubmission.objects.filter(pk__in=paused).select_for_update(of=("self",)).order_by("pk"):
        if submission.paused_until and _waits_for_words(submission, event):
            perform([submission], "submission.resume", ACTOR)


def _waits_for_words(submission: IntakeSubmission, event) -> bool:
    """Whether it was paused for what its author says, before that was said."""
    paused = history(submission).filter(action="submission.pause").last()
    is_for_author = running_pause(submission).reason == PauseReason.RESIDENT
    return is_for_author and (paused is None or paused.created_at <= event.created_at)
