"""Granting, revoking and asking: who may do what, where."""

from functools import partial

import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from cms.access import roles
from cms.access.models import RoleGroup, User, VenueGroupPermission
from cms.access.roles import DISTRICT_ROLES, ROLES, VENUE_ROLES, Role
from cms.access.selectors import grants_of, has_role, may, roles_of, users_of_venue, venues_where
from cms.access.services import drop_empty_groups, grant, revoke, write_permissions
from cms.kernel.actors import System
from cms.kernel.audit import history
from liaison_pages.models import Venue
from liaison_pages.services.venues import create_venue, move_venue
from tests.factories.access import UserFactory
from tests.factories.liaison_pages import DivisionFactory, VenueFactory, VenuePageFactory, venue_tree

pytestmark = pytest.mark.django_db
SYSTEM = System("tests")


def fresh(user) -> User:
    """The user as the next request loads it."""
    return User.objects.get(pk=user.pk)


def granted(role, venue=None, site=None, **fields) -> User:
    user = UserFactory(**fields)
    grant(user=user, role=role, venue=venue, site=site, actor=SYSTEM)
    return fresh(user)


def test_role_on_a_home_holds_below_it_and_nowhere_else(site):
    tree, other = venue_tree(), VenueFactory()
    user = granted(Role.VENUE_HEAD, tree["home"])
    assert set(venues_where(user, roles.MANAGE_ROTA)) == set(tree.values())
    assert not user.has_perm("liaison_pages.manage_rota", other)
    assert all(user.has_perm("liaison_pages.manage_rota", venue) for venue in tree.values())


def test_role_on_a_station_does_not_hold_above_it_or_beside_it(site):
    tree = venue_tree()
    beside = VenueFactory(parent=tree["home"])
    user = granted(Role.VENUE_HEAD, tree["station"])
    assert set(venues_where(user, roles.MANAGE_ROTA)) == {tree["station"], tree["point"], tree["space"]}
    assert not may(user, roles.MANAGE_ROTA, tree["home"])
    assert not may(user, roles.MANAGE_ROTA, beside)
    assert not may(user, roles.MANAGE_ROTA, None)


@pytest.mark.parametrize("role", VENUE_ROLES)
def test_venue_role_permits_what_its_definition_says(site, role):
    venue = VenueFactory()
    user = granted(role, venue)
    every = {row.codename for row in Permission.objects.filter(content_type__app_label="liaison_pages")}
    assert {codename for codename in every if may(user, codename, venue)} == set(ROLES[role].venue)
    assert not any(may(user, codename) for codename in every)


@pytest.mark.parametrize("role", DISTRICT_ROLES)
def test_district_role_permits_what_its_definition_says_everywhere(site, role):
    tree = venue_tree()
    user = granted(role, site=site)
    every = {row.codename for row in Permission.objects.filter(content_type__app_label="liaison_pages")}
    for place in (None, *tree.values()):
        assert {codename for codename in every if may(user, codename, place)} == set(ROLES[role].venue)
    assert venues_where(user, roles.VIEW_VENUE).count() == (4 if roles.VIEW_VENUE in ROLES[role].venue else 0)


def test_superuser_may_everything_and_visitor_nothing(site):
    venue, boss = VenueFactory(), UserFactory(is_superuser=True)
    assert may(boss, roles.SHARE_VENUE, venue)
    assert list(venues_where(boss, roles.SHARE_VENUE)) == [venue]
    visitor = AnonymousUser()
    assert not may(visitor, roles.VIEW_VENUE, venue)
    assert list(venues_where(visitor, roles.VIEW_VENUE)) == []
    assert roles_of(visitor, venue) == frozenset()


@pytest.mark.parametrize("is_superuser", [False, True])
def test_inactive_user_may_nothing(site, is_superuser):
    venue = VenueFactory()
    user = granted(Role.VENUE_HEAD, venue, is_active=False, is_superuser=is_superuser)
    assert not user.has_perm("liaison_pages.view_venue", venue)
    assert not may(user, roles.VIEW_VENUE, venue)
    assert list(venues_where(user, roles.VIEW_VENUE)) == []
    assert roles_of(user, venue) == frozenset()
    assert user not in users_of_venue(venue, roles.VIEW_VENUE)


@pytest.mark.parametrize("count", [1, 3])
def test_venues_where_is_one_query(site, count, django_assert_num_queries):
    venues = VenueFactory.create_batch(count)
    user = UserFactory()
    for venue in venues:
        grant(user=user, role=Role.READER, venue=venue, actor=SYSTEM)
    user = fresh(user)
    with django_assert_num_queries(1):
        assert len(venues_where(user, roles.VIEW_VENUE)) == count


