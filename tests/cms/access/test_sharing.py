"""Sharing: who has which role here, what comes from above, and changing it in one go."""

import pytest
from django.urls import reverse, reverse_lazy
from wagtail.models import Site

from cms.access.last_administrator import LastAdministrator
from cms.access.models import RoleGroup
from cms.access.roles import Role
from cms.access.selectors import roles_of
from cms.access.services import grant, revoke
from cms.access.sharing import Changed, find_accounts, holders, pairs_of, share
from cms.kernel.actors import Staff, System
from cms.kernel.models import AuditEntry
from tests.factories.access import UserFactory
from tests.factories.liaison_pages import HomePageFactory, VenueFactory

pytestmark = pytest.mark.django_db

TESTS = System("tests")


@pytest.fixture
def home(site):
    return VenueFactory(kind="home", name="东关街道代表之家", parent=None)


@pytest.fixture
def station(home):
    return VenueFactory(kind="station", name="琼花观联络站", parent=home)


@pytest.fixture
def head(station):
    user = UserFactory(username="head", display_name="王示例")
    grant(user=user, role=Role.VENUE_HEAD, venue=station, actor=TESTS)
    return user


def url(venue) -> str:
    return reverse("venue_hub:sharing", args=[venue.pk])


def seen_in(response) -> str:
    return response.context["seen"]


def form(response, ticks: dict, **more) -> dict:
    """What the browser sends: each account shown with its ticks."""
    data = {"seen": seen_in(response), "account": [user.pk for user in ticks], **more}
    return data | {f"roles-{user.pk}": list(roles) for user, roles in ticks.items()}


def changes() -> list:
    return list(
        AuditEntry.objects.filter(action__startswith="access.")
        .exclude(actor_name="tests")
        .values_list("action", "data__user", "data__role")
    )


# --- What is told -----------------------------------------------------------------------------------------------------


def test_holders_tell_what_is_granted_here_and_what_comes_from_above(site, home, station, head):
    boss, editor = UserFactory(display_name="李示例"), UserFactory(display_name="张示例")
    grant(user=boss, role=Role.VENUE_EDITOR, venue=home, actor=TESTS)
    grant(user=boss, role=Role.READER, venue=station, actor=TESTS)
    grant(user=editor, role=Role.DISTRICT_EDITOR, site=site, actor=TESTS)
    grant(user=UserFactory(), role=Role.DEPUTY, site=site, actor=TESTS)  # reaches into no venue
    found = {holder.user: (holder.own, holder.above) for holder in holders(station)}
    assert found == {
        head: ({"venue_head"}, []),
        boss: ({"reader"}, [("venue_editor", "东关街道代表之家")]),
        editor: (set(), [("district_editor", "全区")]),
    }


def test_holders_cost_two_queries_for_one_and_for_three(station, head, django_assert_num_queries):
    for _ in range(2):
        with django_assert_num_queries(2):
            holders(station)
        for role in (Role.READER, Role.VENUE_EDITOR, Role.VENUE_HEAD):
            grant(user=UserFactory(), role=role, venue=station, actor=TESTS)


def test_search_offers_active_accounts_and_no_superusers(station, head):
    UserFactory(username="gone", display_name="赵示例", is_active=False)
    UserFactory(username="root", display_name="赵示例", is_superuser=True)
    zhao = UserFactory(username="zhao", display_name="赵示例")
    assert find_accounts("赵", head, station) == [zhao]
    assert find_accounts("ZHA", head, station) == [zhao]


# --- The service ------------------------------------------------------------------------------------------------------


def test_sharing_grants_and_takes_in_one_go_and_writes_it_down(station, head):
    old, new = UserFactory(username="old"), UserFactory(username="new")
    grant(user=old, role=Role.READER, venue=station, actor=TESTS)
    wanted = {old: set(), new: {Role.VENUE_EDITOR, Role.READER}}
    assert share(place=station, wanted=wanted, seen=pairs_of(station), actor=Staff(head)) == (2, 1)
    assert (roles_of(old, station), roles_of(new, station)) == (set(), {"venue_editor", "reader"})
    assert roles_of(head, station) == {"venue_head"}  # not in the form: kept
    assert sorted(changes()) == [
        ("access.grant", "new", "reader"),
        ("access.grant", "new", "venue_editor"),
        ("access.revoke", "old", "reader"),
    ]


