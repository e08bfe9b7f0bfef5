"""The queue in Wagtail's menu."""

from django.utils.translation import ngettext
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem
from wagtail.permissions import policy_registry

from cms.kernel.counts import count_text
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
            attrs["data-liaison-count"] = count_text(waiting, queue.MOST_IN_MENU)
            words = ngettext("社情民意，%(count)s 件等您处理", "社情民意，%(count)s 件等您处理", waiting)
            attrs["aria-label"] = words % {"count": attrs["data-liaison-count"]}
        return LinkMenuItem(
            self.name, self.label, self.url, icon_name=self.icon_name, classname=self.classname, attrs=attrs
        )
