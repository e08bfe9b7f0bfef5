"""What follows from moves of submissions. Delivered at least once, so each handler looks at what is still to do."""

from cms.kernel.actors import System
from cms.kernel.perform import perform
from forms.models import IntakeSubmission, State

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
