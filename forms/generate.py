"""What residents of the generated district said (`cms.generate`): invented, and marked as examples."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from zope.interface import implementer

from cms.clock.models import Deadline, Ending
from cms.clock.services import deadline_of
from cms.generate import BulkContext, IBulkPart
from cms.kernel.audit import record_all
from cms.kernel.models import NumberSeries
from forms import codes
from forms.models import Due, IntakeCategory, IntakePage, IntakeSubmission, RejectReason, State
from forms.services.intake import ACTION
from liaison_pages.models import DistrictSettings, VenuePage

BATCH = 1_000
# Of twenty: what a desk that keeps up has before it, and behind it.
STATES = [State.SCREENING] * 4 + [State.ACCEPTED] * 3 + [State.REJECTED] * 2 + [State.ANSWERED] * 3 + [State.CLOSED] * 8
REPLIED = frozenset({State.ANSWERED, State.CLOSED})
MINUTES_APART = 2
DAYS_TO_DECIDE = [0] * 3 + [1] * 4 + [2] * 2 + [5]
PLACES = ("路口", "小区门口", "菜场", "河边步道", "公交站", "学校门口")
MATTERS = ("路灯不亮", "井盖松动", "垃圾清运不及时", "停车太乱", "广场舞声音太大", "树枝遮住了信号灯", "下水道堵了")


@implementer(IBulkPart)
class SubmissionsPart:
    """Submissions in the states that need nobody else, spread evenly over the venues, the newest last."""

    order = 30
    title = _("社情民意")

    def build(self, context: BulkContext) -> None:
        rows = _submissions(context)
        while batch := list(islice(rows, BATCH)):
            saved = IntakeSubmission.objects.bulk_create(batch)
            entries = [(each, {"channel": each.channel, "photos": 0}) for each in saved]
            record_all(entries, action=ACTION, actor=context.actor)
            Deadline.objects.bulk_create(row for each in saved for row in _clock(context, each))
            context.wrote(len(batch))
        year = timezone.localdate().year
        last = {"last": context.amounts.submissions}
        NumberSeries.objects.update_or_create(site=context.site, name=f"submission:{year}", defaults=last)


def _submissions(context: BulkContext) -> Iterator[IntakeSubmission]:
    count, now = context.amounts.submissions, timezone.now()
    desks, categories = _desks(context), list(IntakeCategory.objects.all())
    prefix = DistrictSettings.for_site(context.site).number_prefix
    year = timezone.localdate().year
    for index in range(count if desks else 0):
        venue_id, page_id = desks[index % len(desks)]
        created_at = now - timedelta(minutes=MINUTES_APART * (count - index))
        key = UUID(int=context.rng.getrandbits(128))
        yield IntakeSubmission(
            number=codes.make_number(prefix, year, index + 1), site=context.site, venue_id=venue_id, page_id=page_id,
            request_key=codes.stored_key(key), code_digest=codes.code_digest(codes.make_code(key)),
            category=context.rng.choice(categories), content=f"（示例）{context.rng.choice(MATTERS)}，希望有人看看。",
            place=f"示例{context.rng.choice(PLACES)}", notice_version="1", created_at=created_at,
            **_fate(context.rng.choice(STATES), created_at),
        )  # fmt: skip


def _fate(state: str, created_at) -> dict:
    """What a submission in `state` carries: a time limit while it waits, a reason or a reply afterwards."""
    fate = {"state": state, "state_changed_at": created_at}
    if state in (State.SCREENING, State.ACCEPTED):
        fate["due_on"] = timezone.localdate(created_at) + timedelta(days=7)
    elif state == State.REJECTED:
        fate["reject_reason"] = RejectReason.UNCLEAR
    elif state in REPLIED:
        fate.update(reply="（示例）已经处理。", reply_by="示例单位", replied_at=created_at)
    return fate


def _clock(context: BulkContext, submission: IntakeSubmission) -> Iterator[Deadline]:
    """What was due of it, and what is: one of ten was late when it was done."""
    came_on = timezone.localdate(submission.created_at)
    done_on = came_on + timedelta(days=context.rng.choice(DAYS_TO_DECIDE))
    if submission.state == State.SCREENING:
        yield deadline_of(submission, what=Due.SCREENING, set_on=came_on, due_on=submission.due_on)
        return
    screened = {"ended_on": min(done_on, timezone.localdate()), "ended_by": Ending.MET}
    due_on = came_on + timedelta(days=2)
    yield deadline_of(submission, what=Due.SCREENING, set_on=came_on, due_on=due_on, **screened)
    if submission.state == State.ACCEPTED:
        yield deadline_of(submission, what=Due.DECIDING, set_on=screened["ended_on"], due_on=submission.due_on)


def _desks(context: BulkContext) -> list[tuple[int, int]]:
    """(venue, its form) of the whole district, in the order of the tree."""
    pages = VenuePage.objects.filter(venue__site=context.site).order_by("path")
    venues = dict(pages.values_list("path", "venue_id"))
    forms = IntakePage.objects.order_by("path").values_list("path", "pk")
    return [(venues[path[: -Page.steplen]], pk) for path, pk in forms]