def test_second_of_two_is_told_what_the_first_changed(station, head):
    seen = pairs_of(station)
    other = UserFactory(display_name="孙示例")
    grant(user=other, role=Role.READER, venue=station, actor=TESTS)
    revoke(user=head, role=Role.VENUE_HEAD, venue=station, actor=TESTS)
    before = RoleGroup.objects.count()
    with pytest.raises(Changed) as caught:
        share(place=station, wanted={other: {Role.VENUE_HEAD}}, seen=seen, actor=Staff(head))
    assert caught.value.changes == ["孙示例得到了“查看员”。", "王示例不再是“站长”。"]
    assert (RoleGroup.objects.count(), roles_of(other, station)) == (before, {"reader"})


def test_last_administrator_is_kept(site):
    first, second = UserFactory(), UserFactory(is_active=False)
    for user in (first, second):
        grant(user=user, role=Role.ADMINISTRATOR, site=site, actor=TESTS)
    with pytest.raises(LastAdministrator):
        share(place=site, wanted={first: {Role.DISTRICT_EDITOR}}, seen=pairs_of(site), actor=TESTS)
    assert pairs_of(site) == {(first.pk, "administrator"), (second.pk, "administrator")}
    grant(user=UserFactory(), role=Role.ADMINISTRATOR, site=site, actor=TESTS)
    revoke(user=first, role=Role.ADMINISTRATOR, site=site, actor=TESTS)
    assert (first.pk, "administrator") not in pairs_of(site)


# --- The screen -------------------------------------------------------------------------------------------------------


def test_head_finds_somebody_and_shares(client, station, head):
    zhao = UserFactory(username="zhao", display_name="赵示例")
    client.force_login(head)
    page = client.get(url(station))
    found = client.post(url(station), form(page, {head: ["venue_head"]}, find="1", q="赵"))
    assert "赵示例" in found.content.decode()
    data = form(found, {head: ["venue_head"], zhao: ["reception_clerk"]})
    answer = client.post(url(station), data, follow=True)
    assert answer.redirect_chain == [(url(station), 302)]
    assert "授予了 1 个角色。" in answer.content.decode()
    assert roles_of(zhao, station) == {"reception_clerk"}


def test_search_keeps_ticks_that_are_not_saved_yet(client, station, head):
    zhao = UserFactory(display_name="赵示例")
    client.force_login(head)
    page = client.get(url(station))
    again = client.post(url(station), form(page, {head: ["venue_head"], zhao: ["reader"]}, find="1", q="没有此人"))
    ticks = {row.user: row.own for row in again.context["rows"]}
    assert ticks == {head: {"venue_head"}, zhao: {"reader"}}
    assert "没有找到这个人" in again.content.decode()
    assert pairs_of(station) == {(head.pk, "venue_head")}


def test_removing_oneself_is_asked_first(client, station, head):
    client.force_login(head)
    page = client.get(url(station))
    asked = client.post(url(station), form(page, {head: []}))
    assert (asked.status_code, pairs_of(station)) == (422, {(head.pk, "venue_head")})
    assert "确认取消自己的角色" in asked.content.decode()
    client.post(url(station), form(asked, {head: []}, confirm="1"))
    assert pairs_of(station) == frozenset()


def test_second_of_two_keeps_the_ticks_and_may_save_again(client, station, head):
    zhao = UserFactory(username="zhao", display_name="赵示例")
    client.force_login(head)
    page = client.get(url(station))
    grant(user=zhao, role=Role.READER, venue=station, actor=TESTS)
    ticks = {head: ["venue_head"], zhao: ["venue_editor"]}
    told = client.post(url(station), form(page, ticks))
    assert (told.status_code, roles_of(zhao, station)) == (409, {"reader"})
    assert "赵示例得到了“查看员”。" in told.content.decode()
    client.post(url(station), form(told, ticks))
    assert roles_of(zhao, station) == {"venue_editor"}


@pytest.mark.parametrize("role", [Role.VENUE_EDITOR, Role.RECEPTION_CLERK, Role.READER])
def test_others_of_the_station_are_denied(client, station, role):
    user = UserFactory()
    grant(user=user, role=role, venue=station, actor=TESTS)
    client.force_login(user)
    before = pairs_of(station)
    assert client.get(url(station)).status_code == 403
    assert client.post(url(station), {"account": [user.pk], f"roles-{user.pk}": ["venue_head"]}).status_code == 403
    assert pairs_of(station) == before


def test_head_of_a_station_cannot_share_the_home_above_nor_find_another_station(client, home, station, head):
    client.force_login(head)
    other = VenueFactory(kind="station", parent=home)
    for venue in (home, other):
        assert client.get(url(venue)).status_code == 404
        assert client.post(url(venue), {"account": [head.pk], f"roles-{head.pk}": ["venue_head"]}).status_code == 404
        assert pairs_of(venue) == frozenset()


