"""Wagtail's user and group screens with ours: accounts and roles without a shell, role groups never in sight."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from cms.access.models import RoleGroup, User
from cms.access.roles import Role
from cms.access.selectors import roles_of
from cms.access.services import grant
from cms.kernel.actors import System
from cms.kernel.audit import history
from tests.factories.access import UserFactory
from tests.factories.liaison_pages import VenueFactory, VenuePageFactory

pytestmark = pytest.mark.django_db
SYSTEM = System("tests")
PASSWORD = "a-long-password-1"


@pytest.fixture
def administrator(site, client):
    user = UserFactory(username="boss")
    grant(user=user, role=Role.ADMINISTRATOR, site=site, actor=SYSTEM)
    client.force_login(user)
    return user


@pytest.fixture
def head(site):
    user = UserFactory(username="head")
    grant(user=user, role=Role.VENUE_HEAD, venue=VenueFactory(name="示例甲站"), actor=SYSTEM)
    return user


def form_of(user, **changes) -> dict:
    return {
        "username": user.username, "display_name": user.display_name, "phone": "", "email": user.email,
        "is_active": "on", "password1": "", "password2": "", **changes,
    }  # fmt: skip


def test_administrator_makes_an_account_and_grants_a_role(administrator, client):
    venue = VenueFactory(name="示例乙站")
    data = {
        "username": "wang",
        "display_name": "王示例",
        "phone": "0514-1",
        "password1": PASSWORD,
        "password2": PASSWORD,
    }
    response = client.post(reverse("wagtailusers_users:add"), data)
    assert response.status_code == 302
    user = User.objects.get(username="wang")
    assert (user.display_name, user.phone, user.is_superuser) == ("王示例", "0514-1", False)
    url = reverse("wagtailusers_users:roles", args=[user.pk])
    assert client.post(url, {"role": "venue_head", "venue": venue.code}).status_code == 302
    assert roles_of(user, venue) == {"venue_head"}
    assert "示例乙站" in client.get(url).content.decode()
    assert [(entry.actor_user, entry.action) for entry in history(venue)] == [(administrator, "access.grant")]


def test_administrator_takes_a_role_away(administrator, head, client):
    url = reverse("wagtailusers_users:roles", args=[head.pk])
    assert client.post(url, {"revoke": RoleGroup.objects.get(role="venue_head").pk}).status_code == 302
    assert RoleGroup.objects.filter(role="venue_head").count() == 0


@pytest.mark.parametrize("value", ["0", "999999", "x", "", "9" * 40])
def test_taking_away_what_is_not_there_changes_nothing(administrator, head, client, value):
    response = client.post(reverse("wagtailusers_users:roles", args=[head.pk]), {"revoke": value})
    assert response.status_code == 302
    assert RoleGroup.objects.count() == 2


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"role": "venue_head"}, "venue"),
        ({"role": "venue_head", "venue": "999999"}, "venue"),
        ({"role": "venue_head", "venue": "x"}, "venue"),
        ({"role": "emperor"}, "role"),
        ({}, "role"),
    ],
)
def test_grant_form_names_the_field_that_is_wrong(administrator, head, client, data, field):
    response = client.post(reverse("wagtailusers_users:roles", args=[head.pk]), data)
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert RoleGroup.objects.count() == 2


def test_district_role_takes_no_venue(administrator, head, client):
    venue = VenueFactory()
    data = {"role": "district_editor", "venue": venue.code}
    response = client.post(reverse("wagtailusers_users:roles", args=[head.pk]), data)
    assert list(response.context["form"].errors) == ["venue"]
    client.post(reverse("wagtailusers_users:roles", args=[head.pk]), {"role": "district_editor"})
    assert roles_of(head, venue) == {"district_editor"}


def test_saving_the_user_form_keeps_roles_and_changes_other_groups(administrator, head, client):
    role_group = RoleGroup.objects.get(role="venue_head").group
    others = Group.objects.create(name="通讯员")
    edit = reverse("wagtailusers_users:edit", args=[head.pk])
    page = client.get(edit)
    assert "通讯员" in page.content.decode()
    assert role_group not in page.context["form"].fields["groups"].queryset
    assert client.post(edit, form_of(head, groups=[others.pk])).status_code == 302
    assert set(head.groups.all()) == {role_group, others}
    assert client.post(edit, form_of(head)).status_code == 302
    assert list(head.groups.all()) == [role_group]


def test_user_form_refuses_to_add_a_role_group(administrator, head, client):
    other = UserFactory()
    group = RoleGroup.objects.get(role="venue_head").group
    response = client.post(reverse("wagtailusers_users:edit", args=[other.pk]), form_of(other, groups=[group.pk]))
    assert list(response.context["form"].errors) == ["groups"]
    assert other.groups.count() == 0


def test_bulk_action_refuses_to_add_a_role_group(administrator, head, client):
    other = UserFactory()
    group = RoleGroup.objects.get(role="venue_head").group
    url = reverse("wagtail_bulk_action", args=["liaison_access", "user", "assign_role"]) + f"?id={other.pk}"
    client.post(url, {"role": group.pk})
    assert other.groups.count() == 0


def test_administrator_cannot_raise_anybody_to_superuser(administrator, head, client):
    client.post(reverse("wagtailusers_users:edit", args=[head.pk]), form_of(head, is_superuser="on"))
    data = {"username": "li", "display_name": "李", "password1": PASSWORD, "password2": PASSWORD, "is_superuser": "on"}
    client.post(reverse("wagtailusers_users:add"), data)
    assert User.objects.filter(username="li").exists()
    assert not User.objects.filter(is_superuser=True).exists()


@pytest.mark.parametrize("name", ["edit", "delete", "roles"])
def test_administrator_does_not_touch_a_superuser(administrator, client, name):
    root = UserFactory(is_superuser=True, username="root")
    url = reverse(f"wagtailusers_users:{name}", args=[root.pk])
    data = form_of(root, username="taken", password1=PASSWORD, password2=PASSWORD, role="district_editor")
    assert client.get(url).status_code == 403
    assert client.post(url, data).status_code == 403
    assert User.objects.get(pk=root.pk).username == "root"
    assert root.groups.count() == 0


def test_venue_head_manages_no_accounts(administrator, head, client):
    client.force_login(head)
    screens = ["wagtailusers_users:index", "wagtailusers_users:add", "wagtailusers_groups:index"]
    assert [client.get(reverse(name)).status_code for name in screens] == [403] * 3
    urls = [reverse(f"wagtailusers_users:{name}", args=[head.pk]) for name in ("edit", "delete", "roles", "history")]
    assert [client.get(url).status_code for url in urls] == [404] * 4
    client.post(reverse("wagtailusers_users:roles", args=[head.pk]), {"role": "administrator"})
    assert [row.role for row in RoleGroup.objects.filter(group__user=head)] == ["venue_head"]


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_users_shows_roles_in_a_fixed_number_of_queries(
    administrator, client, count, django_assert_num_queries
):
    for user in UserFactory.create_batch(count):
        grant(user=user, role=Role.READER, venue=VenueFactory(name="示例丙站"), actor=SYSTEM)
    client.get(reverse("wagtailusers_users:index_results"))  # warms content types
    with django_assert_num_queries(8):
        response = client.get(reverse("wagtailusers_users:index_results"))
    assert response.content.decode().count("查看员（示例丙站）") == count


def test_deleting_the_last_member_drops_the_role_group(administrator, head, client):
    assert client.post(reverse("wagtailusers_users:delete", args=[head.pk])).status_code == 302
    assert [row.role for row in RoleGroup.objects.all()] == ["administrator"]


def test_role_groups_are_not_among_groups(site, head, client):
    client.force_login(UserFactory(is_superuser=True))
    group = RoleGroup.objects.get().group
    assert group.name not in client.get(reverse("wagtailusers_groups:index")).content.decode()
    for name in ("edit", "delete", "history"):
        assert client.get(reverse(f"wagtailusers_groups:{name}", args=[group.pk])).status_code == 404
        assert client.post(reverse(f"wagtailusers_groups:{name}", args=[group.pk]), {"name": "x"}).status_code == 404
    assert Group.objects.get(pk=group.pk).name == group.name


def test_privacy_forms_neither_offer_nor_lose_role_groups(site, head, client):
    client.force_login(UserFactory(is_superuser=True))
    group, others = RoleGroup.objects.get().group, Group.objects.create(name="通讯员")
    page = VenuePageFactory()
    collection = Collection.get_first_root_node().add_child(name="示例")
    restrictions = [
        PageViewRestriction.objects.create(page=page, restriction_type="groups"),
        CollectionViewRestriction.objects.create(collection=collection, restriction_type="groups"),
    ]
    urls = [
        reverse("wagtailadmin_pages:set_privacy", args=[page.pk]),
        reverse("wagtailadmin_collections:set_privacy", args=[collection.pk]),
    ]
    for url, restriction in zip(urls, restrictions, strict=True):
        restriction.groups.add(group)
        assert group.name not in client.get(url).content.decode()
        client.post(url, {"restriction_type": "groups", "groups": [others.pk]})
        assert set(restriction.groups.all()) == {group, others}
        client.post(url, {"restriction_type": "groups", "groups": []})
        assert set(restriction.groups.all()) == {group}
