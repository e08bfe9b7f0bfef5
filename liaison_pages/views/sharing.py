"""Who may do what at a venue."""

from django.utils.translation import gettext_lazy as _

from cms.access import roles
from cms.access.sharing_views import SharingMixin
from liaison_pages.views.hub import HubView


class SharingView(SharingMixin, HubView):
    """A head grants the roles of the own venue, and no higher: those of the district are granted for the site."""

    permission = roles.SHARE_VENUE
    hub_name = "sharing"
    page_title = _("共享")
    header_icon = "key"
    template_name = "liaison_pages/admin/sharing.html"

    def get_place(self):
        return self.venue
