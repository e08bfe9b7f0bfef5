"""The list of sessions, kept by the district office."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet

from cms.access.guarded import GuardedViewSetMixin
from cms.kernel.urls import gated
from plugins.suggestions.models import CongressSession
from plugins.suggestions.selectors import PLUGIN_ID


class CongressSessionViewSet(GuardedViewSetMixin, ModelViewSet):
    model = CongressSession
    name = url_namespace = "suggestion_sessions"
    url_prefix = "suggestion-sessions"
    icon = "calendar"
    menu_label = _("会次")
    form_fields = ["site", "term", "number", "starts_on"]
    list_display = ["__str__", "starts_on"]
    ordering = ["-starts_on"]
    add_to_admin_menu = False

    def get_urlpatterns(self):
        return gated(super().get_urlpatterns(), PLUGIN_ID)
