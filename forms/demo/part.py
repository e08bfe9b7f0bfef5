"""Writing the demo's submissions: received and moved by the real services, at the times they would have been."""

from uuid import UUID, uuid5

from django.urls import reverse
from zope.interface import implementer

from cms.demo import DemoContext, IDemoPart, absolute
from forms import codes
from forms.demo.clock import let_some_follow, let_time_pass
from forms.demo.desk import Desk
from forms.demo.drafts import COUNT, drafts
from forms.demo.publishing import publish_some
from forms.models import IntakeSubmission

KEYS = UUID("5f0c2c4e-3b0c-4a4e-9a58-2f6f0d8f2c11")  # namespace of the forms' keys


def request_key(seed: int, index: int) -> UUID:
    """The key of the form with which the demo's submission no. `index` was sent: codes can be computed again."""
    return uuid5(KEYS, f"{seed}:{index}")


@implementer(IDemoPart)
class SubmissionsPart:
    """Some hundred submissions in every state, with their histories."""

    order = 20

    def build(self, context: DemoContext) -> None:
        context.progress("社情民意")
        desk = Desk(context, lambda index: request_key(context.seed, index))
        planned = drafts(context)
        happened = [(draft.moment, draft, "") for draft in planned]
        happened += [(moment, draft, move) for draft in planned for moment, move in draft.moves(context.rng)]
        for moment, draft, move in sorted(happened, key=lambda each: each[0]):  # as it happened, so numbers follow
            if move:
                desk.move(draft, move, moment)
            else:
                desk.receive(draft)
        desk.claim_some()
        publish_some(planned, desk)
        let_time_pass(context, desk)
        let_some_follow()
        common = context.shared.setdefault("common_matters", {})  # title → submissions that raise it, taken up
        for draft in planned:
            if draft.path == "common":
                common.setdefault(draft.about, []).append(desk.received[draft.index])

    def describe(self, context: DemoContext) -> dict:
        keys = {codes.stored_key(request_key(context.seed, index)): index for index in range(COUNT)}
        rows = IntakeSubmission.objects.filter(request_key__in=keys).order_by("pk")
        return {
            "queue_url": absolute(reverse("liaison_queue:index")),
            "submissions": [self._entry(context, row, keys[row.request_key]) for row in rows],
            "matters_url": absolute(reverse("liaison_forms:matters")),
        }

    def _entry(self, context: DemoContext, submission: IntakeSubmission, index: int) -> dict:
        code = codes.make_code(request_key(context.seed, index))
        return {
            "number": submission.number,
            "code": code,
            "state": submission.state,
            "venue_id": submission.venue_id,
            "status_url": absolute(reverse("liaison_forms:status", args=[submission.number, code])),
            "staff_url": absolute(reverse("liaison_queue:detail", args=[submission.pk])),
        }
