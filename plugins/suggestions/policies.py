"""What Wagtail asks about suggestions: seeing follows from the person's place, changing goes by moves alone."""

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from wagtail.permission_policies import BasePermissionPolicy

from plugins.suggestions import selectors


class SuggestionPolicy(BasePermissionPolicy):
    """`view` for those with a place; nobody adds, changes or deletes a suggestion but by `perform`."""

    def user_has_permission(self, user, action) -> bool:
        return action == "view" and selectors.has_place_here(user)

    def user_has_permission_for_instance(self, user, action, instance) -> bool:
        return action == "view" and selectors.visible_to(user).filter(pk=instance.pk).exists()

    def instances_user_has_any_permission_for(self, user, actions) -> QuerySet:
        return selectors.visible_to(user) if "view" in actions else self.model.objects.none()

    def users_with_any_permission(self, actions) -> QuerySet:
        return get_user_model().objects.filter(is_superuser=True, is_active=True)
