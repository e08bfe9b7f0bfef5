"""Two districts in one installation: what each office is offered, and where what it makes goes."""

import pytest
from django.urls import reverse
from wagtail.models import GroupCollectionPermission, ModelLogEntry, Site

from cms.access.models import RoleGroup, User
from cms.access.roles import Role
from cms.access.selectors import may_in_every_district
from cms.access.services import grant, write_district_permissions
from cms.kernel.actors import System
from forms.models import IntakeCategory
from liaison_pages.models import Deputy, HandlingUnit, Venue
from liaison_pages.services.venues import create_venue
from media.models import LiaisonImage
from media.selectors import usable_by
from plugins.suggestions.models import CongressSession
from tests.factories.access import UserFactory
from tests.factories.liaison_pages import (
    CongressTermFactory,
    DeputyFactory,
    DivisionFactory,
    HandlingUnitFactory,
    VenueFactory,
    build_second_site,
)
from tests.factories.media import LiaisonImageFactory, collection_of

pytestmark = pytest.mark.django_db
SYSTEM = System("tests")
FIELDS = ("code", "name", "name_en", "contact_name", "phone")


@pytest.fixture
def other(site):
    return build_second_site()


def sign_in(client, role: str, *sites):
    user = UserFactory()
    for each in sites:
        grant(user=user, role=role, site=each, actor=SYSTEM)
    client.force_login(user)
    return user


def role_collections():
    return GroupCollectionPermission.objects.filter(group__role_group__isnull=False)


@pytest.mark.parametrize("name", ["intake_categories", "terms", "divisions", "deputy_groups", "workdays"])
def test_shared_lists_are_read_by_one_district_and_changed_by_none_alone(client, site, other, name):
    sign_in(client, Role.DISTRICT_EDITOR, site)
    assert client.get(reverse(f"{name}:index")).status_code == 200
    assert client.get(reverse(f"{name}:add")).status_code == 403


def test_shared_list_is_changed_by_who_manages_every_district(client, site, other):
    user = sign_in(client, Role.DISTRICT_EDITOR, site, other)
    assert may_in_every_district(user, "manage_district")
    data = {"name": "示例", "name_en": "", "code": "example", "sort_order": "9", "is_active": "on"}
    assert client.post(reverse("intake_categories:add"), data).status_code == 302
    assert IntakeCategory.objects.filter(code="example").count() == 1


def test_lists_show_the_own_district(client, site, other):
    sign_in(client, Role.DISTRICT_EDITOR, site)
    for name, make in (("deputies:index", DeputyFactory), ("units_modeladmin_index", HandlingUnitFactory)):
        make(site=site, name="本区的"), make(site=other, name="邻区的")
        html = client.get(reverse(name)).content.decode()
        assert ("本区的" in html, "邻区的" in html) == (True, False)


def test_unit_made_on_another_districts_host_belongs_to_the_own(client, site, other):
    sign_in(client, Role.DISTRICT_EDITOR, other)  # the test client asks the default site's host
    data = {**dict.fromkeys(FIELDS, ""), "code": "U-1", "name": "示例局", "is_active": "on"}
    assert client.post(reverse("units_modeladmin_create"), data).status_code == 302
    assert HandlingUnit.objects.get().site == other


def test_session_goes_to_no_other_district(client, site, other):
    sign_in(client, Role.DISTRICT_EDITOR, site)
    data = {"term": CongressTermFactory().pk, "number": "5", "starts_on": "2026-01-10", "site": other.pk}
    assert client.post(reverse("suggestion_sessions:add"), data).status_code == 302
    assert CongressSession.objects.get().site == site


def test_session_of_two_districts_is_asked_for_and_limited_to_them(client, site, other):
    third = Site.objects.create(hostname="third.example.org", root_page=other.root_page)
    sign_in(client, Role.DISTRICT_EDITOR, site, other)
    data = {"term": CongressTermFactory().pk, "number": "5", "starts_on": "2026-01-10"}
    assert client.post(reverse("suggestion_sessions:add"), {**data, "site": third.pk}).status_code == 200
    assert CongressSession.objects.count() == 0
    assert client.post(reverse("suggestion_sessions:add"), {**data, "site": other.pk}).status_code == 302
    assert CongressSession.objects.get().site == other


def test_venue_is_added_below_no_other_district(client, site, other):
    sign_in(client, Role.DISTRICT_EDITOR, site)
    parent = VenueFactory(site=other)
    data = {"name": "示例", "code": "V-X", "kind": "station", "street": DivisionFactory().pk, "parent": parent.code}
    response = client.post(reverse("venues:add"), data)
    assert (response.status_code, list(response.context["form"].errors)) == (200, ["parent"])
    assert list(Venue.objects.all()) == [parent]


def test_first_venue_of_a_district_is_added_by_its_office(client, site, other):
    VenueFactory(site=site)
    sign_in(client, Role.DISTRICT_EDITOR, other)
    data = {"name": "示例", "code": "V-X", "kind": "home", "street": DivisionFactory().pk}
    assert client.post(reverse("venues:add"), data).status_code == 302
    assert Venue.objects.get(code="V-X").site == other


