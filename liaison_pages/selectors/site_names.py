"""How a district calls itself in messages, and its phone."""

from zope.interface import implementer

from cms.notices.interfaces import ISiteName
from liaison_pages.models import DistrictSettings


@implementer(ISiteName)
class DistrictName:
    def name_of(self, site) -> str:
        """The full name, in the active language. One query."""
        return DistrictSettings.for_site(site).display_name

    def phone_of(self, site) -> str:
        """The office's phone. One query."""
        return DistrictSettings.for_site(site).phone
