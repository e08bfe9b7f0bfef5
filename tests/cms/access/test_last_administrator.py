"""The last administrator of a district stays, whichever of Wagtail's screens would take the account away."""

import pytest
from django.test import Client
from django.urls import reverse

from cms.access.last_administrator import LastAdministrator
from cms.access.models import RoleGroup, User
from cms.access.roles import Role
from cms.access.services import grant, revoke
from cms.kernel.actors import System
from tests.factories.access import UserFactory
from tests.factories.liaison_pages import HomePageFactory, build_site
from tests.races import at_once

pytestmark = pytest.mark.django_db
SYSTEM = System("tests")
TOLD = "这是最后一位系统管理员"


def administrator_of(site, **fields) -> User:
    user = UserFactory(**fields)
    grant(user=user, role=Role.ADMINISTRATOR, site=site, actor=SYSTEM)
    return user


@pytest.fixture
def last(site):
    return administrator_of(site, username="last")


@pytest.fixture
def superuser(client):
    user = UserFactory(is_superuser=True)
    client.force_login(user)
    return user


def edit(client, user, **changes):
    data = {"username": user.username, "display_name": user.display_name, "phone": "", "email": user.email, **changes}
    return client.post(reverse("wagtailusers_users:edit", args=[user.pk]), data)


def bulk(client, action: str, *users, **data):
    ids = "&".join(f"id={user.pk}" for user in users)
    return client.post(reverse("wagtail_bulk_action", args=["liaison_access", "user", action]) + f"?{ids}", data)


def state() -> list:
    """Every account that administers: its name, whether it can sign in."""
    found = User.objects.filter(groups__role_group__role=Role.ADMINISTRATOR)
    return sorted(found.values_list("username", "is_active"))


def test_form_does_not_deactivate_the_last(last, superuser, client):
    answer = edit(client, last, display_name="改过的名字")
    assert (answer.status_code, TOLD in answer.content.decode()) == (200, True)
    assert (state(), User.objects.get(pk=last.pk).display_name) == ([("last", True)], last.display_name)
    assert 'value="改过的名字"' in answer.content.decode()  # what was typed stays


def test_last_is_not_deleted(last, superuser, client):
    answer = client.post(reverse("wagtailusers_users:delete", args=[last.pk]))
    assert (answer.status_code, TOLD in answer.content.decode()) == (409, True)
    assert state() == [("last", True)]


@pytest.mark.parametrize(("action", "data"), [("delete", {}), ("set_active_state", {"mark_as_active": "False"})])
def test_bulk_action_that_would_take_the_last_changes_nobody(last, superuser, client, action, data):
    other = UserFactory(username="other")
    answer = bulk(client, action, last, other, **data)
    assert (answer.status_code, TOLD in answer.content.decode()) == (409, True)
    assert (state(), User.objects.get(username="other").is_active) == ([("last", True)], True)


def test_bulk_action_does_not_take_all_administrators_at_once(last, site, superuser, client):
    second = administrator_of(site, username="second")
    assert bulk(client, "delete", last, second).status_code == 409
    assert state() == [("last", True), ("second", True)]


def test_other_bulk_actions_go_on(last, superuser, client):
    assert bulk(client, "set_active_state", last, mark_as_active="True").status_code == 302
    assert state() == [("last", True)]


def test_one_of_two_goes(last, site, superuser, client):
    second, third = (administrator_of(site, username=name) for name in ("second", "third"))
    assert edit(client, second).status_code == 302
    assert client.post(reverse("wagtailusers_users:delete", args=[third.pk])).status_code == 302
    assert state() == [("last", True), ("second", False)]


def test_who_cannot_sign_in_does_not_count_and_may_go(last, site, superuser, client):
    away = administrator_of(site, username="away", is_active=False)
    assert edit(client, last).status_code == 200
    assert client.post(reverse("wagtailusers_users:delete", args=[away.pk])).status_code == 302
    assert state() == [("last", True)]


def test_each_district_is_asked_for_itself(site, last):
    root = HomePageFactory(parent=site.root_page.get_parent())
    other = type(site).objects.create(hostname="other.example", root_page=root)
    second = administrator_of(site, username="second")
    grant(user=last, role=Role.ADMINISTRATOR, site=other, actor=SYSTEM)
    with pytest.raises(LastAdministrator):
        revoke(user=last, role=Role.ADMINISTRATOR, site=other, actor=SYSTEM)
    revoke(user=last, role=Role.ADMINISTRATOR, site=site, actor=SYSTEM)
    held = RoleGroup.objects.filter(role=Role.ADMINISTRATOR).values_list("site", "group__user")
    assert sorted(held) == sorted([(site.pk, second.pk), (other.pk, last.pk)])


def test_all_of_a_list_are_those_one_may_know(site, last, client):
    root = HomePageFactory(parent=site.root_page.get_parent())
    other = type(site).objects.create(hostname="other.example", root_page=root)
    stranger = administrator_of(other, username="stranger", display_name="外区示例")
    administrator_of(other, username="stranger-2")
    client.force_login(last)
    url = reverse("wagtail_bulk_action", args=["liaison_access", "user", "delete"]) + "?id=all"
    assert "外区示例" not in client.get(url).content.decode()
    client.post(url)
    assert User.objects.filter(pk=stranger.pk).exists()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize("way", ["edit", "delete", "bulk"])
def test_two_administrators_who_take_one_another_away_leave_one(way):
    site = build_site()
    users = [administrator_of(site, username=name) for name in ("first", "second")]

    def taking(by, other):
        client = Client()
        client.force_login(by)
        ways = {
            "edit": lambda: edit(client, other),
            "delete": lambda: client.post(reverse("wagtailusers_users:delete", args=[other.pk])),
            "bulk": lambda: bulk(client, "set_active_state", other, mark_as_active="False"),
        }
        return ways[way]

    at_once(taking(*users), taking(*reversed(users)))
    assert [is_active for _name, is_active in state() if is_active] == [True]
