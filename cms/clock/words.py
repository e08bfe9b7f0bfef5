"""The clock of an object in staff's words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.clock.models import Deadline, Ending, Extension, Pause
from cms.clock.selectors import deadlines_of
from cms.workdays.calendar import WorkCalendar
from cms.workdays.wording import day_text


@dataclass(frozen=True)
class ClockLine:
    """One deadline: what was due, by whom (empty: its venue), the dates, how it ended, and what else happened to it."""

    what: str
    unit: str
    set_on: date
    due_on: date
    ending: str
    is_late: bool
    notes: list[str]


def clock_lines(obj, calendar: WorkCalendar, *, what: Mapping[str, str], reasons: Mapping[str, str]) -> list[ClockLine]:
    """
    All deadlines of `obj`, newest first: two queries, and the calendar's.

    `what` and `reasons`: the app's codes of what is due and of why it is paused → words.
    """
    return [_line(row, calendar, what, reasons) for row in reversed(deadlines_of(obj))]


def paused_words(until: date) -> tuple[str, str]:
    """How the limit of what is paused until about `until` stands: ("paused" | "soon", words)."""
    if until < timezone.localdate():
        return "soon", _("暂停该恢复了")
    return "paused", _("暂停到 %s") % day_text(until)


def _line(row: Deadline, calendar: WorkCalendar, what: Mapping[str, str], reasons: Mapping[str, str]) -> ClockLine:
    return ClockLine(
        what=str(what.get(row.what, row.what)),
        unit=row.unit.display_name if row.unit else "",
        set_on=row.set_on,
        due_on=row.due_on,
        ending=_ending(row, calendar),
        is_late=row.ended_on is not None and row.ended_on > row.due_on,
        notes=[*_pause_words(getattr(row, "pause", None), reasons), *map(_extension_words, row.extensions.all())],
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


def _pause_words(pause: Pause | None, reasons: Mapping[str, str]) -> list[str]:
    if pause is None:
        return []
    days = pause.workdays_left
    left = ngettext("停时还剩 %d 个工作日", "停时还剩 %d 个工作日", days) % days
    if days < 0:
        left = ngettext("停时已逾期 %d 个工作日", "停时已逾期 %d 个工作日", -days) % -days
    resumed = _("%s 恢复") % day_text(pause.ended_on) if pause.ended_on else _("还没恢复")
    parts = [str(reasons.get(pause.reason, pause.reason)), left, resumed]
    return [_("；").join(parts)]


def _extension_words(asked: Extension) -> str:
    name = asked.asked_by.get_full_name() or asked.asked_by.get_username() if asked.asked_by else ""
    words = {"name": name, "day": day_text(asked.due_on), "reason": asked.words or asked.reason}
    if asked.is_granted:
        return _("%(name)s 申请延期，批准延到 %(day)s：%(reason)s") % words
    if asked.is_granted is None:
        return _("%(name)s 申请延到 %(day)s，没有批复：%(reason)s") % words
    return _("%(name)s 申请延到 %(day)s，没有批准：%(reason)s") % words
