"""How a district calls itself in messages."""

from django.utils import translation
from zope.interface import implementer

from cms.notices.interfaces import ISiteName
from liaison_pages.models import DistrictSettings


@implementer(ISiteName)
class DistrictName:
    def name_of(self, site) -> str:
        """The full name, in the active language. One query."""
        district = DistrictSettings.for_site(site)
        return district.full_name_en if translation.get_language() == "en" else district.full_name
