"""
Setting and stopping the clock: the one writer of deadlines, and of their copies on the object itself: `due_on`, and
`paused_until` where it can be paused.

Called inside the transaction of the change, with the object's row locked and saved by the caller: in a move, `perform`
does both and writes down who made it.
"""

from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.utils import timezone

from cms.clock.models import Deadline, Ending, Extension, Pause
from cms.clock.selectors import asked_extension, running, running_pause, running_rows
from cms.workdays.selectors import add_workdays, is_workday, next_workday, workdays_between


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


def set_due(
    obj, *, due_on: date, what: str, unit=None, ended: str = Ending.REPLACED, extended_times: int = 0
) -> Deadline:
    """`start`, after what was running of `obj` ended as `ended` says."""
    stop(obj, ended)
    return start(obj, due_on=due_on, what=what, unit=unit, extended_times=extended_times)


def hand_over(obj) -> None:
    """What runs of `obj`, which has gone to another venue, goes on there with the same date."""
    if row := running(obj):
        set_due(obj, due_on=row.due_on, what=row.what, unit=row.unit, extended_times=row.extended_times)


def stop_all(objects: QuerySet, ended: str) -> None:
    """`stop` for many that nobody saves: their own rows are written too."""
    content_type = ContentType.objects.get_for_model(objects.model)
    pks = list(objects.values_list("pk", flat=True))
    running = Deadline.objects.filter(content_type=content_type, object_id__in=pks, ended_on=None)
    running.update(ended_on=timezone.localdate(), ended_by=ended)
    objects.model.objects.filter(pk__in=pks).update(due_on=None)


def stop(obj, ended: str) -> None:
    """Nothing of `obj` is due any more; what was running, if anything, ended as `ended` says. A pause is over too."""
    running_rows(obj).update(ended_on=timezone.localdate(), ended_by=ended)
    obj.due_on = None
    if getattr(obj, "paused_until", None):
        Pause.objects.filter(pk=running_pause(obj).pk).update(ended_on=timezone.localdate())
        obj.paused_until = None


# --- Standing still ------------------------------------------------------------------------------------------------


def pause(obj, *, reason: str, note: str, expected_on: date) -> Pause:
    """What runs of `obj`, and something must, stands still until `resume`, probably on `expected_on`."""
    paused, today = running(obj), timezone.localdate()
    stop(obj, Ending.PAUSED)
    obj.paused_until = expected_on
    return Pause.objects.create(
        deadline=paused,
        reason=reason,
        note=note,
        expected_on=expected_on,
        workdays_left=workdays_between(today, paused.due_on),
        started_on=today,
    )


def resume(obj, *, last: date | None = None) -> Deadline:
    """What was paused of `obj` runs again, from today, with the working days that were left; by `last` at latest."""
    ended = running_pause(obj)
    was = ended.deadline
    stop(obj, Ending.MET)  # the pause; nothing runs
    day, left = timezone.localdate(), ended.workdays_left
    due_on = add_workdays(day, left) if left or is_workday(day) else next_workday(day)  # nobody works on a free day
    due_on = min(due_on, last) if last else due_on
    return start(obj, due_on=due_on, what=was.what, unit=was.unit, extended_times=was.extended_times)


# --- More time -----------------------------------------------------------------------------------------------------


def ask_extension(obj, *, due_on: date, reason: str, actor) -> Extension:
    """Ask for time until `due_on`, later than now, to do what runs of `obj`."""
    return Extension.objects.create(
        deadline=running(obj), due_on=due_on, reason=reason, asked_on=timezone.localdate(), asked_by=actor.user
    )


def grant_extension(obj, *, due_on: date, words: str, actor) -> Deadline:
    """Put what runs off to the date that was asked for, or to another."""
    was = _decide(obj, is_granted=True, due_on=due_on, words=words, actor=actor).deadline
    return set_due(obj, due_on=due_on, what=was.what, unit=was.unit, extended_times=was.extended_times + 1)


def refuse_extension(obj, *, words: str, actor) -> Extension:
    """The date stays."""
    return _decide(obj, is_granted=False, words=words, actor=actor)


def _decide(obj, *, actor, **values) -> Extension:
    asked = asked_extension(obj)
    for name, value in {**values, "decided_on": timezone.localdate(), "decided_by": actor.user}.items():
        setattr(asked, name, value)
    asked.save()
    return asked
