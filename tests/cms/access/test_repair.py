"""`manage.py access repair`."""

import io

import pytest
from django.contrib.auth.models import Permission
from django.core.management import call_command

from cms.access.models import RoleGroup, VenueGroupPermission
from cms.access.roles import Role
from cms.access.selectors import rows_behind
from cms.access.services import grant
from cms.kernel.actors import System
from tests.factories.access import UserFactory
from tests.factories.liaison_pages import VenuePageFactory

pytestmark = pytest.mark.django_db


def run(*options) -> list[str]:
    output = io.StringIO()
    call_command("access", "repair", *options, stdout=output)
    return output.getvalue().splitlines()


@pytest.fixture
def role_group(site):
    page = VenuePageFactory()
    return grant(user=UserFactory(), role=Role.READER, venue=page.venue, actor=System("tests"))


def drift(role_group):
    VenueGroupPermission.objects.filter(group=role_group.group).first().delete()
    role_group.group.permissions.add(*Permission.objects.filter(codename__in=["add_site", "change_site"]))


def test_repair_reports_and_mends_drift(role_group):
    expected = rows_behind(role_group)
    drift(role_group)
    assert run() == [f"{role_group}: +1 −2", "1 role groups had drifted, 0 had no members."]
    assert rows_behind(role_group) == expected
    assert run() == ["0 role groups had drifted, 0 had no members."]


def test_dry_run_changes_nothing(role_group):
    drift(role_group)
    role_group.group.user_set.clear()
    before = rows_behind(role_group)
    assert run("--dry-run")[-1] == "1 role groups had drifted, 1 had no members."
    assert rows_behind(RoleGroup.objects.get()) == before
