"""Questions about deadlines."""

from collections.abc import Sequence
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Q, QuerySet

from cms.clock.models import Deadline


def running_rows(obj) -> QuerySet[Deadline]:
    """The deadline of `obj` that runs: one row at most."""
    return _of(obj).filter(ended_on=None)


def running(obj) -> Deadline | None:
    return running_rows(obj).first()


def running_by_object(objects: Sequence) -> dict[int, Deadline]:
    """The running deadlines of `objects`, of one model, by their primary keys. One query."""
    if not objects:
        return {}
    content_type = ContentType.objects.get_for_model(objects[0])
    rows = Deadline.objects.filter(content_type=content_type, object_id__in=[obj.pk for obj in objects], ended_on=None)
    return {row.object_id: row for row in rows}


def deadlines_of(obj) -> list[Deadline]:
    """All of them, oldest first, with the units whose they were. One query."""
    return list(_of(obj).select_related("unit"))


def late_on(day: date) -> Q:
    """
    The condition that a deadline was running at the end of `day` and due before it.

    Of a day that is over the answer never changes: rows are only added and ended, both with the day on which that
    happens, and a row that has ended is not touched again. Working days play no part: `due_on` was reckoned when set.
    """
    still_running = Q(ended_on=None)
    ended_later = Q(ended_on__gt=day) & Q(ended_on__gt=F("due_on"))  # the second follows, and names the index
    return Q(due_on__lt=day, set_on__lte=day) & (still_running | ended_later)


def _of(obj) -> QuerySet[Deadline]:
    return Deadline.objects.filter(content_type=ContentType.objects.get_for_model(obj), object_id=obj.pk)
