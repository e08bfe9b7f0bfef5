"""Fixtures of the tests of views."""

import pytest

from cms.access.roles import Role
from tests.liaison_pages.views.staff_world import World


@pytest.fixture
def world(site):
    return World(site)


@pytest.fixture
def editor(world, client):
    client.force_login(world.staff(Role.VENUE_EDITOR))
    return client


@pytest.fixture
def district(world, client):
    client.force_login(world.staff(Role.DISTRICT_EDITOR))
    return client
