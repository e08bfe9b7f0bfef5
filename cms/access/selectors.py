"""
Asking who may do what. Roles reach down the venue tree: a grant on a home holds in its stations and points.

Two kinds of grant answer every question: guardian's rows on a venue (for itself and all below it), and model-wide
permissions of a district role's group (for every venue of the role's site).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _
from wagtail.models import GroupCollectionPermission, GroupPagePermission, Site
from wagtail.permissions import policy_registry

from cms.access.models import RoleGroup, VenueGroupPermission
from cms.access.roles import VENUE_APP, Role

# Where the answers about a user are kept on the instance: ours, Django's, Wagtail's.
KEPT_ON_USER = (
    "_liaison_grants",
    "_perm_cache",
    "_user_perm_cache",
    "_group_perm_cache",
    "_page_permission_cache",
    "_explorable_root_page_cache",
    "_collection_permission_cache",
    "_site_permission_cache",
    "_allowed_content_type_ids",
)


def venue_model():
    """The model that roles are granted on."""
    return apps.get_model(settings.LIAISON_PLACE_MODEL)


def full(permission: str) -> str:
    """'app_label.codename'; codenames of `cms.access.roles` come bare. An add-on's never passes for a core's."""
    return permission if "." in permission else f"{VENUE_APP}.{permission}"


def permission_row(permission: str, path: str = "") -> Q:
    """The permission's row, at the end of `path` from what is filtered."""
    app_label, codename = full(permission).split(".", 1)
    return Q(**{f"{path}content_type__app_label": app_label, f"{path}codename": codename})


@dataclass(frozen=True)
class Grants:
    """What one user holds: full permissions per site for the whole district, and per subtree (a treebeard path)."""

    by_site: frozenset[tuple[int, str]]
    by_path: frozenset[tuple[str, str]]
    roles: frozenset[tuple[str, int | None]]  # (role, venue id or None)

    def allow(self, permission: str, venue) -> bool:
        """Whether `permission` holds for `venue`; for None, whether it holds for a whole district."""
        if venue is None:
            return any(held == permission for _site, held in self.by_site)
        if (venue.site_id, permission) in self.by_site:
            return True
        return any(held == permission and venue.path.startswith(path) for path, held in self.by_path)


NO_GRANTS = Grants(frozenset(), frozenset(), frozenset())


def grants_of(user) -> Grants:
    """All grants of `user`, kept on the instance: three queries a request, whatever is asked. Inactive: none."""
    if not user.is_authenticated or not user.is_active:
        return NO_GRANTS
    kept = getattr(user, "_liaison_grants", None)
    if kept is None:
        kept = user._liaison_grants = _read_grants(user)
    return kept


def forget_grants(user) -> None:
    """Drop what `grants_of`, Django and Wagtail keep on the instance."""
    for name in KEPT_ON_USER:
        user.__dict__.pop(name, None)


def _read_grants(user) -> Grants:
    role_groups = list(RoleGroup.objects.filter(group__user=user).values_list("role", "site_id", "venue_id"))
    if not role_groups:
        return NO_GRANTS
    by_site = Permission.objects.filter(group__user=user, group__role_group__venue=None).values_list(
        "group__role_group__site_id", "content_type__app_label", "codename"
    )
    by_path = VenueGroupPermission.objects.filter(group__user=user).values_list(
        "content_object__path", "permission__content_type__app_label", "permission__codename"
    )
    return Grants(
        by_site=frozenset((site, f"{app}.{codename}") for site, app, codename in by_site if site is not None),
        by_path=frozenset((path, f"{app}.{codename}") for path, app, codename in by_path),
        roles=frozenset((role, venue_id) for role, _site, venue_id in role_groups),
    )


def has_role(user, role: str) -> bool:
    """Whether `user` holds `role` anywhere."""
    return any(held == role for held, _venue in grants_of(user).roles)


def may(user, permission: str, obj=None) -> bool:
    """
    Whether `user` holds the venue permission for `obj` (a venue or anything with `.venue`); None asks for a whole
    district. The same as `user.has_perm(permission, obj)`.
    """
    if user.is_active and user.is_superuser:
        return True
    venue = getattr(obj, "venue", None)
    if obj is not None and venue is None:  # not a question about some district, so no answer from another one
        return False
    return grants_of(user).allow(full(permission), venue)


def users_with(permissions: Iterable[str]) -> QuerySet:
    """Active users who hold any of `permissions` in some venue or for a whole district."""
    held = Q(pk__in=[])
    for permission in set(permissions):
        held |= Q(permission_row(permission, "group__venuegrouppermission__permission__"))
        held |= Q(permission_row(permission, "group__permissions__"), venue=None)
    groups = RoleGroup.objects.filter(held).values("group")
    return get_user_model().objects.filter(Q(groups__in=groups) | Q(is_superuser=True), is_active=True).distinct()


