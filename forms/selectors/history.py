"""The history of a submission in staff's words."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cms.clock.models import Step
from cms.kernel.actors import Staff
from cms.kernel.audit import history
from cms.kernel.failures import shown
from cms.kernel.models import AuditEntry
from cms.kernel.registrar import registrar
from forms.models import Channel, IntakeSubmission, State

REMIND = "submission.remind"

# What is no transition, or of an add-on that is gone.
TITLES = {
    "submission.receive": _("提交"),
    "contact.read": _("查看联系方式"),
    REMIND: _("到期提醒"),
    "submission.escalate": _("转为代表建议"),
}


@dataclass(frozen=True)
class HistoryLine:
    """One thing that happened: when, what, by whom, the state it led to, and what there is to say of it."""

    at: datetime
    title: str
    who: str
    state: str
    details: str


def history_lines(submission: IntakeSubmission) -> list[HistoryLine]:
    """Everything recorded about the submission, newest first: one query."""
    labels = dict(State.choices)
    lines = []
    for entry in history(submission):
        move = registrar().get("transition", entry.action)
        describe = getattr(move.value, "describe", None) if move else None
        lines.append(
            HistoryLine(
                at=entry.created_at,
                title=str(move.value.title if move else _title(entry)),
                who=entry.who,
                state=str(labels.get(entry.to_state, "")),
                details=shown("description", move, partial(describe, entry.data)) if describe else _details(entry),
            )
        )
    return lines[::-1]


def _title(entry: AuditEntry) -> str:
    return _("代为登记") if _is_on_behalf(entry) else TITLES.get(entry.action, _("其他操作"))


def _details(entry: AuditEntry) -> str:
    """How somebody's words came, and that they were told what becomes of their data; which step a reminder was."""
    if entry.action == REMIND:
        return str(dict(Step.choices).get(entry.data.get("step"), ""))
    if not _is_on_behalf(entry):
        return ""
    channel = dict(Channel.choices).get(entry.data.get("channel"), "")
    told = gettext("已告诉本人怎么处理个人信息") if entry.data.get("was_told") else ""
    return gettext("；").join(str(words) for words in (channel, told) if words)


def _is_on_behalf(entry: AuditEntry) -> bool:
    return entry.action == "submission.receive" and entry.actor_kind == Staff.kind
