"""Permissions that add-ons give to roles: held where the role is held, while the add-on is on, and never a core's."""

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType

from cms.access.models import VenueGroupPermission
from cms.access.roles import Role
from cms.access.selectors import venues_where
from cms.access.services import grant
from cms.kernel.actors import System
from cms.kernel.states import set_enabled
from liaison_pages.models import Venue
from tests.factories.access import UserFactory
from tests.factories.liaison_pages import VenueFactory
from tests.toys.models import ToyPage

pytestmark = pytest.mark.django_db

TOY = "toys.view_toypage"  # which the add-on gives to heads


@pytest.fixture
def venue(site):
    return VenueFactory(kind="home", parent=None)


def holder(role, venue):
    user = UserFactory()
    grant(user=user, role=role, venue=venue, actor=System("tests"))
    return user


def test_role_holds_the_add_on_s_permission_where_it_is_granted_and_below(site, venue):
    set_enabled(plugin_id="toys", site=site, is_enabled=True, actor=System("tests"))
    head, reader = holder(Role.VENUE_HEAD, venue), holder(Role.READER, venue)
    below, elsewhere = VenueFactory(kind="station", parent=venue), VenueFactory(kind="home", parent=None)
    assert [head.has_perm(TOY, each) for each in (venue, below, elsewhere)] == [True, True, False]
    assert [reader.has_perm(TOY, each) for each in (venue, below, elsewhere)] == [False] * 3
    assert set(venues_where(head, TOY)) == {venue, below}


def test_permission_is_not_held_while_the_add_on_is_off(site, venue):
    head = holder(Role.VENUE_HEAD, venue)
    assert not head.has_perm(TOY, venue)
    set_enabled(plugin_id="toys", site=site, is_enabled=True, actor=System("tests"))
    assert head.has_perm(TOY, venue)


def test_permission_of_an_add_on_never_passes_for_one_of_the_core_of_the_same_name(venue):
    """A stranger's 'toys.handle_submissions' is not 'liaison_pages.handle_submissions'."""
    reader = holder(Role.READER, venue)
    content_type = ContentType.objects.get_for_model(ToyPage)
    twin = Permission.objects.create(codename="handle_submissions", name="x", content_type=content_type)
    group = reader.groups.get()
    VenueGroupPermission.objects.bulk_create(  # as `grant` writes them
        [VenueGroupPermission(group=group, permission=twin, content_object=venue)]
    )
    group.permissions.add(twin)
    assert not reader.has_perm("liaison_pages.handle_submissions", venue)
    assert list(venues_where(reader, "handle_submissions")) == []
    assert Venue.objects.count() == 1
