"""How days, times and repeating rules are said. Pure functions: no queries."""

from datetime import date, time

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from cms.workdays.wording import day_text

WEEKDAY_NAMES = (
    gettext_lazy("星期一"),
    gettext_lazy("星期二"),
    gettext_lazy("星期三"),
    gettext_lazy("星期四"),
    gettext_lazy("星期五"),
    gettext_lazy("星期六"),
    gettext_lazy("星期日"),
)


def long_day_text(day: date) -> str:
    """12月15日 星期二."""
    return _with_weekday(day_text(day), day)


def dated_text(day: date) -> str:
    """2026年12月15日 星期二, where years meet."""
    return _with_weekday(date_format(day, pgettext("date format", "Y年n月j日")), day)


def time_text(starts_at: time, ends_at: time) -> str:
    """9:00–11:00, without a leading zero."""
    return f"{starts_at.hour}:{starts_at:%M}–{ends_at.hour}:{ends_at:%M}"


def change_text(reception, holiday_name: str = "") -> str:
    """
    What residents must know about a reception that differs from the plan; empty for one that goes as planned.

    "春节假期顺延至 2月22日" for a day that the rule shifted, the staff's reason for one that they moved or cancelled.
    """
    if reception.status == reception.Status.CANCELLED:
        reason = reception.reason or (_("%(holiday)s假期") % {"holiday": holiday_name} if holiday_name else "")
        return _("%(reason)s，当次取消") % {"reason": reason} if reason else _("当次取消")
    if reception.date == reception.planned_on:
        return ""
    words = {"day": day_text(reception.date), "reason": reception.reason, "holiday": holiday_name}
    if reception.reason:
        return _("%(reason)s，改到 %(day)s") % words
    if reception.is_edited:
        return _("改到 %(day)s") % words
    if reception.date < reception.planned_on:
        return _("%(holiday)s假期提前到 %(day)s") % words if holiday_name else _("遇休息日提前到 %(day)s") % words
    return _("%(holiday)s假期顺延至 %(day)s") % words if holiday_name else _("遇休息日顺延至 %(day)s") % words


def rule_text(rule) -> str:
    """A rule in one sentence: "单月15日 9:00–11:00，遇节假日顺延到下一个工作日"."""
    words = {
        "when": _when_text(rule),
        "time": time_text(rule.starts_at, rule.ends_at),
        "holiday": rule.get_holiday_shift_display(),
    }
    return _("%(when)s %(time)s，遇节假日%(holiday)s") % words


def _with_weekday(text: str, day: date) -> str:
    return pgettext("date", "%(day)s %(weekday)s") % {"day": text, "weekday": WEEKDAY_NAMES[day.weekday()]}


def _when_text(rule) -> str:
    months = rule.get_months_display()
    if rule.frequency == rule.Frequency.MONTH_DAY:
        return _("%(months)s%(day)d日") % {"months": months, "day": rule.month_day}
    weekday = WEEKDAY_NAMES[rule.weekday]
    if rule.frequency == rule.Frequency.MONTH_WEEKDAY:
        return _("%(months)s的%(nth)s%(weekday)s") % {
            "months": months,
            "nth": rule.get_nth_display(),
            "weekday": weekday,
        }
    if rule.months == rule.Months.ALL:
        return _("每个%(weekday)s") % {"weekday": weekday}
    return _("%(months)s的每个%(weekday)s") % {"months": months, "weekday": weekday}
