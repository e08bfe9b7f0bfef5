"""What the software counts of suggestions."""

from datetime import date

from django.utils.translation import pgettext_lazy
from zope.interface import implementer

from liaison_pages.interfaces import ILiveFigure
from plugins.suggestions.selectors import count_published


@implementer(ILiveFigure)
class SuggestionsPublished:
    """Suggestions of this year that everybody can read."""

    order = 40
    label = pgettext_lazy("counted", "公开的代表建议")
    unit = pgettext_lazy("suggestions made public", "件")

    def count(self, site, since: date) -> int:
        return count_published(site, since)
