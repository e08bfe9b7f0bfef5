"""The queue of one venue, and writing down what somebody says there, offered among the venue's screens."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from zope.interface import implementer

from cms.access import roles
from cms.access.selectors import holds_somewhere, may
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


@implementer(IVenueStaffLink)
class RegisterLink:
    """Writing down what somebody says without a phone."""

    name = "register"
    label = _("代为登记")
    icon = "edit"

    def url(self, venue, user) -> str:
        return register_url(user, venue) if may(user, roles.HANDLE_SUBMISSIONS, venue) else ""


def register_url(user, venue=None) -> str:
    """Where `user` writes down what somebody says: at `venue` if they may there; "" for whoever may nowhere."""
    if venue is not None and may(user, roles.HANDLE_SUBMISSIONS, venue):
        return reverse("liaison_queue:register_at", args=[venue.pk])
    return reverse("liaison_queue:register") if holds_somewhere(user, roles.HANDLE_SUBMISSIONS) else ""
