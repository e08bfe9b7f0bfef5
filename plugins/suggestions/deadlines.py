"""Suggestions on the clock: in the report of what was late, and on the district's ladder of reminders."""

from django.urls import reverse
from zope.interface import implementer

from cms.clock.interfaces import Described, IDeadlineKind
from cms.clock.ladder import Ladder, climb
from cms.kernel import audit
from cms.kernel.actors import System
from liaison_pages.models import DistrictSettings
from plugins.suggestions import selectors
from plugins.suggestions.models import DUE_LABELS, Suggestion

ACTOR = System("suggestions")
REMIND = "suggestion.remind"


@implementer(IDeadlineKind)
class SuggestionDeadlines:
    """A suggestion's number and title, for whoever may see it."""

    model = Suggestion
    labels = DUE_LABELS

    def describe(self, pks, user) -> dict[int, Described]:
        return {
            row.pk: Described(row.number_text, row.title, reverse("suggestions_admin:detail", args=[row.pk]))
            for row in selectors.visible_to(user).filter(pk__in=pks)
        }


def remind(site) -> None:
    """
    The recurring task: the unit is reminded before and after the due date, then the office. No venue has a suggestion,
    so that the head's step is left out and its days are waited for all the same.
    """
    district = DistrictSettings.for_site(site)
    ladder = Ladder(
        before=district.remind_before_days,
        late=district.remind_late_days,
        head=0,
        office=district.remind_office_days and district.remind_head_days + district.remind_office_days,
    )
    climb(site=site, model=Suggestion, ladder=ladder, tell=_write_down)


def _write_down(suggestion: Suggestion, deadline, step: str) -> None:
    audit.record(suggestion, action=REMIND, actor=ACTOR, data={"step": step, "due_on": deadline.due_on.isoformat()})
