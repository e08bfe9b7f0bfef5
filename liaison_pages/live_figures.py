"""What the software counts of receptions."""

from datetime import date

from django.utils.translation import pgettext_lazy
from zope.interface import implementer

from liaison_pages.interfaces import ILiveFigure
from liaison_pages.selectors.receptions import count_held


@implementer(ILiveFigure)
class ReceptionsHeld:
    """Receptions that took place."""

    order = 10
    label = pgettext_lazy("counted", "代表接待")
    unit = pgettext_lazy("receptions held", "场")

    def count(self, site, since: date) -> int:
        return count_held(site, since)
