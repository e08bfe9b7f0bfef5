"""The queue in Wagtail's menu and on its home page."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import ngettext
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.sidebar import LinkMenuItem
from wagtail.permissions import policy_registry

from forms.models import IntakeSubmission
from forms.selectors import queue


def has_queue(user) -> bool:
    """Whether the user sees any desk's submissions."""
    return policy_registry.get_by_type(IntakeSubmission).user_has_permission(user, "view")


class QueueMenuItem(MenuItem):
    """The menu item, with how many wait: a badge for the eye, words for the ear."""

    def is_shown(self, request):
        return has_queue(request.user)

    def render_component(self, request):
        waiting = queue.waiting_count(request.user)
        attrs = dict(self.attrs)
        if waiting:
            attrs["data-liaison-count"] = str(waiting) if waiting < 100 else "99+"
            attrs["aria-label"] = ngettext(
                "社情民意，%(count)d 件等您处理", "社情民意，%(count)d 件等您处理", waiting
            ) % {"count": waiting}
        return LinkMenuItem(
            self.name, self.label, self.url, icon_name=self.icon_name, classname=self.classname, attrs=attrs
        )


class WaitingPanel(Component):
    """What waits for the person, on the home page of the admin."""

    name = "submissions_waiting"
    template_name = "forms/queue/home_panel.html"
    order = 50

    def __init__(self, request):
        self.request = request

    @cached_property
    def counts(self) -> dict:
        return queue.counts_for(self.request.user)

    def render_html(self, parent_context=None):
        return super().render_html(parent_context) if has_queue(self.request.user) else ""

    def get_context_data(self, parent_context):
        index = reverse("liaison_queue:index")
        return {**self.counts, "waiting_url": index, "overdue_url": f"{index}?due=overdue"}
