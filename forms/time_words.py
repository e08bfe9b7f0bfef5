"""How long ago a submission came and how its time limit stands, in words for staff."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.clock.words import paused_words
from cms.workdays.calendar import WorkCalendar


def age_words(submission) -> str:
    """How long ago it came, in days."""
    days = (timezone.localdate() - timezone.localdate(submission.created_at)).days
    return ngettext("%d 天前提交", "%d 天前提交", days) % days if days > 0 else _("今天提交")


def due_words(submission, calendar: WorkCalendar) -> tuple[str, str]:
    """
    How the time limit stands, in working days: ("overdue" | "soon" | "ahead" | "paused" | "", words); no words where
    nothing is due. Who asks of many passes one `calendar`, which is asked once a year that it meets.
    """
    today, due_on = timezone.localdate(), submission.due_on
    if submission.paused_until:
        return paused_words(submission.paused_until)
    if due_on is None:
        return "", ""
    if due_on < today:
        late = calendar.workdays_between(due_on, today)
        return "overdue", ngettext("逾期 %d 个工作日", "逾期 %d 个工作日", late) % late if late else _("刚过期限")
    if due_on == today:
        return "soon", _("今天到期")
    left = calendar.workdays_between(today, due_on)
    return "soon" if left <= 1 else "ahead", ngettext("还有 %d 个工作日", "还有 %d 个工作日", left) % left
