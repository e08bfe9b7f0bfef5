"""Moves that the author makes, with number and code in hand."""

from django.utils.translation import gettext_lazy

from forms.models import State
from forms.transitions.base import SubmissionTransition


class Withdraw(SubmissionTransition):
    """screening, accepted, referred → withdrawn, by the author alone. An escalated one goes on with its suggestion."""

    name = "submission.withdraw"
    title = gettext_lazy("撤回")
    icon_name = "undo"
    sources = frozenset({State.SCREENING, State.ACCEPTED, State.REFERRED})
    target = State.WITHDRAWN
    is_for_people = False  # no button at the desk: it is the resident's

    def permits(self, actor, submission) -> bool:
        return actor.kind == "resident"

    def apply(self, actor, data: dict) -> dict:
        self.object.due_on = None
        self.settle_claims(actor)
        return {}
