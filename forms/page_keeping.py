"""Why a page must stay, as far as submissions know."""

from django.utils.translation import ngettext
from zope.interface import implementer

from cms.access.interfaces import IPageKeeper
from forms.models import IntakePage
from forms.selectors.page_cases import count_open_cases_of_page


@implementer(IPageKeeper)
class OpenCases:
    """Residents still wait for an answer of the venue that the page, or one below it, belongs to."""

    def reasons(self, page) -> list[str]:
        top = page.get_parent() if isinstance(page, IntakePage) else page
        count = count_open_cases_of_page(top)
        return [ngettext("还有 %d 件意见没有办完", "还有 %d 件意见没有办完", count) % count] if count else []