def test_grants_are_read_once_a_request(site, django_assert_num_queries):
    tree = venue_tree()
    user = granted(Role.VENUE_HEAD, tree["home"])
    with django_assert_num_queries(3):
        assert all(may(user, roles.MANAGE_ROTA, venue) for venue in tree.values())
        assert has_role(user, Role.VENUE_HEAD)


def test_roles_of_names_those_granted_here_above_and_for_the_district(site):
    tree = venue_tree()
    user = granted(Role.VENUE_EDITOR, tree["station"])
    grant(user=user, role=Role.READER, venue=tree["home"], actor=SYSTEM)
    grant(user=user, role=Role.DISTRICT_AUDITOR, site=site, actor=SYSTEM)
    assert roles_of(user, tree["point"]) == {Role.VENUE_EDITOR, Role.READER, Role.DISTRICT_AUDITOR}
    assert roles_of(user, tree["home"]) == {Role.READER, Role.DISTRICT_AUDITOR}


def test_users_of_venue_lists_active_holders_here_above_and_of_the_district(site):
    tree, other = venue_tree(), VenueFactory()
    above = granted(Role.VENUE_HEAD, tree["home"])
    here = granted(Role.RECEPTION_CLERK, tree["station"])
    district = granted(Role.DISTRICT_EDITOR, site=site)
    boss = UserFactory(is_superuser=True)
    granted(Role.VENUE_HEAD, other)
    granted(Role.VENUE_EDITOR, tree["station"])  # may not handle submissions
    granted(Role.VENUE_HEAD, tree["point"])
    assert set(users_of_venue(tree["station"], roles.HANDLE_SUBMISSIONS)) == {above, here, district, boss}


def test_granting_twice_changes_nothing(site):
    venue = VenueFactory()
    user = granted(Role.VENUE_HEAD, venue)
    before = (Group.objects.count(), VenueGroupPermission.objects.count(), history(venue).count())
    grant(user=user, role=Role.VENUE_HEAD, venue=venue, actor=SYSTEM)
    assert (Group.objects.count(), VenueGroupPermission.objects.count(), history(venue).count()) == before


@pytest.mark.parametrize(
    ("role", "has_venue", "has_site"),
    [
        (Role.VENUE_HEAD, False, True),
        (Role.DISTRICT_EDITOR, True, False),
        (Role.VENUE_HEAD, True, True),
        (Role.VENUE_HEAD, False, False),
    ],
)
def test_role_that_does_not_go_with_the_place_is_refused(site, role, has_venue, has_site):
    user, venue = UserFactory(), VenueFactory()
    with pytest.raises(ValueError, match="venue|district"):
        grant(user=user, role=role, venue=venue if has_venue else None, site=site if has_site else None, actor=SYSTEM)
    assert RoleGroup.objects.count() == 0
    assert user.groups.count() == 0


def test_group_goes_with_its_last_member_and_everything_with_it(site):
    page = VenuePageFactory()
    first, second = (granted(Role.VENUE_HEAD, page.venue) for _ in range(2))
    assert RoleGroup.objects.count() == 1
    revoke(user=first, role=Role.VENUE_HEAD, venue=page.venue, actor=SYSTEM)
    assert not may(fresh(first), roles.VIEW_VENUE, page.venue)
    assert may(fresh(second), roles.VIEW_VENUE, page.venue)
    revoke(user=second, role=Role.VENUE_HEAD, venue=page.venue, actor=SYSTEM)
    assert RoleGroup.objects.count() == 0
    assert VenueGroupPermission.objects.count() == 0
    assert GroupPagePermission.objects.filter(page=page).count() == 0


def test_revoking_what_is_not_held_changes_nothing(site):
    venue = VenueFactory()
    holder, other = granted(Role.VENUE_HEAD, venue), UserFactory()
    revoke(user=other, role=Role.VENUE_HEAD, venue=venue, actor=SYSTEM)
    assert may(fresh(holder), roles.VIEW_VENUE, venue)
    assert [entry.action for entry in history(venue)] == ["access.grant"]


def test_grant_and_revoke_take_effect_on_the_instance_at_once(site):
    venue, user = VenueFactory(), UserFactory()
    assert not user.has_perm("liaison_pages.manage_rota", venue)
    grant(user=user, role=Role.VENUE_HEAD, venue=venue, actor=SYSTEM)
    assert user.has_perm("liaison_pages.manage_rota", venue)
    revoke(user=user, role=Role.VENUE_HEAD, venue=venue, actor=SYSTEM)
    assert not user.has_perm("liaison_pages.manage_rota", venue)


def test_grant_and_revoke_are_recorded(site):
    venue, user = VenueFactory(), UserFactory()
    grant(user=user, role=Role.READER, venue=venue, actor=SYSTEM)
    revoke(user=user, role=Role.READER, venue=venue, actor=SYSTEM)
    assert [(entry.action, entry.data) for entry in history(venue)] == [
        ("access.grant", {"user": user.username, "role": "reader"}),
        ("access.revoke", {"user": user.username, "role": "reader"}),
    ]


