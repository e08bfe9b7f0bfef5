"""`manage.py access check`: what has drifted from the roles granted."""

import io

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command

from cms.access.models import RoleGroup, VenueGroupPermission
from cms.access.roles import Role
from cms.access.selectors import rows_behind
from cms.access.services import grant
from cms.kernel.actors import System
from cms.kernel.models import AuditEntry
from tests.factories.access import UserFactory
from tests.factories.liaison_pages import VenuePageFactory

pytestmark = pytest.mark.django_db


def run(*options) -> tuple[list[str], bool]:
    """What the command prints, and whether it fails."""
    output = io.StringIO()
    try:
        call_command("access", "check", *options, stdout=output)
    except CommandError:
        return output.getvalue().splitlines(), True
    return output.getvalue().splitlines(), False


@pytest.fixture
def role_group(site):
    page = VenuePageFactory()
    return grant(user=UserFactory(username="keeper"), role=Role.READER, venue=page.venue, actor=System("tests"))


def drift(role_group) -> str:
    VenueGroupPermission.objects.filter(group=role_group.group).first().delete()
    role_group.group.permissions.add(*Permission.objects.filter(codename__in=["add_site", "change_site"]))
    return f"drift: {role_group}: +1 −2"


def orphan(role_group) -> str:
    group = Group.objects.create(name="站长 · GL-X 拆了的站 · v987654")
    group.user_set.add(UserFactory())
    return "group of a place that is gone: 站长 · GL-X 拆了的站 · v987654, 1 members"


def deactivate(role_group) -> str:
    leaver = UserFactory(username="leaver")
    grant(user=leaver, role=Role.READER, venue=role_group.venue, actor=System("tests"))
    leaver.is_active = False
    leaver.save()
    return f"role of an inactive account: leaver: {role_group}"


def empty(role_group) -> str:
    other = grant(user=UserFactory(), role=Role.VENUE_HEAD, venue=role_group.venue, actor=System("tests"))
    other.group.user_set.clear()
    return "groups without members: 1"


@pytest.mark.parametrize("spoil", [drift, orphan, deactivate, empty])
def test_check_finds_and_repair_mends(role_group, spoil):
    expected = (rows_behind(role_group), set(Group.objects.values_list("name", flat=True)))
    finding = spoil(role_group)
    before = (rows_behind(role_group), set(Group.objects.values_list("name", flat=True)))
    assert run() == ([finding], True)
    assert (rows_behind(role_group), set(Group.objects.values_list("name", flat=True))) == before
    assert run("--repair") == ([finding, "1 findings mended."], False)
    assert (rows_behind(role_group), set(Group.objects.values_list("name", flat=True))) == expected
    assert run() == (["Access is as granted."], False)


def test_taking_a_role_from_an_inactive_account_is_written_down(role_group):
    deactivate(role_group)
    run()
    assert AuditEntry.objects.filter(action="access.revoke").count() == 0
    run("--repair")
    entry = AuditEntry.objects.get(action="access.revoke")
    assert (entry.actor_name, entry.data) == ("manage.py access", {"user": "leaver", "role": "reader"})
    assert RoleGroup.objects.get().group.user_set.get().username == "keeper"
