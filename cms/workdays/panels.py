"""The warning on the admin's home page that the calendar of working days runs out."""

from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.components import Component

from cms.access import roles
from cms.access.selectors import grants_of, may_in_every_district
from cms.workdays.selectors import days_left, is_running_out, known_until


class CalendarWarningPanel(Component):
    """Shown to everybody with a role; those who may edit the calendar get the link. Empty while it is long enough."""

    name = "workdays_warning"
    template_name = "workdays/warning_panel.html"
    order = 50

    def __init__(self, user):
        self.user = user

    def render_html(self, parent_context=None):
        has_role = self.user.is_superuser or bool(grants_of(self.user).roles)
        return super().render_html(parent_context) if has_role and is_running_out() else ""

    def get_context_data(self, parent_context):
        return {
            "known_until": known_until(),
            "days_left": max(days_left(), 0),
            "next_year": (known_until() or timezone.localdate()).year + 1,
            "edit_url": reverse("workdays:index") if may_in_every_district(self.user, roles.MANAGE_DISTRICT) else "",
        }