def test_write_permissions_repairs_drift(site):
    page, other = VenuePageFactory(), VenuePageFactory()
    Venue.objects.filter(pk=page.venue.pk).update(collection=Collection.get_first_root_node().add_child(name="A"))
    venue = Venue.objects.get(pk=page.venue.pk)
    granted(Role.VENUE_EDITOR, venue)
    row = RoleGroup.objects.get()
    expected = _rows(row.group)
    contacts = Permission.objects.get(codename=roles.VIEW_CONTACTS)
    delete_page = Permission.objects.get(codename="bulk_delete_page")
    VenueGroupPermission.objects.filter(group=row.group).first().delete()
    VenueGroupPermission.objects.create(group=row.group, permission=contacts, content_object=venue)
    VenueGroupPermission.objects.create(group=row.group, permission=contacts, content_object=other.venue)
    GroupPagePermission.objects.filter(group=row.group).first().delete()
    GroupPagePermission.objects.create(group=row.group, permission=delete_page, page=page)
    GroupPagePermission.objects.create(group=row.group, permission=delete_page, page=other)
    GroupCollectionPermission.objects.filter(group=row.group).first().delete()
    row.group.permissions.clear()
    assert _rows(row.group) != expected
    write_permissions(row)
    assert _rows(row.group) == expected


def _rows(group) -> tuple:
    return (
        set(VenueGroupPermission.objects.filter(group=group).values_list("content_object", "permission__codename")),
        set(GroupPagePermission.objects.filter(group=group).values_list("page", "permission__codename")),
        set(GroupCollectionPermission.objects.filter(group=group).values_list("collection", "permission__codename")),
        set(group.permissions.values_list("codename", flat=True)),
    )


def test_role_that_is_already_held_keeps_its_group_when_venues_swap_codes(site):
    first, second = VenueFactory(code="A-1", name="示例站"), VenueFactory(code="B-1", name="示例站")
    granted(Role.READER, first)
    Venue.objects.filter(pk=first.pk).update(code="C-1")
    Venue.objects.filter(pk=second.pk).update(code="A-1")
    user = granted(Role.READER, Venue.objects.get(pk=second.pk))
    assert list(venues_where(user, roles.VIEW_VENUE)) == [second]


def test_moving_a_venue_moves_what_is_acquired(site):
    old, new = VenuePageFactory().venue, VenuePageFactory().venue
    station = VenuePageFactory(venue__parent=old).venue
    before, after = granted(Role.VENUE_HEAD, old), granted(Role.VENUE_HEAD, new)
    move_venue(venue=station, parent=new, actor=SYSTEM)
    station = Venue.objects.get(pk=station.pk)
    assert not may(fresh(before), roles.MANAGE_ROTA, station)
    assert may(fresh(after), roles.MANAGE_ROTA, station)
    page = station.pages.get()
    assert not page.permissions_for_user(fresh(before)).can_edit()
    assert page.permissions_for_user(fresh(after)).can_edit()


def test_role_group_is_dropped_after_its_last_member_was_deleted(site):
    granted(Role.READER, VenueFactory()).delete()
    kept = granted(Role.READER, VenueFactory())
    assert RoleGroup.objects.count() == 2
    assert drop_empty_groups() == 1
    assert [row.group.user_set.get() for row in RoleGroup.objects.all()] == [kept]


def test_custom_group_gives_no_role(site):
    venue, user = VenueFactory(), UserFactory()
    group = Group.objects.create(name="志愿者")
    group.permissions.set(Permission.objects.filter(content_type__app_label="liaison_pages"))
    user.groups.add(group)
    assert grants_of(fresh(user)).roles == frozenset()
    assert not may(fresh(user), roles.MANAGE_ROTA, venue)
    assert list(venues_where(fresh(user), roles.MANAGE_ROTA)) == []


def collections_of(user) -> set[int]:
    rows = GroupCollectionPermission.objects.filter(group__user=user)
    return set(rows.values_list("collection", flat=True))


def test_role_on_a_home_reaches_the_pictures_of_stations_made_and_moved_below_it(site):
    street = DivisionFactory()
    make = partial(create_venue, actor=SYSTEM, site=site, street=street)
    home, other = make(kind="home", code="H1", name="示例一"), make(kind="home", code="H2", name="示例二")
    head = granted(Role.VENUE_HEAD, home)
    station = make(kind="station", code="S1", name="示例站", parent=home)
    assert collections_of(head) == {home.collection_id, station.collection_id}
    move_venue(actor=SYSTEM, venue=station, parent=other)
    assert collections_of(head) == {home.collection_id}
