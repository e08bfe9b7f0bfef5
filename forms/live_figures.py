"""What the software counts of what residents said."""

from datetime import date

from django.utils.translation import pgettext_lazy
from zope.interface import implementer

from forms.selectors.totals import count_answered, count_received
from liaison_pages.interfaces import ILiveFigure


@implementer(ILiveFigure)
class OpinionsReceived:
    """Everything that was handed in, whatever became of it."""

    order = 20
    label = pgettext_lazy("counted", "收到的意见")
    unit = pgettext_lazy("opinions received", "件")

    def count(self, site, since: date) -> int:
        return count_received(site, since)


@implementer(ILiveFigure)
class OpinionsAnswered:
    """Those whose author has an answer."""

    order = 30
    label = pgettext_lazy("counted", "已经答复的意见")
    unit = pgettext_lazy("opinions answered", "件")

    def count(self, site, since: date) -> int:
        return count_answered(site, since)
