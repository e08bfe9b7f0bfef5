"""Wagtail's user screens with our forms: role groups stay hidden and are never lost on save."""

from wagtail.users.apps import WagtailUsersAppConfig


class LiaisonUsersConfig(WagtailUsersAppConfig):
    user_viewset = "cms.access.viewsets.LiaisonUserViewSet"
    group_viewset = "cms.access.viewsets.LiaisonGroupViewSet"
