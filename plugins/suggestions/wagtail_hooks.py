"""Wagtail's hooks: who may do what, and the list of sessions, 404 while the add-on is off."""

from wagtail import hooks
from wagtail.permissions import register_permission_policy

from cms.access.policies import DistrictPolicy
from plugins.suggestions.models import CongressSession, Suggestion
from plugins.suggestions.policies import SuggestionPolicy
from plugins.suggestions.views.sessions import CongressSessionViewSet

register_permission_policy(CongressSession, DistrictPolicy(CongressSession))
register_permission_policy(Suggestion, SuggestionPolicy(Suggestion))


@hooks.register("register_admin_viewset")
def register_sessions():
    return CongressSessionViewSet()