def holds_somewhere(user, permission: str) -> bool:
    """Whether `user` holds the permission in some venue, or for a whole district; what `grants_of` keeps, no more."""
    if user.is_active and user.is_superuser:
        return True
    grants = grants_of(user)
    return any(held == full(permission) for _place, held in (*grants.by_site, *grants.by_path))


def may_in_district(user, permission: str, site) -> bool:
    """Whether `user` holds the permission for the whole district of `site`."""
    if user.is_active and user.is_superuser:
        return True
    return (site.pk, full(permission)) in grants_of(user).by_site


def sites_where(user, permission: str) -> frozenset[int] | None:
    """Primary keys of the sites in whose whole district `user` holds the permission; None stands for all."""
    if user.is_active and user.is_superuser:
        return None
    return frozenset(site for site, held in grants_of(user).by_site if held == full(permission))


def paths_where(user, permission: str) -> frozenset[str]:
    """The paths of the venues on which a role with the permission was granted; not of those below them."""
    return frozenset(path for path, held in grants_of(user).by_path if held == full(permission))


def districts_where(user, permission: str) -> QuerySet[Site]:
    """The same, as sites, in their order."""
    sites = sites_where(user, permission)
    found = Site.objects.order_by("pk")
    return found if sites is None else found.filter(pk__in=sites)


def may_in_every_district(user, permission: str) -> bool:
    """Whether `user` holds the permission for the whole district of every site: asked of what districts share."""
    sites = sites_where(user, permission)
    return sites is None or (bool(sites) and not Site.objects.exclude(pk__in=sites).exists())


def venues_where(user, permission: str) -> QuerySet:
    """The venues where `user` holds `permission`: a queryset that runs as one query, from the grants outwards."""
    Venue = venue_model()
    if not user.is_authenticated or not user.is_active:
        return Venue.objects.none()
    if user.is_superuser:
        return Venue.objects.all()
    held = VenueGroupPermission.objects.filter(permission_row(permission, "permission__"), group__user=user)
    district = RoleGroup.objects.filter(
        permission_row(permission, "group__permissions__"), group__user=user, venue=None
    )
    return Venue.objects.filter(Q(pk__in=_below(held.values("content_object"))) | Q(site__in=district.values("site")))


def rows_where(user, permission: str, *, site: str = "site", venue: str = "venue") -> Q:
    """
    The condition on rows that `user` holds `permission` where they are; `site` and `venue` lead from a row there.

    A role of the whole district asks for the site: no list of ids is made, however many venues there are.
    """
    sites = sites_where(user, permission)
    if sites is None:
        return ~Q(pk__in=[])
    of_district = Q(**{f"{site}__in": sites})
    if not paths_where(user, permission):
        return of_district
    return of_district | Q(**{f"{venue}__in": venues_where(user, permission)})


def _below(venues: QuerySet) -> RawSQL:
    """
    The ids of `venues` (a queryset of ids) and of all below them.

    By ranges of paths that an index serves: the ORM has no such join, and its subquery would look at every venue there
    is. In the alphabet of treebeard's paths no child's step comes after the last one, whatever the collation.
    """
    Venue = venue_model()
    ids, parameters = venues.query.sql_with_params()
    table = connection.ops.quote_name(Venue._meta.db_table)
    last = Venue.alphabet[-1] * Venue.steplen
    return RawSQL(  # noqa: S611  names of our own table; what comes from outside is a parameter
        f"SELECT below.id FROM {table} place JOIN {table} below "  # noqa: S608  as above
        f"ON below.path >= place.path AND below.path <= place.path || %s WHERE place.id IN ({ids})",
        (last, *parameters),
    )


def roles_of(user, venue) -> frozenset[str]:
    """The roles `user` has in `venue`: granted there, on a venue above it, or for its whole district."""
    if not user.is_authenticated or not user.is_active:
        return frozenset()
    above = [venue.path[:end] for end in range(venue.steplen, len(venue.path) + 1, venue.steplen)]
    return frozenset(
        RoleGroup.objects.filter(group__user=user)
        .filter(Q(venue__path__in=above) | Q(venue=None, site=venue.site_id))
        .values_list("role", flat=True)
    )


def users_of_venue(venue, permission: str) -> QuerySet:
    """Active users who hold `permission` in `venue`."""
    above = [venue.path[:end] for end in range(venue.steplen, len(venue.path) + 1, venue.steplen)]
    groups = RoleGroup.objects.filter(
        Q(permission_row(permission, "group__venuegrouppermission__permission__"), venue__path__in=above)
        | Q(permission_row(permission, "group__permissions__"), venue=None, site=venue.site_id)
    ).values("group")
    return get_user_model().objects.filter(Q(groups__in=groups) | Q(is_superuser=True), is_active=True).distinct()


