"""The clock of a submission in staff's words."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.clock.models import Deadline, Ending, Extension, Pause
from cms.clock.selectors import deadlines_of
from cms.workdays.calendar import WorkCalendar
from forms.models import Due, IntakeSubmission, PauseReason
from liaison_pages.wording import day_text


@dataclass(frozen=True)
class ClockLine:
    """One deadline: what was due, by whom (empty: the venue), the dates, how it ended, and what else happened to it."""

    what: str
    unit: str
    set_on: date
    due_on: date
    ending: str
    is_late: bool
    notes: list[str]


def clock_lines(submission: IntakeSubmission, calendar: WorkCalendar) -> list[ClockLine]:
    """All deadlines of the submission, newest first: two queries, and the calendar's."""
    return [_line(row, calendar) for row in reversed(deadlines_of(submission))]


def _line(row: Deadline, calendar: WorkCalendar) -> ClockLine:
    return ClockLine(
        what=str(dict(Due.choices).get(row.what, row.what)),
        unit=row.unit.display_name if row.unit else "",
        set_on=row.set_on,
        due_on=row.due_on,
        ending=_ending(row, calendar),
        is_late=row.ended_on is not None and row.ended_on > row.due_on,
        notes=[*_pause_words(getattr(row, "pause", None)), *map(_extension_words, row.extensions.all())],
    )


def _ending(row: Deadline, calendar: WorkCalendar) -> str:
    if row.ended_on is None:
        return ""
    words = {"day": day_text(row.ended_on), "how": row.get_ended_by_display()}
    late = max(calendar.workdays_between(row.due_on, row.ended_on), 0)
    if late:
        words["late"] = ngettext("晚 %d 个工作日", "晚 %d 个工作日", late) % late
        return _("%(day)s %(how)s，%(late)s") % words
    if row.ended_by == Ending.MET and row.ended_on <= row.due_on:
        return _("%(day)s 按时%(how)s") % words
    return _("%(day)s %(how)s") % words


def _pause_words(pause: Pause | None) -> list[str]:
    if pause is None:
        return []
    days = pause.workdays_left
    left = ngettext("停时还剩 %d 个工作日", "停时还剩 %d 个工作日", days) % days
    if days < 0:
        left = ngettext("停时已逾期 %d 个工作日", "停时已逾期 %d 个工作日", -days) % -days
    resumed = _("%s 恢复") % day_text(pause.ended_on) if pause.ended_on else _("还没恢复")
    parts = [str(dict(PauseReason.choices).get(pause.reason, pause.reason)), left, resumed]
    return [_("；").join(parts)]


def _extension_words(asked: Extension) -> str:
    name = asked.asked_by.get_full_name() or asked.asked_by.get_username() if asked.asked_by else ""
    words = {"name": name, "days": asked.days, "reason": asked.words or asked.reason}
    if asked.is_granted:
        return _("%(name)s 申请延期，批准 %(days)d 个工作日：%(reason)s") % words
    if asked.is_granted is None:
        return _("%(name)s 申请延期 %(days)d 个工作日，没有批复：%(reason)s") % words
    return _("%(name)s 申请延期 %(days)d 个工作日，没有批准：%(reason)s") % words
