"""Wagtail's hooks: the admin URLs and the list of sessions, both 404 while the add-on is off."""

from django.urls import include, path
from wagtail import hooks
from wagtail.permissions import register_permission_policy

from cms.access.policies import DistrictPolicy
from cms.kernel.urls import gated
from plugins.suggestions import admin_urls
from plugins.suggestions.models import CongressSession, Suggestion
from plugins.suggestions.policies import SuggestionPolicy
from plugins.suggestions.selectors import PLUGIN_ID
from plugins.suggestions.views.sessions import CongressSessionViewSet

register_permission_policy(CongressSession, DistrictPolicy(CongressSession))
register_permission_policy(Suggestion, SuggestionPolicy(Suggestion))


@hooks.register("register_admin_urls")
def register_admin_urls():
    patterns = gated(admin_urls.urlpatterns, PLUGIN_ID)
    return [path("suggestions/", include((patterns, admin_urls.app_name)))]


@hooks.register("register_admin_viewset")
def register_sessions():
    return CongressSessionViewSet()