# --- For the screens of accounts ----------------------------------------------------------------------------------


def administered_sites(user) -> QuerySet[Site]:
    """The sites whose administrator `user` is."""
    if not user.is_authenticated or not user.is_active:
        return Site.objects.none()
    if user.is_superuser:
        return Site.objects.all()
    held = RoleGroup.objects.filter(group__user=user, role=Role.ADMINISTRATOR, venue=None)
    return Site.objects.filter(pk__in=held.values("site"))


def accounts_without_roles_outside(sites) -> QuerySet:
    """The accounts that hold no role in a site other than these: nobody else's people."""
    elsewhere = RoleGroup.objects.exclude(site__in=sites).filter(group__user=OuterRef("pk"))
    return get_user_model().objects.filter(~Exists(elsewhere))


def accounts_known_to(user) -> QuerySet:
    """The accounts whose roles are all in the districts that `user` administers."""
    if user.is_active and user.is_superuser:
        return get_user_model().objects.all()
    return accounts_without_roles_outside(administered_sites(user).values("pk"))


def may_manage_account(user, other) -> bool:
    """
    Whether `user` may change the account and the roles of `other`.

    Superusers are changed by superusers alone, and people who work in another district too by none but these.
    """
    policy = policy_registry.get_by_type(get_user_model())
    return policy.user_has_permission_for_instance(user, "change", other)


def account(pk: int):
    """The account, or None."""
    return get_user_model().objects.filter(pk=pk).first()


def active_accounts(user) -> QuerySet:
    """Accounts that can sign in, of those that `user` knows."""
    return accounts_known_to(user).filter(is_active=True).order_by("pk")


def accounts_without_role() -> QuerySet:
    """Accounts that can sign in and do nothing yet, the newest first: no district's, every office knows them."""
    held = RoleGroup.objects.filter(group__user=OuterRef("pk"))
    return get_user_model().objects.filter(~Exists(held), is_active=True, is_superuser=False).order_by("-pk")


def places_of(sites) -> QuerySet:
    """Every venue of these sites, parents before their children."""
    return venue_model().objects.filter(site__in=sites).order_by("path")


def role_groups_of(user) -> QuerySet[RoleGroup]:
    """What `user` holds and where, those of the district first."""
    held = RoleGroup.objects.filter(group__user=user).select_related("venue", "site")
    return held.order_by(F("venue__path").asc(nulls_first=True), "role")


def role_group_of(user, pk: str) -> RoleGroup | None:
    """One of the above by its id as a form sent it."""
    return role_groups_of(user).filter(pk=pk).first() if pk.isdecimal() and len(pk) < 19 else None


def users_with_roles(users: QuerySet) -> QuerySet:
    """`users`, so that `role_labels` asks no query of its own."""
    return users.prefetch_related(
        Prefetch("groups", Group.objects.select_related("role_group__venue", "role_group__site"))
    )


def role_labels(user) -> str:
    """The roles of a user from `users_with_roles`, in words."""
    return in_words(group.role_group for group in user.groups.all() if hasattr(group, "role_group"))


def in_words(held: Iterable[RoleGroup]) -> str:
    """Roles, and where they hold."""
    return _("；").join(
        _("%(role)s（%(venue)s）") % {"role": row.get_role_display(), "venue": row.venue}
        if row.venue
        else str(row.get_role_display())
        for row in held
    )


# --- For repairs --------------------------------------------------------------------------------------------------


def role_groups() -> QuerySet[RoleGroup]:
    """Every role that is granted somewhere."""
    return RoleGroup.objects.select_related("group", "venue__collection", "site__root_page").order_by("pk")


def orphaned_groups() -> QuerySet[Group]:
    """Groups that stood for a role in a place that is gone: their names end with its key, as `group_name` writes it."""
    return Group.objects.filter(role_group=None, name__regex=r" · [vs][0-9]+$").order_by("pk")


def inactive_members() -> list[tuple]:
    """(account, role group) of every role that an inactive account still holds."""
    return [
        (user, role_group)
        for role_group in role_groups().filter(group__user__is_active=False).distinct()
        for user in role_group.group.user_set.filter(is_active=False)
    ]


def rows_behind(role_group: RoleGroup) -> frozenset[tuple]:
    """What the role's group holds: (kind, object or None, permission) of venue, page, collection and model."""
    group = role_group.group
    kinds = {
        "venue": VenueGroupPermission.objects.filter(group=group).values_list("content_object", "permission"),
        "page": GroupPagePermission.objects.filter(group=group).values_list("page", "permission"),
        "collection": GroupCollectionPermission.objects.filter(group=group).values_list("collection", "permission"),
    }
    held = {(kind, *row) for kind, rows in kinds.items() for row in rows}
    return frozenset(held | {("model", None, pk) for pk in group.permissions.values_list("pk", flat=True)})