def test_account_of_another_district_is_offered_to_no_deputy(client, site, other):
    sign_in(client, Role.DISTRICT_EDITOR, site)
    stranger, nobody = UserFactory(), UserFactory()
    grant(user=stranger, role=Role.READER, venue=VenueFactory(site=other), actor=SYSTEM)
    for url, field in ((reverse("deputies:add"), "user"), (reverse("units_modeladmin_create"), "officers")):
        offered = client.get(url).context["form"].fields[field].queryset
        assert (stranger in offered, nobody in offered) == (False, True)
    assert Deputy.objects.count() == 0


def test_administrator_grants_roles_in_the_own_district_alone(client, site, other):
    sign_in(client, Role.ADMINISTRATOR, other)
    user, venue = UserFactory(), VenueFactory(site=site)
    url = reverse("wagtailusers_users:roles", args=[user.pk])
    client.post(url, {"role": "venue_head", "venue": venue.code})
    assert not user.groups.exists()
    assert client.post(url, {"role": "district_editor", "site": site.pk}).status_code == 302
    assert RoleGroup.objects.get(group__user=user).site == other


def test_administrator_of_two_districts_names_the_one(client, site, other):
    sign_in(client, Role.ADMINISTRATOR, site, other)
    user = UserFactory()
    url = reverse("wagtailusers_users:roles", args=[user.pk])
    client.post(url, {"role": "district_editor"})
    assert not user.groups.exists()
    assert client.post(url, {"role": "district_editor", "site": other.pk}).status_code == 302
    assert RoleGroup.objects.get(group__user=user).site == other


def test_administrator_leaves_accounts_of_another_district_alone(client, site, other):
    sign_in(client, Role.ADMINISTRATOR, site)
    stranger = UserFactory(display_name="邻区的人")
    grant(user=stranger, role=Role.DISTRICT_EDITOR, site=other, actor=SYSTEM)
    grant(user=stranger, role=Role.DISTRICT_EDITOR, site=site, actor=SYSTEM)  # one's own district too is not enough
    password = stranger.password
    for name in ("edit", "delete", "roles"):
        assert client.post(reverse(f"wagtailusers_users:{name}", args=[stranger.pk]), {}).status_code == 404
    bulk = reverse("wagtail_bulk_action", args=["liaison_access", "user", "delete"]) + f"?id={stranger.pk}"
    assert client.post(bulk).status_code == 404
    assert User.objects.get(pk=stranger.pk).password == password
    assert RoleGroup.objects.filter(group__user=stranger).count() == 2


def test_administrator_of_one_district_does_not_move_its_root(client, site, other):
    sign_in(client, Role.ADMINISTRATOR, site)
    data = {
        "hostname": "localhost", "port": "80", "site_name": "新名字", "root_page": other.root_page_id,
        "is_default_site": "on",
    }  # fmt: skip
    assert client.post(reverse("wagtailsites:edit", args=[site.pk]), data).status_code == 302
    changed = Site.objects.get(pk=site.pk)
    assert (changed.site_name, changed.root_page_id) == ("新名字", site.root_page_id)
    assert client.post(reverse("wagtailsites:edit", args=[other.pk]), data).status_code == 404


def test_history_names_rows_of_the_own_district(client, site, other):
    user = sign_in(client, Role.DISTRICT_EDITOR, site)
    own, foreign = VenueFactory(site=site), VenueFactory(site=other)
    for venue in (own, foreign):
        ModelLogEntry.objects.log_action(venue, "wagtail.edit")
    assert [entry.label for entry in ModelLogEntry.objects.viewable_by_user(user)] == [own.name]


def test_files_of_another_district_are_out_of_reach_once_there_is_one(client, site):
    user = sign_in(client, Role.DISTRICT_EDITOR, site)
    own = LiaisonImageFactory(collection=collection_of(VenueFactory(site=site)))
    assert {row.collection.is_root() for row in role_collections()} == {True}
    other = build_second_site()
    write_district_permissions()
    LiaisonImageFactory(collection=collection_of(VenueFactory(site=other)))
    assert list(usable_by(User.objects.get(pk=user.pk), LiaisonImage.objects.all())) == [own]


def test_new_venue_brings_its_files_to_its_districts_office(client, site, other):
    user = sign_in(client, Role.DISTRICT_EDITOR, site)
    venue = create_venue(actor=SYSTEM, site=site, kind="home", code="V-1", name="示例之家", street=DivisionFactory())
    create_venue(actor=SYSTEM, site=other, kind="home", code="V-2", name="邻区之家", street=DivisionFactory())
    picture = LiaisonImageFactory(collection=venue.collection)
    LiaisonImageFactory(collection=Venue.objects.get(code="V-2").collection)
    assert list(usable_by(User.objects.get(pk=user.pk), LiaisonImage.objects.all())) == [picture]


def test_second_site_made_in_the_admin_takes_the_root_of_files_away(client, site, other):
    other.delete()
    grant(user=UserFactory(), role=Role.DISTRICT_EDITOR, site=site, actor=SYSTEM)
    client.force_login(UserFactory(is_superuser=True))
    data = {"hostname": "new.example.org", "port": "80", "site_name": "", "root_page": site.root_page_id}
    assert client.post(reverse("wagtailsites:add"), data).status_code == 302
    assert role_collections().count() == 0
