"""Wagtail's user and group screens, without the groups that stand for roles."""

from wagtail.users.views.groups import GroupViewSet
from wagtail.users.views.users import UserViewSet


class LiaisonUserViewSet(UserViewSet):
    pass


class LiaisonGroupViewSet(GroupViewSet):
    pass
