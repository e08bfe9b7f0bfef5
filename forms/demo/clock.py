"""What of the demo's submissions waits, was put off, is asked for, and whom the ladder reminded; and who follows."""

from datetime import datetime, timedelta

from django.utils import timezone, translation

from cms.clock.models import Extension
from cms.demo import DemoContext, at, last_working_moment
from cms.kernel.actors import Resident, Staff
from cms.kernel.perform import perform
from cms.notices.models import ChannelOfNotices, Subscription
from cms.notices.postmen import channels_on
from cms.notices.services import confirm
from forms.demo.desk import Desk
from forms.models import IntakeSubmission, PauseReason, PublicMatter
from forms.reach import Reach
from forms.services.following import follow, follow_matter
from forms.tasks import remind

HOURS_LATER = 3  # after the case came to where it is
SHORT_DAYS, LONG_DAYS = 2, 20  # a pause that should be over by now, and others
PAUSES = (
    (PauseReason.RESIDENT, "请补充一下具体位置，最好附一张照片。", LONG_DAYS),
    (PauseReason.THIRD_PARTY, "已请专业单位来查，有结果就接着办。", LONG_DAYS),
    (PauseReason.VISIT, "", SHORT_DAYS),
    (PauseReason.SEASON, "", LONG_DAYS),
)
REASONS = (
    "现场要和居民一起再看一次，约在下周。",
    "要和社区、街道一起商量，时间刚排好。",
    "要等上级单位答复，已经去函。",
)
ASKED_DAYS = 3
GRANTED = 1  # of those who asked; the others wait for a decision
FOLLOWED = 3


def let_time_pass(context: DemoContext, desk: Desk) -> None:
    """By the moves, some hours after each case came to where it is; then the ladder of the last working day."""
    handled = IntakeSubmission.objects.filter(state__in=("accepted", "referred"), due_on__isnull=False)
    handled = handled.filter(claimed_by=None).order_by("-pk")
    ahead = handled.filter(state="referred", due_on__gte=timezone.localdate())
    for turn, submission in enumerate(ahead[: len(REASONS)]):
        _ask(submission, REASONS[turn], desk, is_granted=turn < GRANTED)
    asked = Extension.objects.values("deadline__object_id")
    old_enough = timezone.now() - timedelta(days=SHORT_DAYS + 1)
    waiting = handled.filter(state_changed_at__lt=old_enough).exclude(pk__in=asked)
    for submission, why in zip(waiting[: len(PAUSES)], PAUSES, strict=False):
        _pause(submission, desk, *why)
    with at(last_working_moment()):
        remind(context.site)


def let_some_follow() -> None:
    """Authors who are told by mail of their case, and somebody who follows a public matter; all have confirmed."""
    if ChannelOfNotices.MAIL not in channels_on():
        return
    with translation.override("zh-hans"):
        for turn, submission in enumerate(IntakeSubmission.objects.filter(state="referred").order_by("-pk")[:FOLLOWED]):
            reach = Reach("email", f"resident{turn}@example.com")
            follow(submission=submission, reach=reach, language="zh-hans", actor=Resident())
        for matter in PublicMatter.objects.filter(is_public=True).order_by("-pk")[:FOLLOWED]:
            follow_matter(matter=matter, address="neighbour@example.com", language="zh-hans", actor=Resident())
    for subscription in Subscription.objects.order_by("pk"):
        confirm(subscription=subscription, actor=Resident())


def _ask(submission: IntakeSubmission, reason: str, desk: Desk, *, is_granted: bool) -> None:
    officer = submission.referred_to.officers.order_by("pk").first() if submission.referred_to else None
    data = {"days": ASKED_DAYS, "reason": reason}
    with at(_later(submission)):
        [submission] = perform(
            [submission], "submission.ask_extension", Staff(officer) if officer else desk.offices[-1], data
        )
        if is_granted:
            granted = {"days": ASKED_DAYS, "words": reason}
            perform([submission], "submission.grant_extension", desk.offices[0], granted)


def _pause(submission: IntakeSubmission, desk: Desk, reason: str, note: str, days: int) -> None:
    moment = _later(submission)
    expected_on = timezone.localdate(moment) + timedelta(days=days)
    with at(moment):
        data = {"reason": reason, "note": note, "expected_on": expected_on}
        perform([submission], "submission.pause", desk.offices[0], data)


def _later(submission: IntakeSubmission) -> datetime:
    return min(submission.state_changed_at + timedelta(hours=HOURS_LATER), timezone.now())
