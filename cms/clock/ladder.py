"""The ladder of reminders: whose turn it is when, counted in working days from the due date."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from cms.clock.models import Deadline, Pause, Reminder, Step
from cms.clock.selectors import pauses_over, to_remind
from cms.workdays.calendar import WorkCalendar
from cms.workdays.selectors import calendar_around_today


@dataclass(frozen=True)
class Ladder:
    """
    The district's steps in working days; 0 leaves one out.

    Who has to act is reminded `before` the due date and when it is `late`; so many days after that the `head`, and so
    many after that the `office`.
    """

    before: int
    late: int
    head: int
    office: int

    def spans(self, today: date, calendar: WorkCalendar) -> dict[str, tuple[date, date]]:
        """Step → the first and the last due date that have come to it by `today`."""
        days_late = {
            Step.LATE: self.late,
            Step.HEAD: self.head and self.late + self.head,
            Step.OFFICE: self.office and self.late + self.head + self.office,
        }
        found = {Step.BEFORE: (today, calendar.add_workdays(today, self.before))} if self.before else {}
        for step, days in days_late.items():
            if days:
                found[step] = (date.min, calendar.add_workdays(today, -days))
        return found


def climb(*, site, model, ladder: Ladder, tell: Callable[[object, Deadline, str], None]) -> int:
    """
    Remind of every running deadline of `model` on `site` that has come to a step, and of pauses that should be over;
    returns of how many. On working days alone.

    `tell(object, deadline, step)` writes it down, in the transaction of the reminder. Each is made once, also by two
    who run at the same time; what ended meanwhile is left alone.
    """
    today, calendar = timezone.localdate(), calendar_around_today()
    if not calendar.is_workday(today):
        return 0
    turns = [(pause.deadline_id, Step.PAUSE) for pause in pauses_over(site, model, today)]
    for step, (first, last) in ladder.spans(today, calendar).items():
        turns += [(pk, step) for pk in to_remind(site, model, step, first, last).values_list("pk", flat=True)]
    return sum(_remind(pk, step, model, tell) for pk, step in turns)


@transaction.atomic
def _remind(pk: int, step: str, model, tell) -> bool:
    deadline = Deadline.objects.select_for_update(of=("self",)).get(pk=pk)  # who ends it waits, or was first
    if not _still_holds(deadline, step):
        return False
    _row, is_new = Reminder.objects.get_or_create(
        deadline=deadline, step=step, defaults={"made_on": timezone.localdate()}
    )
    if is_new:
        Deadline.objects.filter(pk=deadline.pk, ended_on=None).update(last_step=step)
        if obj := model.objects.filter(pk=deadline.object_id).first():
            tell(obj, deadline, step)
    return is_new


def _still_holds(deadline: Deadline, step: str) -> bool:
    if step == Step.PAUSE:
        return Pause.objects.filter(deadline=deadline, ended_on=None).exists()
    return deadline.ended_on is None
