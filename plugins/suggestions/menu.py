"""The add-on's place in the admin's menu."""

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from plugins.suggestions.selectors import has_place_here


class SuggestionsMenuItem(MenuItem):
    """代表建议, for the office, auditors, deputies and units' officers."""

    def __init__(self):
        super().__init__(
            _("代表建议"), reverse_lazy("suggestions_admin:index"), name="suggestions", icon_name="edit", order=120
        )

    def is_shown(self, request) -> bool:
        return has_place_here(request.user)
