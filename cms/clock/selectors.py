"""Questions about deadlines."""

from collections.abc import Sequence
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from cms.clock.models import Deadline, Extension, Pause, Reminder, Step


def running_rows(obj) -> QuerySet[Deadline]:
    """The deadline of `obj` that runs: one row at most."""
    return _of(obj).filter(ended_on=None)


def running(obj) -> Deadline | None:
    return running_rows(obj).first()


def running_by_object(objects: Sequence) -> dict[int, Deadline]:
    """
    The running deadlines of `objects`, of one model, by their primary keys. One query.

    Each says in `is_extension_asked` whether more time is asked for.
    """
    if not objects:
        return {}
    content_type = ContentType.objects.get_for_model(objects[0])
    rows = Deadline.objects.filter(content_type=content_type, object_id__in=[obj.pk for obj in objects], ended_on=None)
    asked = Extension.objects.filter(deadline=OuterRef("pk"), is_granted=None)
    rows = rows.annotate(is_extension_asked=Exists(asked))
    return {row.object_id: row for row in rows}


def deadlines_of(obj) -> list[Deadline]:
    """All of them, oldest first, with whose they were, their pauses and what more time was asked for. Two queries."""
    rows = _of(obj).select_related("unit", "pause")
    return list(rows.prefetch_related(Prefetch("extensions", Extension.objects.select_related("asked_by"))))


def running_pause(obj) -> Pause | None:
    """The pause of `obj` that lasts, with the deadline that it ended."""
    content_type = ContentType.objects.get_for_model(obj)
    rows = Pause.objects.filter(deadline__content_type=content_type, deadline__object_id=obj.pk, ended_on=None)
    return rows.select_related("deadline__unit").first()


def asked_extension(obj) -> Extension | None:
    """What is asked for and undecided of `obj`, with its deadline."""
    content_type = ContentType.objects.get_for_model(obj)
    rows = Extension.objects.filter(deadline__content_type=content_type, deadline__object_id=obj.pk, is_granted=None)
    return rows.filter(deadline__ended_on=None).select_related("deadline__unit", "asked_by").first()


def asking(model) -> QuerySet:
    """
    Primary keys of the objects of `model` for which more time is asked.

    From the few that are undecided to their deadlines: joined, SQLite would begin with all deadlines there are.
    """
    undecided = Extension.objects.filter(is_granted=None).values("deadline")
    rows = Deadline.objects.filter(pk__in=undecided, ended_on=None)
    return rows.filter(content_type=ContentType.objects.get_for_model(model)).values("object_id")


def to_remind(site, model, step: str, first: date, last: date) -> QuerySet[Deadline]:
    """Running deadlines of `model` on `site`, due from `first` to `last`, that nobody was reminded of at `step`."""
    content_type = ContentType.objects.get_for_model(model)
    rows = Deadline.objects.filter(site=site, content_type=content_type, ended_on=None, due_on__range=(first, last))
    return rows.exclude(was_reminded(step)).order_by("pk")


def pauses_over(site, model, today: date) -> QuerySet[Pause]:
    """Pauses of `model` on `site` that last longer than was thought, and that nobody was reminded of."""
    content_type = ContentType.objects.get_for_model(model)
    rows = Pause.objects.filter(ended_on=None, expected_on__lt=today)
    rows = rows.filter(deadline__site=site, deadline__content_type=content_type)
    return rows.exclude(deadline__reminders__step=Step.PAUSE).order_by("pk")


def was_reminded(*steps: str) -> Q:
    """The condition that somebody was reminded of a deadline at one of `steps`."""
    return Q(Exists(Reminder.objects.filter(deadline=OuterRef("pk"), step__in=steps)))


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
