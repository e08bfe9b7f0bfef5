"""Permission policies that Wagtail asks for our models: the venue says where, the codename says what."""

from django.db.models import Q, QuerySet
from wagtail.models import Site
from wagtail.permission_policies import BasePermissionPolicy, ModelPermissionPolicy

from cms.access import roles
from cms.access.selectors import (
    accounts_known_to,
    administered_sites,
    districts_where,
    holds_somewhere,
    may,
    may_in_district,
    may_in_every_district,
    sites_where,
    users_with,
    venues_where,
)

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
        return holds_somewhere(user, self.codename(action))

    def user_has_permission_for_instance(self, user, action, instance) -> bool:
        return may(user, self.codename(action), instance)

    def instances_user_has_any_permission_for(self, user, actions) -> QuerySet:
        allowed = Q(pk__in=[])
        for codename in {self.codename(action) for action in actions}:
            allowed |= Q(**{f"{self.lookup}__in": venues_where(user, codename)})
        return self.model._default_manager.filter(allowed)

    def users_with_any_permission(self, actions) -> QuerySet:
        return users_with(self.codename(action) for action in actions)


class VenuePolicy(PlacePolicy):
    """
    For the venue records themselves: those in charge change the record; adding, moving and deleting are the district's.
    """

    def __init__(self, model):
        super().__init__(model, view=roles.VIEW_VENUE, change=roles.CHANGE_VENUE, lookup="pk")

    def codename(self, action: str) -> str:
        return roles.MANAGE_DISTRICT if action in {"add", "delete", "move"} else super().codename(action)

    def user_has_permission(self, user, action) -> bool:
        if action == "add":  # the first venue of a district too
            return may(user, self.codename(action))
        return super().user_has_permission(user, action)


class DistrictPolicy(BasePermissionPolicy):
    """
    For the rows of a district (deputies, units, sessions …): one permission, asked of the row's own district.

    `lookup` leads from the model to its site.
    """

    lookup = "site"

    def __init__(self, model, *, view: str = roles.MANAGE_DISTRICT, change: str = roles.MANAGE_DISTRICT):
        super().__init__(model)
        self.view, self.change = view, change

    def codename(self, action: str) -> str:
        return self.view if action in VIEW_ACTIONS else self.change

    def user_has_permission(self, user, action) -> bool:
        return may(user, self.codename(action))

    def user_has_permission_for_instance(self, user, action, instance) -> bool:
        return may_in_district(user, self.codename(action), instance.site)

    def instances_user_has_any_permission_for(self, user, actions) -> QuerySet:
        allowed = Q(pk__in=[])
        for codename in {self.codename(action) for action in actions}:
            sites = sites_where(user, codename)
            allowed |= ~Q(pk__in=[]) if sites is None else Q(**{f"{self.lookup}__in": sites})
        return self.model._default_manager.filter(allowed)

    def users_with_any_permission(self, actions) -> QuerySet:
        return users_with(self.codename(action) for action in actions)


class SharedPolicy(DistrictPolicy):
    """
    For lists that all districts of an installation share (terms, divisions, categories, working days …).

    Every district's office reads them; only who manages every district changes them. With one district that is its
    office.
    """

    def user_has_permission(self, user, action) -> bool:
        ask = may if action in VIEW_ACTIONS else may_in_every_district
        return ask(user, self.codename(action))

    def user_has_permission_for_instance(self, user, action, instance) -> bool:
        return self.user_has_permission(user, action)

    def instances_user_has_any_permission_for(self, user, actions) -> QuerySet:
        is_known = any(self.user_has_permission(user, action) for action in actions)
        return self.model._default_manager.all() if is_known else self.model._default_manager.none()


class SiteSettingPolicy(DistrictPolicy):
    """For Wagtail's settings of a site: those who manage its district change them. Views ask about the site itself."""

    def user_has_permission_for_instance(self, user, action, instance) -> bool:
        site = instance if isinstance(instance, Site) else instance.site
        return may_in_district(user, self.codename(action), site)

    def sites_user_has_permission_for(self, user, action) -> QuerySet:
        return districts_where(user, self.codename(action))


class SitePolicy(ModelPermissionPolicy):
    """For the sites themselves: administrators know and change those of their own districts."""

    def user_has_permission_for_instance(self, user, action, instance) -> bool:
        return self.user_has_permission(user, action) and administered_sites(user).filter(pk=instance.pk).exists()

    def instances_user_has_any_permission_for(self, user, actions) -> QuerySet:
        return administered_sites(user) if self.user_has_any_permission(user, actions) else Site.objects.none()


class AccountPolicy(ModelPermissionPolicy):
    """For accounts: administrators manage those whose roles are all in their own districts, and no superuser's."""

    def user_has_permission_for_instance(self, user, action, instance) -> bool:
        if not self.user_has_permission(user, action) or (instance.is_superuser and not user.is_superuser):
            return False
        return accounts_known_to(user).filter(pk=instance.pk).exists()

    def instances_user_has_any_permission_for(self, user, actions) -> QuerySet:
        known = accounts_known_to(user)
        return known if self.user_has_any_permission(user, actions) else known.none()
