"""The intake form that every new venue page gets."""

from django.utils import translation
from django.utils.translation import gettext as _
from zope.interface import implementer

from forms.models import IntakePage
from liaison_pages.interfaces import IVenuePagePart

SLUG = "intake"


@implementer(IVenuePagePart)
class IntakePagePart:
    """Builds the form, published and open; it answers 404 by itself while the venue's page is not published."""

    def build(self, page) -> IntakePage:
        with translation.override(page.locale.language_code):
            title = _("提意见")
        return IntakePage(title=title, slug=SLUG, locale=page.locale, owner=page.owner, live=True)
