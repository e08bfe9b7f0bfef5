"""How long ago a submission came and how its time limit stands, in words for staff."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def age_words(submission) -> str:
    """How long ago it came, in days."""
    days = (timezone.localdate() - timezone.localdate(submission.created_at)).days
    return ngettext("%d 天前提交", "%d 天前提交", days) % days if days > 0 else _("今天提交")


def due_words(submission) -> tuple[str, str]:
    """How the time limit stands: ("overdue" | "soon" | "ahead" | "", words); no words where nothing is due."""
    if submission.due_on is None:
        return "", ""
    days = (submission.due_on - timezone.localdate()).days
    if days < 0:
        return "overdue", ngettext("逾期 %d 天", "逾期 %d 天", -days) % -days
    if days == 0:
        return "soon", _("今天到期")
    return "soon" if days == 1 else "ahead", ngettext("还有 %d 天", "还有 %d 天", days) % days
