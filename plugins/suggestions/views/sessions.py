"""The list of sessions, kept by the district office."""

from django.utils.translation import pgettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.viewsets.model import ModelViewSet

from cms.access import roles
from cms.access.guarded import GuardedViewSetMixin
from cms.access.selectors import districts_where
from cms.kernel.urls import gated
from liaison_pages.viewsets.base import ProtectedDeleteView
from plugins.suggestions.models import CongressSession
from plugins.suggestions.selectors import PLUGIN_ID


class SessionForm(WagtailAdminModelForm):
    """A session of a district that the user manages; asked only where there are several, and it stays there."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["site"]
        field.queryset = districts_where(self.for_user, roles.MANAGE_DISTRICT)
        field.initial = field.queryset.first()
        field.disabled = self.instance.pk is not None or field.queryset.count() == 1
        if field.disabled:
            field.widget = field.hidden_widget()


class CongressSessionViewSet(GuardedViewSetMixin, ModelViewSet):
    model = CongressSession
    name = url_namespace = "suggestion_sessions"
    url_prefix = "suggestion-sessions"
    icon = "calendar"
    menu_label = pgettext_lazy("plural", "会次")
    edit_handler = ObjectList(
        [FieldPanel(name) for name in ("site", "term", "number", "starts_on")], base_form_class=SessionForm
    )
    list_display = ["__str__", "starts_on"]
    ordering = ["-starts_on"]
    add_to_admin_menu = False
    delete_view_class = ProtectedDeleteView

    def get_urlpatterns(self):
        return gated(super().get_urlpatterns(), PLUGIN_ID)
