"""The queue of one venue, offered among the venue's screens."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from zope.interface import implementer

from cms.access import roles
from cms.access.selectors import may
from liaison_pages.interfaces import IVenueStaffLink


@implementer(IVenueStaffLink)
class ReceivedLink:
    """What residents said at the venue."""

    name = "submissions"
    label = _("收到的意见")
    icon = "comment"

    def url(self, venue, user) -> str:
        allowed = may(user, roles.VIEW_SUBMISSIONS, venue)
        query = urlencode({"venue": venue.code, "scope": "all"})
        return f"{reverse('liaison_queue:index')}?{query}" if allowed else ""
