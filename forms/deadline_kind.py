"""Submissions in the report of what was late."""

from django.urls import reverse
from zope.interface import implementer

from cms.clock.interfaces import Described, IDeadlineKind
from forms.models import Due, IntakeSubmission
from forms.selectors import rights


@implementer(IDeadlineKind)
class SubmissionDeadlines:
    """Number and first words; of sealed text and of cases that are no longer the reader's, the number alone."""

    model = IntakeSubmission
    labels = dict(Due.choices)

    def describe(self, pks, user) -> dict[int, Described]:
        rows = IntakeSubmission.objects.select_related("site").in_bulk(pks)
        seen = set(rights.visible_to(user).filter(pk__in=pks).values_list("pk", flat=True))
        return {pk: self._described(row, user, pk in seen) for pk, row in rows.items()}

    @staticmethod
    def _described(row: IntakeSubmission, user, is_seen: bool) -> Described:
        if not is_seen:
            return Described(row.number)
        heading = row.heading if rights.shows_text(user, row) else ""
        return Described(row.number, heading, reverse("liaison_queue:detail", args=[row.pk]))
