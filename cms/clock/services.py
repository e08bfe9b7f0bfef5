"""
Setting and stopping the clock: the one writer of deadlines, and of the copy `due_on` on the object itself.

Called inside the transaction of the change, with the object's row locked and saved by the caller: in a move, `perform`
does both and writes down who made it.
"""

from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.utils import timezone

from cms.clock.models import Deadline, Ending
from cms.clock.selectors import running_rows


def start(obj, *, due_on: date, what: str, unit=None, extended_times: int = 0) -> Deadline:
    """
    From today on `what` of `obj` is due on `due_on`; nothing of it was running. `unit`: whose it is, else its venue's.

    Raises IntegrityError where a deadline of `obj` runs: use `set_due`.
    """
    obj.due_on = due_on
    row = deadline_of(obj, what=what, unit=unit, set_on=timezone.localdate(), due_on=due_on)
    row.extended_times = extended_times
    row.save()
    return row


def deadline_of(obj, **values) -> Deadline:
    """A deadline of `obj`, not saved: for what is written in bulk."""
    return Deadline(
        site_id=obj.site_id,
        content_type=ContentType.objects.get_for_model(obj),
        object_id=obj.pk,
        venue_id=getattr(obj, "venue_id", None),
        **values,
    )


def set_due(obj, *, due_on: date, what: str, unit=None, ended: str = Ending.REPLACED, extended_times: int = 0):
    """`start`, after what was running of `obj` ended as `ended` says."""
    stop(obj, ended)
    return start(obj, due_on=due_on, what=what, unit=unit, extended_times=extended_times)


def stop_all(objects: QuerySet, ended: str) -> None:
    """`stop` for many that nobody saves: their own rows are written too."""
    content_type = ContentType.objects.get_for_model(objects.model)
    pks = list(objects.values_list("pk", flat=True))
    running = Deadline.objects.filter(content_type=content_type, object_id__in=pks, ended_on=None)
    running.update(ended_on=timezone.localdate(), ended_by=ended)
    objects.model.objects.filter(pk__in=pks).update(due_on=None)


def stop(obj, ended: str) -> None:
    """Nothing of `obj` is due any more; what was running, if anything, ended as `ended` says."""
    running_rows(obj).update(ended_on=timezone.localdate(), ended_by=ended)
    obj.due_on = None
