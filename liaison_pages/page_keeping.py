"""Why a page must stay, as far as venues know."""

from django.utils.translation import ngettext
from zope.interface import implementer

from cms.access.interfaces import IPageKeeper
from liaison_pages.selectors.pages import count_venue_pages_below


@implementer(IPageKeeper)
class VenuePagesBelow:
    """Pages of other venues stand below: the page above them cannot go first."""

    def reasons(self, page) -> list[str]:
        count = count_venue_pages_below(page)
        return [ngettext("下面还有 %d 个站点的页面", "下面还有 %d 个站点的页面", count) % count] if count else []
