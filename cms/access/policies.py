"""Permission policies that Wagtail asks for our models: the venue says where, the codename says what."""

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from wagtail.models import Site
from wagtail.permission_policies import BasePermissionPolicy

from cms.access import roles
from cms.access.models import RoleGroup
from cms.access.selectors import bare, may, may_in_district, sites_where, venues_where

VIEW_ACTIONS = frozenset({"view"})


class PlacePolicy(BasePermissionPolicy):
    """
    For rows that belong to a venue: reading asks for `view` there, everything else for `change` there.

    `lookup` leads from the model to its venue ("venue", "submission__venue"); "pk" means the model is the venue.
    Venue permissions are given bare ('manage_rota') as in `cms.access.roles`.
    """

    def __init__(self, model, *, view: str, change: str, lookup: str = "venue"):
        super().__init__(model)
        self.view, self.change, self.lookup = view, change, lookup

    def codename(self, action: str) -> str:
        return self.view if action in VIEW_ACTIONS else self.change

    def user_has_permission(self, user, action) -> bool:
        return venues_where(user, self.codename(action)).exists()

    def user_has_permission_for_instance(self, user, action, instance) -> bool:
        return may(user, self.codename(action), instance)

    def instances_user_has_any_permission_for(self, user, actions) -> QuerySet:
        allowed = Q(pk__in=[])
        for codename in {self.codename(action) for action in actions}:
            allowed |= Q(**{f"{self.lookup}__in": venues_where(user, codename)})
        return self.model._default_manager.filter(allowed)

    def users_with_any_permission(self, actions) -> QuerySet:
        codenames = {self.codename(action) for action in actions}
        groups = RoleGroup.objects.filter(
            Q(group__venuegrouppermission__permission__codename__in=codenames)
            | Q(venue=None, group__permissions__codename__in=codenames)
        ).values("group")
        return get_user_model().objects.filter(Q(groups__in=groups) | Q(is_superuser=True), is_active=True).distinct()


class VenuePolicy(PlacePolicy):
    """
    For the venue records themselves: those in charge change the record; adding, moving and deleting are the district's.
    """

    def __init__(self, model):
        super().__init__(model, view=roles.VIEW_VENUE, change=roles.CHANGE_VENUE, lookup="pk")

    def codename(self, action: str) -> str:
        return roles.MANAGE_DISTRICT if action in {"add", "delete", "move"} else super().codename(action)


class DistrictPolicy(BasePermissionPolicy):
    """For the district's own lists (deputies, units, terms …): one permission, asked of the whole district."""

    def __init__(self, model, *, view: str = roles.MANAGE_DISTRICT, change: str = roles.MANAGE_DISTRICT):
        super().__init__(model)
        self.view, self.change = view, change

    def codename(self, action: str) -> str:
        return self.view if action in VIEW_ACTIONS else self.change

    def user_has_permission(self, user, action) -> bool:
        return may(user, self.codename(action))

    def users_with_any_permission(self, actions) -> QuerySet:
        codenames = {bare(self.codename(action)) for action in actions}
        groups = RoleGroup.objects.filter(venue=None, group__permissions__codename__in=codenames).values("group")
        return get_user_model().objects.filter(Q(groups__in=groups) | Q(is_superuser=True), is_active=True).distinct()


class SiteSettingPolicy(DistrictPolicy):
    """For Wagtail's settings of a site: those who manage its district change them. Views ask about the site itself."""

    def user_has_permission_for_instance(self, user, action, instance) -> bool:
        site = instance if isinstance(instance, Site) else instance.site
        return may_in_district(user, self.codename(action), site)

    def sites_user_has_permission_for(self, user, action) -> QuerySet:
        sites = sites_where(user, self.codename(action))
        return Site.objects.all() if sites is None else Site.objects.filter(pk__in=sites)
