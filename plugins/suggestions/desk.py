"""What of the suggestions waits for whom, for the dashboard."""

import datetime
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Count, F, Q

from cms.access import roles
from cms.access.selectors import sites_where
from cms.kernel.counts import up_to
from liaison_pages.models import Deputy
from plugins.suggestions import selectors
from plugins.suggestions.models import ENDED_STATES, State, Suggestion


@dataclass(frozen=True)
class Desk:
    """
    What of the suggestions concerns one user.

    `counts` by what is to be done: "to_adopt", "open_to_all" (deputies), "to_accept", "to_assign", "to_close",
    "to_extend", "to_resume" (the office), "to_reply" (units), "underway" and "overdue" (whoever sees them). `waiting`:
    the first ones to be done.
    """

    counts: dict[str, int]
    waiting: list[Suggestion]


def desk_of(user, today: datetime.date, limit: int) -> Desk:
    """Counts by what is to be done, and the first `limit` that wait for the user; two queries and who the user is."""
    conditions = {
        **_deputy_steps(selectors.deputy_of(user)),
        **_office_steps(sites_where(user, roles.MANAGE_DISTRICT), today),
        "to_reply": Q(state=State.ASSIGNED, paused_until=None) & selectors.is_lead_officer(user),
    }
    seen = selectors.visible_to(user)
    underway = ~Q(state__in=ENDED_STATES) & ~Q(state=State.DRAFT)
    counts = up_to(seen.order_by("-pk")).aggregate(
        **{name: Count("pk", filter=condition) for name, condition in conditions.items()},
        underway=Count("pk", filter=underway),
        overdue=Count("pk", filter=selectors.is_overdue(today)),
    )
    waits = reduce(or_, conditions.values())
    waiting = seen.filter(waits).order_by(F("due_on").asc(nulls_last=True), "pk")[:limit]
    return Desk(counts, list(waiting))


def _deputy_steps(deputy: Deputy | None) -> dict[str, Q]:
    if deputy is None:
        return {}
    return {
        "to_adopt": Q(state=State.DRAFT, proposed_deputy=deputy),
        "open_to_all": Q(state=State.DRAFT, proposed_deputy=None, site=deputy.site_id),
    }


def _office_steps(sites: frozenset[int] | None, today: datetime.date) -> dict[str, Q]:
    here = Q() if sites is None else Q(site__in=sites)
    if sites is not None and not sites:
        return {}
    steps = {"to_accept": State.SUBMITTED, "to_assign": State.ACCEPTED, "to_close": State.REPLIED}
    return {
        **{name: here & Q(state=state) for name, state in steps.items()},
        "to_extend": here & selectors.is_extension_asked(),
        "to_resume": here & selectors.should_go_on(today),
    }
