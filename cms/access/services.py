"""
Granting and revoking roles: the only writer of role groups and of everything that follows from them.

One group stands for (venue, role) or (site, role). Its rows follow from `cms.access.roles.ROLES`: guardian permissions
on the venue, Wagtail page permissions on the venue's pages, and permissions on the venue's collection.
"""

from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import translation
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page, Site

from cms.access.interfaces import IPageReview
from cms.access.last_administrator import keep_an_administrator
from cms.access.models import RoleGroup, VenueGroupPermission
from cms.access.roles import DISTRICT_ROLES, PUBLISH, ROLES, VENUE_APP, VENUE_ROLES, Role, RoleDefinition
from cms.access.selectors import forget_grants, places_of, rows_behind
from cms.kernel import audit
from cms.kernel.registrar import registrar

FRONT_PAGE_DEPTH = 2
ADMIN_ACCESS = ("wagtailadmin", "access_admin")


@transaction.atomic
def grant(*, user, role: str, venue=None, site=None, actor) -> RoleGroup:
    """
    Give `user` the role in `venue`, or for the whole district of `site`. Granting twice changes nothing.

    Raises ValueError when the role does not go with the place.
    """
    _lock(venue or site)
    role_group = _role_group(role, venue, site)
    if not role_group.group.user_set.filter(pk=user.pk).exists():
        role_group.group.user_set.add(user)
        audit.record(
            venue or site, action="access.grant", actor=actor, site=role_group.site,
            data={"user": user.get_username(), "role": role},
        )  # fmt: skip
    forget_grants(user)
    return role_group


@transaction.atomic
def revoke(*, user, role: str, venue=None, site=None, actor) -> None:
    """
    Take the role away; the group goes with its last member. Revoking what is not held changes nothing.

    Raises LastAdministrator when nobody else who can sign in administers the site.
    """
    _lock(venue or site)
    role_group = RoleGroup.objects.filter(role=role, venue=venue, **({} if venue else {"site": site})).first()
    if role_group is None or not role_group.group.user_set.filter(pk=user.pk).exists():
        return
    if role == Role.ADMINISTRATOR:
        keep_an_administrator([user], site)
    role_group.group.user_set.remove(user)
    audit.record(
        venue or site, action="access.revoke", actor=actor, site=role_group.site,
        data={"user": user.get_username(), "role": role},
    )  # fmt: skip
    if not role_group.group.user_set.exists():
        role_group.group.delete()
    forget_grants(user)


def _lock(place) -> None:
    """One change of a place's roles at a time: a group is made by its first member and goes with its last."""
    if place is not None:
        type(place).objects.select_for_update().get(pk=place.pk)


def _role_group(role: str, venue, site) -> RoleGroup:
    if (venue is None) == (site is None):
        raise ValueError("Name a venue or a site, not both.")
    if role not in (VENUE_ROLES if venue else DISTRICT_ROLES):
        raise ValueError(f"{role} is not granted {'on a venue' if venue else 'for a district'}.")
    existing = RoleGroup.objects.filter(role=role, venue=venue, **({} if venue else {"site": site})).first()
    if existing:
        return existing
    group = Group.objects.create(name=group_name(role, venue, site))
    role_group = RoleGroup.objects.create(
        group=group, role=role, venue=venue, site_id=venue.site_id if venue else site.pk
    )
    write_permissions(role_group)
    return role_group


def group_name(role: str, venue, site) -> str:
    """What Wagtail's own screens call the group. The key at its end keeps it unique when venues swap codes."""
    place, key = (f"{venue.code} {venue.name}", f"v{venue.pk}") if venue else (site.hostname, f"s{site.pk}")
    with translation.override(settings.LANGUAGE_CODE):
        return f"{Role(role).label} · {place}"[:120] + f" · {key}"


def drop_empty_groups() -> int:
    """Delete the role groups that nobody is in any more, after accounts were deleted; says how many."""
    empty = Group.objects.filter(role_group__isnull=False, user=None)
    count = empty.count()
    empty.delete()
    return count


@transaction.atomic
def write_permissions(role_group: RoleGroup) -> None:
    """Write the rows that the role's definition asks for and remove others: safe to repeat, repairs drift."""
    definition = ROLES[role_group.role]
    group, venue = role_group.group, role_group.venue
    name = group_name(role_group.role, venue, role_group.site)
    if group.name != name:
        group.name = name
        group.save(update_fields=["name"])
    added = [entry.value for entry in registrar().all("role_permission", target=role_group.role)]
    venue_wide = _permissions([f"{VENUE_APP}.{codename}" for codename in definition.venue] + added)
    model_wide = [_admin_access(), *_permissions(definition.models)]
    if venue is None:
        model_wide += venue_wide
    else:
        VenueGroupPermission.objects.filter(group=group).exclude(permission__in=venue_wide).delete()
        VenueGroupPermission.objects.bulk_create(
            [VenueGroupPermission(group=group, permission=each, content_object=venue) for each in venue_wide],
            ignore_conflicts=True,
        )
    group.permissions.set(model_wide)
    pages = venue.pages.all() if venue else _front_pages(role_group.site)
    _write_page_permissions(group, _page_codenames(role_group, definition), pages)
    _write_collection_permissions(group, definition.media, _collections(role_group))