@pytest.mark.parametrize(
    "forge",
    [
        {"seen": "x"},
        {"account": ["999999"]},
        {"account": ["1 OR 1"]},
        {"account": ["9" * 30]},
        {"roles": ["administrator"]},
        {"roles": ["district_editor"]},
        {"roles": ["\x00"]},
    ],
)
def test_forged_forms_are_bad_requests_and_change_nothing(client, station, head, forge):
    client.force_login(head)
    data = form(client.get(url(station)), {head: ["venue_head"]})
    data |= {key: value for key, value in forge.items() if key != "roles"}
    if "roles" in forge:
        data[f"roles-{head.pk}"] = forge["roles"]
    assert client.post(url(station), data).status_code == 400
    assert pairs_of(station) == {(head.pk, "venue_head")}


def test_head_cannot_touch_a_superuser(client, station, head):
    root = UserFactory(is_superuser=True)
    grant(user=root, role=Role.READER, venue=station, actor=TESTS)
    client.force_login(head)
    data = form(client.get(url(station)), {head: ["venue_head"], root: []})
    assert client.post(url(station), data).status_code == 400
    assert roles_of(root, station) == {"reader"}


# --- The district -----------------------------------------------------------------------------------------------------

DISTRICT = reverse_lazy("liaison_access:district_roles")


@pytest.fixture
def administrator(site):
    user = UserFactory(username="chen", display_name="陈示例")
    grant(user=user, role=Role.ADMINISTRATOR, site=site, actor=TESTS)
    return user


def test_administrator_shares_the_roles_of_the_district(client, site, administrator):
    zhao = UserFactory(username="zhao")
    client.force_login(administrator)
    page = client.get(DISTRICT)
    ticks = {administrator: ["administrator"], zhao: ["district_editor", "deputy"]}
    assert client.post(DISTRICT, form(page, ticks)).status_code == 302
    assert pairs_of(site) == {
        (administrator.pk, "administrator"), (zhao.pk, "district_editor"), (zhao.pk, "deputy"),
    }  # fmt: skip


def test_last_administrator_is_told_and_stays(client, site, administrator):
    client.force_login(administrator)
    answer = client.post(DISTRICT, form(client.get(DISTRICT), {administrator: []}, confirm="1"))
    assert (answer.status_code, pairs_of(site)) == (422, {(administrator.pk, "administrator")})
    assert "这是最后一位系统管理员" in answer.content.decode()


@pytest.mark.parametrize("role", [Role.DISTRICT_EDITOR, Role.DISTRICT_AUDITOR, Role.DEPUTY])
def test_others_of_the_district_are_denied(client, site, administrator, role):
    user = UserFactory()
    grant(user=user, role=role, site=site, actor=TESTS)
    client.force_login(user)
    before = pairs_of(site)
    assert client.get(DISTRICT).status_code == 403
    assert client.post(DISTRICT, {"account": [user.pk], f"roles-{user.pk}": ["administrator"]}).status_code == 403
    assert pairs_of(site) == before


def test_another_district_is_not_found_nor_are_its_people(client, site, administrator):
    other = Site.objects.create(hostname="other.example", root_page=HomePageFactory(parent=site.root_page.get_parent()))
    stranger = UserFactory(username="stranger", display_name="外区示例")
    grant(user=stranger, role=Role.DISTRICT_EDITOR, site=other, actor=TESTS)
    client.force_login(administrator)
    assert client.get(reverse("liaison_access:roles_of_district", args=[other.pk])).status_code == 404
    page = client.get(DISTRICT)
    found = client.post(DISTRICT, form(page, {administrator: ["administrator"]}, find="1", q="外区"))
    assert "外区示例" not in found.content.decode()
    assert client.post(DISTRICT, form(page, {stranger: ["administrator"]})).status_code == 400
    assert pairs_of(site) == {(administrator.pk, "administrator")}


def test_roles_screen_tells_of_the_last_administrator_too(client, site, administrator):
    client.force_login(administrator)
    row = RoleGroup.objects.get(role=Role.ADMINISTRATOR)
    answer = client.post(reverse("wagtailusers_users:roles", args=[administrator.pk]), {"revoke": row.pk}, follow=True)
    assert (answer.status_code, pairs_of(site)) == (200, {(administrator.pk, "administrator")})
    assert "这是最后一位系统管理员" in answer.content.decode()
