"""
What a resident is told, in plain words: about the state of a submission, and about each step of its history.

Nothing here names a person or repeats what somebody else wrote, but for what the office wrote to its author. A step
that this file does not know and whose move has no `resident_text(entry)` of its own is not shown.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.bilingual import kept_name
from cms.kernel.failures import shown
from cms.kernel.models import AuditEntry
from cms.kernel.registrar import registrar
from cms.workdays.wording import day_text
from forms.models import ON_BEHALF, IntakeSubmission, Review, Satisfaction, State
from forms.models.submissions import PauseReason, ReferralKind, RejectReason

JADE, AMBER, QUIET = "jade", "amber", ""


@dataclass(frozen=True)
class Line:
    """A step as the timeline shows it."""

    title: str
    detail: str = ""
    when: datetime | None = None
    is_current: bool = False
    tone: str = QUIET


@dataclass(frozen=True)
class Now:
    """What is now: one word, one sentence, and what comes next. `promise` words the due date, if there is one."""

    tag: str
    sentence: str
    next_step: str = ""
    promise: str = ""
    tone: str = AMBER


def now(submission: IntakeSubmission) -> Now:
    """Where the submission stands."""
    return _paused(submission) if submission.paused_until else _STATES[submission.state](submission)


def timeline(entries: list[AuditEntry], tone: str = QUIET) -> list[Line]:
    """The steps that the author is told, newest first; the newest one is current and has `tone`."""
    told = [(entry, line) for entry in entries if (line := step(entry)) is not None]
    lines = []
    for position, (entry, line) in enumerate(reversed(told)):
        is_current = position == 0
        lines.append(Line(line.title, line.detail, entry.created_at, is_current, tone if is_current else QUIET))
    return lines


def step(entry: AuditEntry) -> Line | None:
    """What the author is told of one step; None for what is not theirs to know."""
    if entry.action in _STEPS:
        return _STEPS[entry.action](entry.data)
    registered = registrar().get("transition", entry.action)
    own_words = getattr(registered.value, "resident_text", None) if registered else None
    text = shown("resident's text", registered, lambda: own_words(entry) or "") if own_words else ""
    return Line(text) if text else None


def note_of(entries: list[AuditEntry]) -> str:
    """What staff added for the author when they turned the matter down."""
    notes = [entry.data.get("note", "") for entry in entries if entry.action == "submission.reject"]
    return notes[-1] if notes else ""


def why_paused(entries: list[AuditEntry], is_authors: bool) -> str:
    """
    Why the last pause of `entries` was made. What staff added is for the author alone, not for those who joined
    (`is_authors` is False).
    """
    paused = [entry.data for entry in entries if entry.action == "submission.pause"]
    if not paused:
        return ""
    words = (_WHY_PAUSED if is_authors else {**_WHY_PAUSED, **_WHY_PAUSED_FOR_OTHERS}).get(paused[-1].get("reason"))
    reason, note = words() if words else "", paused[-1].get("note", "") if is_authors else ""
    return _("%(reason)s。%(note)s") % {"reason": reason, "note": note} if reason and note else reason or note


def why_extended(entries: list[AuditEntry], due_on: date) -> str:
    """Why it is due on `due_on` and not before, if somebody granted that day; else nothing."""
    granted = [entry.data for entry in entries if entry.action == "submission.grant_extension"]
    return granted[-1].get("reason", "") if granted and granted[-1].get("due_on") == due_on.isoformat() else ""


def what_instead(reason: str) -> str:
    """Where a matter that is not taken up belongs, and what to do."""
    return str(_INSTEAD.get(reason, lambda: "")())


# --- States -------------------------------------------------------------------------------------------------------


def _paused(submission: IntakeSubmission) -> Now:
    until = day_text(submission.paused_until)
    if submission.paused_until < timezone.localdate():
        return Now(_("暂停办理"), _("这件事还停着，原来预计 %s 接着办。您可以打电话问问。") % until)
    return Now(_("暂停办理"), _("这件事先停一停，预计 %s 接着办。") % until)


def _screening(submission: IntakeSubmission) -> Now:
    return Now(_("等人接手"), _("您的意见已经送到，站里的人会先看一遍。"), promise=_("有人接手，并在这里告诉您"))


def _accepted(submission: IntakeSubmission) -> Now:
    if submission.reopened_count:
        return Now(
            _("重新办理"), _("上一次的答复没有解决问题，站里正在重新办。"), promise=_("告诉您由谁办，或重新答复您")
        )
    return Now(_("已接手"), _("站里已接手，正在商量由谁来办。"), promise=_("告诉您由谁办"))


def _referred(submission: IntakeSubmission) -> Now:
    to = _referred_name(submission)
    sentence = _("已转给%(to)s，正在办。") % {"to": to} if to else _("已转给管这件事的单位，正在办。")
    outside = submission.outside_number
    return Now(_("办理中"), sentence, _("对方的编号是 %s。") % outside if outside else "", promise=_("答复您"))


def _referred_name(submission: IntakeSubmission) -> str:
    if submission.referred_to:
        return submission.referred_to.display_name
    return submission.get_referral_kind_display() if submission.referral_kind else ""


def _escalated(submission: IntakeSubmission) -> Now:
    return Now(_("办理中"), _("这件事要更多单位一起办，已交给代表提成建议。"), promise=_("答复您"))


def _answered(submission: IntakeSubmission) -> Now:
    return _under_review(submission) or Now(
        _("已答复"), _("答复在下面，请您看看。"), _after_review(submission), tone=JADE
    )


def _closed(submission: IntakeSubmission) -> Now:
    return _under_review(submission) or Now(
        _("已办结"), _("这件事已经办结。答复在下面。"), _after_review(submission), tone=JADE
    )


def _under_review(submission: IntakeSubmission) -> Now | None:
    if submission.review != Review.ASKED:
        return None
    return Now(
        _("等复核"),
        _("已请代表工委复核这次答复。"),
        _("他们看过以后，会重新办理，或告诉您为什么维持答复。"),
        promise=_("告诉您结果"),
    )


def _after_review(submission: IntakeSubmission) -> str:
    return _("代表工委复核过，维持这次答复。") if submission.review == Review.UPHELD else ""


def _rejected(submission: IntakeSubmission) -> Now:
    reason = submission.get_reject_reason_display() if submission.reject_reason else _("不在这里办理的范围")
    instead = what_instead(submission.reject_reason)
    return Now(_("没有受理"), _("这件事没有受理：%(reason)s。") % {"reason": reason}, instead, tone=QUIET)


def _withdrawn(submission: IntakeSubmission) -> Now:
    return Now(_("已撤回"), _("您撤回了这件意见，不再办理。"), _("想再提，可以重新写一份。"), tone=QUIET)


def _merged(submission: IntakeSubmission) -> Now:
    return _under_review(submission) or Now(_("合在一起办"), _("和另一件相同的意见合在一起办理。"))


_STATES: dict[str, Callable[[IntakeSubmission], Now]] = {
    State.SCREENING: _screening,
    State.ACCEPTED: _accepted,
    State.REFERRED: _referred,
    State.ESCALATED: _escalated,
    State.ANSWERED: _answered,
    State.CLOSED: _closed,
    State.REJECTED: _rejected,
    State.WITHDRAWN: _withdrawn,
    State.MERGED: _merged,
}

_INSTEAD: dict[str, Callable[[], str]] = {
    RejectReason.LITIGATION: lambda: _(
        "正在诉讼、复议或仲裁的事，代表不能介入。请在原来的程序里提出；需要法律帮助，可以拨打 12348。"
    ),
    RejectReason.PRIVATE_DISPUTE: lambda: _(
        "私人之间的纠纷，可以请社区（村）人民调解委员会调解，或拨打 12348 问问律师。"
    ),
    RejectReason.PETITION: lambda: _("这类事由信访部门办理：可以到区信访局，或在国家信访局网站提出。"),
    RejectReason.UNCLEAR: lambda: _("请写清时间、地点和经过，再提一次；也可以打电话或到站里来说。"),
    RejectReason.OUTSIDE: lambda: _("这件事不归本区管。可以拨打 12345，由热线转给管这件事的地方。"),
    RejectReason.ABUSE: lambda: _("请就事论事，去掉伤人的话，再提一次。"),
    RejectReason.PERSONAL_DATA: lambda: _("里面有别人的隐私或不能公开的内容，已经封存。请去掉以后再提一次。"),
    RejectReason.SPAM: lambda: _("如果不是广告，也没有重复提交，请打电话告诉我们。"),
}


_WHY_PAUSED: dict[str, Callable[[], str]] = {
    PauseReason.RESIDENT: lambda: _("等您补充情况，补充以后就接着办"),
    PauseReason.VISIT: lambda: _("等到现场看过再办"),
    PauseReason.THIRD_PARTY: lambda: _("等其他单位给出结果"),
    PauseReason.SEASON: lambda: _("等天气、季节合适再办"),
}
_WHY_PAUSED_FOR_OTHERS: dict[str, Callable[[], str]] = {
    PauseReason.RESIDENT: lambda: _("等另一位居民补充情况"),
}


# --- Steps: action → what the entry's `data` say -------------------------------------------------------------------


def _received(data: dict) -> Line:
    photos = data.get("photos")
    words = ngettext("照片 %(count)d 张，只有办理的人看得到", "照片 %(count)d 张，只有办理的人看得到", photos or 0)
    title = _("站里替您登记了意见") if data.get("channel") in ON_BEHALF else _("您提交了意见")
    return Line(title, words % {"count": photos} if photos else "")


def _was_referred(data: dict) -> Line:
    to = kept_name(data, "unit") or dict(ReferralKind.choices).get(data.get("kind"), "")
    title = _("转给%(to)s办理") % {"to": to} if to else _("转给管这件事的单位办理")
    outside = data.get("outside_number")
    return Line(title, _("对方的编号 %s") % outside if outside else "")


def _was_passed_on(data: dict) -> Line:
    return Line(_("转到%(to)s接着办") % {"to": kept_name(data, "to")}, _("编号、查询码和期限都不变"))


def _was_merged(data: dict) -> Line | None:
    if data.get("along_with"):  # it had been joined to another before: nothing new to its author
        return None
    return Line(_("和另一件相同的意见合在一起办"), _("您的编号和查询码照样能用"))


def _was_rejected(data: dict) -> Line:
    reason = data.get("reason")
    label = RejectReason(reason).label if reason in RejectReason.values else ""
    return Line(_("没有受理"), str(label))


def _was_answered(data: dict) -> Line:
    by = kept_name(data, "reply_by")
    return Line(_("%(by)s答复了您") % {"by": by} if by else _("答复了您"))


def _was_rated(data: dict) -> Line:
    rating = data.get("rating")
    return Line(_("您评价了答复"), str(Satisfaction(rating).label) if rating in Satisfaction.values else "")


def _was_published() -> Line:
    return Line(_("隐去您的信息，公开了这件事"))


def _was_prepared(data: dict) -> Line | None:
    return _was_published() if data.get("published") else None


def _was_paused(data: dict) -> Line:
    until = data.get("until")
    return Line(_("暂停办理"), _("预计 %s 接着办") % day_text(until) if until else "")


def _was_extended(data: dict) -> Line:
    due_on = data.get("due_on")
    title = _("日期延到 %s") % day_text(due_on) if due_on else _("日期延后了")
    return Line(title, data.get("reason", ""))


_STEPS: dict[str, Callable[[dict], Line | None]] = {
    "submission.receive": _received,
    "submission.accept": lambda data: Line(_("站里接手了")),
    "submission.reject": _was_rejected,
    "submission.merge": _was_merged,
    "submission.refer": _was_referred,
    "submission.pass_on": _was_passed_on,
    "submission.return": lambda data: Line(_("对方说不归它管，退回站里重新安排")),
    "submission.answer": _was_answered,
    "submission.answer_on_spot": _was_answered,
    "submission.answer_escalated": _was_answered,
    "submission.answer_by_suggestion": _was_answered,
    "submission.pause": _was_paused,
    "submission.resume": lambda data: Line(_("接着办理")),
    "submission.grant_extension": _was_extended,
    "submission.decline": lambda data: Line(_("没有提成建议，交回站里继续办")),
    "submission.close": lambda data: Line(_("这件事办结了")),
    "submission.withdraw": lambda data: Line(_("您撤回了意见")),
    "submission.add": lambda data: Line(_("您补充了情况")),
    "submission.rate": _was_rated,
    "submission.reopen": lambda data: Line(_("还没有解决，站里重新办理")),
    "submission.ask_review": lambda data: Line(_("还没有解决，请代表工委复核")),
    "submission.reopen_after_review": lambda data: Line(_("代表工委复核后，决定重新办理")),
    "submission.uphold": lambda data: Line(_("代表工委复核后，维持答复"), data.get("note", "")),
    "submission.separate": lambda data: Line(_("合在一起的那件不再办理，您这件单独接着办")),
    "submission.erase_contact": lambda data: Line(_("您删去了联系方式")),
    "submission.withdraw_consent": lambda data: Line(_("您不再同意公开")),
    "submission.prepare_publication": _was_prepared,
    "submission.publish": lambda data: _was_published(),
    "submission.take_down": lambda data: Line(_("公开的页面撤下了，办理照常")),
}