def _page_codenames(role_group: RoleGroup, definition: RoleDefinition) -> tuple[str, ...]:
    """The role's page permissions; without publishing where the district reviews what its venues write."""
    if role_group.venue is None or PUBLISH not in definition.pages:
        return definition.pages
    if not any(review.is_on(role_group.site_id) for review in registrar().utilities(IPageReview)):
        return definition.pages
    return tuple(codename for codename in definition.pages if codename != PUBLISH)


def sync_site(site) -> None:
    """Bring all role groups of `site` in step, after something changed that holds for the whole district."""
    for role_group in RoleGroup.objects.filter(site=site).select_related("group", "venue", "site"):
        write_permissions(role_group)


def repair(role_group: RoleGroup) -> tuple[int, int]:
    """Write the permissions of `role_group` anew; says how many rows were missing and how many too many."""
    before = rows_behind(role_group)
    write_permissions(role_group)
    after = rows_behind(role_group)
    return len(after - before), len(before - after)


def sync_venue(venue) -> None:
    """
    Bring the role groups of `venue` and of those above it in step: after it came, moved, or got a page or a collection.
    """
    above = [venue.path[:end] for end in range(venue.steplen, len(venue.path) + 1, venue.steplen)]
    concerned = Q(venue__path__in=above)
    if _has_districts():
        concerned |= Q(venue=None, site=venue.site_id)
    for role_group in RoleGroup.objects.filter(concerned).select_related("group", "venue", "site"):
        write_permissions(role_group)


def sync_translation(page) -> None:
    """
    Bring the role groups in step after `page` was copied into another language: that of a venue is its staff's too, and
    the front page, below which the whole language stands, the district's.
    """
    venue = getattr(page.specific, "venue", None)
    if venue is not None:
        sync_venue(venue)
    elif page.depth == FRONT_PAGE_DEPTH:
        write_district_permissions()


def _front_pages(site) -> QuerySet[Page]:
    """The root page of `site` in every language."""
    return site.root_page.get_translations(inclusive=True)


def write_district_permissions() -> None:
    """Write the permissions of all district roles anew: after a site came."""
    for role_group in RoleGroup.objects.filter(venue=None).select_related("group", "venue", "site"):
        write_permissions(role_group)


def _has_districts() -> bool:
    """Whether several districts share the installation."""
    return Site.objects.count() > 1


def _collections(role_group: RoleGroup) -> list[Collection]:
    """
    Where a role's pictures and documents are: of the venue and all below it, or of the whole district.

    The root holds every collection: it is the district's while there is one. Of several, each has those of its venues.
    """
    venue = role_group.venue
    if venue is not None:
        venues = type(venue).get_tree(venue)
    elif _has_districts():
        venues = places_of([role_group.site_id])
    else:
        return [Collection.get_first_root_node()]
    return [each.collection for each in venues.exclude(collection=None).select_related("collection")]


def _write_page_permissions(group: Group, codenames: Iterable[str], pages) -> None:
    permissions = _permissions(f"wagtailcore.{codename}" for codename in codenames)
    wanted = [(page.pk, permission.pk) for page in pages for permission in permissions]
    GroupPagePermission.objects.filter(group=group).exclude(page__in=pages, permission__in=permissions).delete()
    GroupPagePermission.objects.bulk_create(
        [GroupPagePermission(group=group, page_id=page, permission_id=permission) for page, permission in wanted],
        ignore_conflicts=True,
    )


def _write_collection_permissions(group: Group, names: Iterable[str], collections: list) -> None:
    permissions = _permissions(names)
    GroupCollectionPermission.objects.filter(group=group).exclude(
        collection__in=collections, permission__in=permissions
    ).delete()
    GroupCollectionPermission.objects.bulk_create(
        [
            GroupCollectionPermission(group=group, collection=collection, permission=permission)
            for collection in collections
            for permission in permissions
        ],
        ignore_conflicts=True,
    )


def _admin_access() -> Permission:
    app_label, codename = ADMIN_ACCESS
    return Permission.objects.get(content_type__app_label=app_label, codename=codename)


def _permissions(names: Iterable[str]) -> list[Permission]:
    """Permission rows for 'app_label.codename' names; raises KeyError for one that does not exist."""
    wanted = {tuple(name.split(".", 1)) for name in names}
    rows = Permission.objects.filter(codename__in={codename for _app, codename in wanted}).select_related(
        "content_type"
    )
    found = {(row.content_type.app_label, row.codename): row for row in rows}
    return [found[key] for key in sorted(wanted)]
