"""A venue's screens in Wagtail's admin: what each role sees, changes, and is refused."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.access.roles import Role
from cms.access.services import grant
from cms.kernel.actors import System
from cms.workdays.models import CalendarDay
from liaison_pages.models import Deputy, HandlingUnit, Reception, ReceptionRule, Venue, VenueMembership, VenuePage
from liaison_pages.services.rota import sync_rules
from tests.factories.access import UserFactory
from tests.factories.liaison_pages import (
    DeputyFactory,
    DeputyGroupFactory,
    DivisionFactory,
    HandlingUnitFactory,
    ReceptionFactory,
    ReceptionRuleFactory,
    VenueFactory,
    VenueMembershipFactory,
    VenuePageFactory,
)

pytestmark = pytest.mark.django_db
ACTOR = System("test")
FAR = timezone.localdate() + timedelta(days=60)

RULE = {
    "frequency": "month_weekday",
    "months": "all",
    "nth": "1",
    "weekday": "1",
    "month_day": "",
    "starts_at": "9:00",
    "ends_at": "11:00",
    "starts_on": FAR.isoformat(),
    "ends_on": "",
    "holiday_shift": "next",
    "topic": "",
}
WHOLE_VENUE = {
    "code": "V9", "kind": "home", "theme": "", "name": "改过的名字", "name_en": "", "community": "", "parent": "",
    "address": "示例路 9 号", "latitude": "", "longitude": "", "hours": "", "phone": "", "duties": "",
    "accessibility": "", "is_active": "on",
}  # fmt: skip


class World:
    """Two homes with everything that has a screen, and one member of staff for each role at the first."""

    def __init__(self, site):
        self.site = site
        self.mine, self.other = (self.venue(name) for name in ("甲", "乙"))
        self.unit = HandlingUnitFactory()
        self.group = DeputyGroupFactory()
        self.day = CalendarDay.objects.first()

    def venue(self, name):
        venue = VenueFactory(name=f"示例{name}之家")
        VenuePageFactory(venue=venue)
        membership = VenueMembershipFactory(venue=venue)
        rule = ReceptionRuleFactory(venue=venue, deputies=[membership.deputy])
        sync_rules(rules=[rule])
        ReceptionFactory(venue=venue, date=FAR)
        return venue

    def staff(self, role):
        user = UserFactory()
        district = role in (Role.DISTRICT_EDITOR, Role.DISTRICT_AUDITOR)
        grant(user=user, role=role, actor=ACTOR, **({"site": self.site} if district else {"venue": self.mine}))
        return user

    def venue_urls(self, venue):
        """Every screen of one venue: name → address."""
        rule = venue.reception_rules.first()
        reception = venue.receptions.filter(rule=None).get()
        hub = {
            "rota": [venue.pk], "roster": [venue.pk], "add_rule": [venue.pk], "add_reception": [venue.pk],
            "edit_rule": [venue.pk, rule.pk], "end_rule": [venue.pk, rule.pk],
        }  # fmt: skip
        urls = {name: reverse(f"venue_hub:{name}", args=args) for name, args in hub.items()}
        for action in ("move", "cancel", "restore", "people"):
            urls[action] = reverse("venue_hub:reception", args=[venue.pk, reception.pk, action])
        for name in ("edit", "delete", "history", "usage"):
            urls[f"venue_{name}"] = reverse(f"venues:{name}", args=[venue.pk])
        urls["page"] = reverse("wagtailadmin_pages:edit", args=[venue.pages.get().pk])
        return urls

    def district_urls(self):
        deputy = Deputy.objects.first()
        rows = {
            "deputies": deputy, "deputy_groups": self.group, "terms": deputy.term, "workdays": self.day,
            "divisions": self.mine.street,
        }  # fmt: skip
        urls = [reverse("venues:add")]
        for name, row in rows.items():
            urls += [reverse(f"{name}:{view}") for view in ("index", "add")]
            urls += [reverse(f"{name}:{view}", args=[row.pk]) for view in ("edit", "delete", "history", "usage")]
        base = "/admin/units/"
        return [
            *urls,
            base,
            f"{base}create/",
            *(f"{base}{view}/{self.unit.pk}/" for view in ("edit", "delete", "history")),
        ]


def snapshot():
    models = (Venue, ReceptionRule, Reception, VenueMembership, Deputy, HandlingUnit, CalendarDay)
    return [list(model.objects.order_by("pk").values()) for model in models]


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


def test_district_editor_opens_every_screen(world, district):
    urls = [*world.venue_urls(world.mine).values(), *world.district_urls()]
    statuses = {url: district.get(url).status_code for url in urls}
    assert statuses == dict.fromkeys(urls, 200)


def test_venue_editor_opens_every_screen_of_the_venue_but_delete(world, editor):
    urls = world.venue_urls(world.mine)
    refused = {"venue_delete"}
    statuses = {name: editor.get(url).status_code for name, url in urls.items()}
    assert statuses == {name: 403 if name in refused else 200 for name in urls}


@pytest.mark.parametrize("method", ["get", "post"])
def test_foreign_venue_is_not_found_anywhere(world, editor, method):
    urls = world.venue_urls(world.other)
    page = urls.pop("page")  # pages are Wagtail's own, guarded elsewhere
    before = snapshot()
    statuses = {url: getattr(editor, method)(url).status_code for url in urls.values()}
    assert statuses == dict.fromkeys(urls.values(), 404)
    assert snapshot() == before
    assert getattr(editor, method)(page).status_code in (302, 403, 404)


@pytest.mark.parametrize("method", ["get", "post"])
def test_district_screens_are_closed_to_venue_staff(world, editor, method):
    urls = world.district_urls()
    before = snapshot()
    statuses = {url: getattr(editor, method)(url).status_code for url in urls}
    assert set(statuses.values()) <= {403, 404}
    assert snapshot() == before


def test_rule_of_another_venue_is_not_found_below_ones_own(world, editor):
    rule = world.other.reception_rules.get()
    reception = world.other.receptions.filter(rule=None).get()
    assert editor.get(reverse("venue_hub:edit_rule", args=[world.mine.pk, rule.pk])).status_code == 404
    url = reverse("venue_hub:reception", args=[world.mine.pk, reception.pk, "move"])
    assert editor.get(url).status_code == 404


def test_reader_sees_the_rota_and_changes_nothing(world, client):
    client.force_login(world.staff(Role.READER))
    urls = world.venue_urls(world.mine)
    readable = {"rota", "roster"}
    urls.pop("page")
    statuses = {name: client.get(url).status_code for name, url in urls.items()}
    assert statuses == {name: 200 if name in readable else 403 for name in urls}
    before = snapshot()
    assert client.post(urls["roster"], {"save": "1"}).status_code == 403
    assert client.post(urls["cancel"], {"reason": "没人"}).status_code == 403
    assert snapshot() == before
    assert "添加规则" not in client.get(urls["rota"]).content.decode()


def test_venue_list_shows_ones_own_only(world, editor):
    content = editor.get(reverse("venues:index")).content.decode()
    assert (str(world.mine) in content, str(world.other) in content) == (True, False)


@pytest.mark.parametrize("number", [1, 3])
def test_rota_asks_as_often_for_many(world, editor, number, django_assert_max_num_queries):
    url = reverse("venue_hub:rota", args=[world.mine.pk])
    editor.get(url)
    for _turn in range(number):
        ReceptionRuleFactory(venue=world.mine, deputies=[DeputyFactory()])
        ReceptionFactory(venue=world.mine, date=FAR, deputies=[DeputyFactory()])
    with django_assert_max_num_queries(34):
        editor.get(url)


def test_add_rule_makes_receptions(world, editor):
    response = editor.post(reverse("venue_hub:add_rule", args=[world.mine.pk]), RULE)
    assert response.status_code == 302, response.context["form"].errors
    rule = world.mine.reception_rules.latest("pk")
    assert rule.summary == "每个月的第一个星期二 9:00–11:00，遇节假日顺延到下一个工作日"
    assert rule.receptions.count() > 5
    assert rule.edited_at is not None


def test_preview_of_rule_saves_nothing(world, editor):
    before = snapshot()
    response = editor.post(reverse("venue_hub:add_rule", args=[world.mine.pk]), {**RULE, "preview": "1"})
    content = response.content.decode()
    assert response.status_code == 200
    assert "每个月的第一个星期二 9:00–11:00" in content
    turns = response.context["turns"]
    assert (len(turns), turns[0].text in content) == (6, True)
    assert snapshot() == before


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"nth": ""}, "nth"),
        ({"frequency": "month_day", "month_day": ""}, "month_day"),
        ({"frequency": "month_day", "month_day": "32"}, "month_day"),
        ({"frequency": "nonsense"}, "frequency"),
        ({"ends_at": "8:00"}, "ends_at"),
        ({"ends_on": "2020-01-01"}, "ends_on"),
        ({"starts_on": "9999-12-31"}, "starts_on"),
        ({"starts_on": "0001-01-01"}, "starts_on"),
        ({"topic": "长" * 61}, "topic"),
        ({"topic": "停\x00车"}, "topic"),
        ({"deputies": "999999"}, "deputies"),
    ],
)
def test_rule_with_bad_data_says_where_and_saves_nothing(world, editor, fields, field):
    before = snapshot()
    response = editor.post(reverse("venue_hub:add_rule", args=[world.mine.pk]), {**RULE, **fields})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert snapshot() == before


def test_rule_may_not_name_a_deputy_off_the_roster(world, editor):
    stranger = DeputyFactory()
    response = editor.post(reverse("venue_hub:add_rule", args=[world.mine.pk]), {**RULE, "deputies": [stranger.pk]})
    assert response.status_code == 422
    assert world.mine.reception_rules.count() == 1


def test_move_near_day_asks_first_and_then_moves(world, editor):
    near = ReceptionFactory(venue=world.mine, date=timezone.localdate() + timedelta(days=1))
    url = reverse("venue_hub:reception", args=[world.mine.pk, near.pk, "move"])
    data = {"date": FAR.isoformat(), "starts_at": "14:00", "ends_at": "15:00", "reason": "场地维修"}
    response = editor.post(url, data)
    assert response.status_code == 422
    assert "公告期内" in response.content.decode()
    assert Reception.objects.get(pk=near.pk).status == "scheduled"
    assert editor.post(url, {**data, "confirmed": "on"}).status_code == 302
    near.refresh_from_db()
    assert (near.status, near.date, near.starts_at.hour, near.reason) == ("moved", FAR, 14, "场地维修")


def test_cancel_people_and_restore_from_the_screens(world, editor):
    row = world.mine.receptions.filter(rule=None).get()
    urls = world.venue_urls(world.mine)
    deputy = world.mine.memberships.get().deputy
    assert editor.post(urls["people"], {"deputies": [deputy.pk], "topic": "古城消防"}).status_code == 302
    assert editor.post(urls["cancel"], {"reason": "代表开会"}).status_code == 302
    row.refresh_from_db()
    assert (row.status, row.reason, row.topic, list(row.deputies.all())) == (
        "cancelled", "代表开会", "古城消防", [deputy],
    )  # fmt: skip
    assert "代表开会，当次取消" in editor.get(urls["rota"]).content.decode()
    assert editor.post(urls["restore"], {}).status_code == 302
    row.refresh_from_db()
    assert (row.status, row.reason) == ("scheduled", "")


def test_unknown_action_is_not_found(world, editor):
    row = world.mine.receptions.filter(rule=None).get()
    assert editor.get(reverse("venue_hub:reception", args=[world.mine.pk, row.pk, "burn"])).status_code == 404


def test_roster_adds_sorts_and_removes(world, editor):
    url = reverse("venue_hub:roster", args=[world.mine.pk])
    first = world.mine.memberships.get()
    newcomer = DeputyFactory()
    assert editor.post(url, {"add": "1", "deputy": newcomer.pk, "role": "head"}).status_code == 302
    second = world.mine.memberships.get(deputy=newcomer)
    assert editor.post(url, {"up": second.pk, f"role-{first.pk}": "liaison"}).status_code == 302
    assert list(world.mine.memberships.values_list("deputy", "role")) == [
        (newcomer.pk, "head"),
        (first.deputy_id, "liaison"),
    ]
    assert editor.post(url, {"remove": first.pk}).status_code == 302
    assert list(world.mine.memberships.all()) == [second]


@pytest.mark.parametrize("data", [{"add": "1", "deputy": "999999", "role": "head"}, {"add": "1", "role": "head"}])
def test_roster_with_bad_deputy_changes_nothing(world, editor, data):
    before = snapshot()
    assert editor.post(reverse("venue_hub:roster", args=[world.mine.pk]), data).status_code == 422
    assert snapshot() == before


def test_venue_editor_changes_address_but_not_the_name(world, editor):
    url = reverse("venues:edit", args=[world.mine.pk])
    name = world.mine.name
    response = editor.post(url, {**WHOLE_VENUE, "street": world.mine.street_id})
    assert response.status_code == 302, response.context["form"].errors
    venue = Venue.objects.get(pk=world.mine.pk)
    assert (venue.address, venue.name, venue.edited_at is not None) == ("示例路 9 号", name, True)


def test_district_editor_creates_moves_and_deletes_a_venue(world, district):
    data = {
        **WHOLE_VENUE, "code": "ST-9", "kind": "station", "name": "示例新站", "street": world.mine.street_id,
        "parent": world.mine.pk,
    }  # fmt: skip
    response = district.post(reverse("venues:add"), data)
    assert response.status_code == 302, response.context["form"].errors
    venue = Venue.objects.get(code="ST-9")
    page = venue.pages.get()
    assert (venue.get_parent(), page.live, page.get_parent().specific.venue) == (world.mine, False, world.mine)
    moved = district.post(
        reverse("venues:edit", args=[venue.pk]), {**data, "parent": world.other.pk, "street": venue.street_id}
    )
    assert moved.status_code == 302, moved.context["form"].errors
    assert Venue.objects.get(code="ST-9").get_parent() == world.other
    refused = district.post(reverse("venues:delete", args=[venue.pk]))
    assert (refused.status_code, Venue.objects.filter(code="ST-9").exists()) == (409, True)
    page.delete()
    assert district.post(reverse("venues:delete", args=[venue.pk])).status_code == 302
    assert not Venue.objects.filter(code="ST-9").exists()


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"code": "示例"}, "code"),
        ({"kind": "station"}, "parent"),
        ({"name": ""}, "name"),
        ({"latitude": "91"}, "latitude"),
    ],
)
def test_venue_with_bad_data_says_where(world, district, fields, field):
    before = snapshot()
    data = {**WHOLE_VENUE, "code": "DG-9", "street": DivisionFactory().pk, **fields}
    response = district.post(reverse("venues:add"), data)
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert snapshot() == before


def test_deputy_saved_with_an_account_holds_the_role(world, district):
    deputy, user = Deputy.objects.first(), UserFactory()
    data = {"name": "示例新名", "code": deputy.code, "level": "city", "term": deputy.term_id, "user": user.pk}
    response = district.post(reverse("deputies:edit", args=[deputy.pk]), data)
    assert response.status_code == 302, response.context["form"].errors
    deputy.refresh_from_db()
    assert (deputy.name, deputy.user, deputy.edited_at is not None) == ("示例新名", user, True)
    assert list(user.groups.values_list("role_group__role", flat=True)) == [Role.DEPUTY]
    district.post(reverse("deputies:edit", args=[deputy.pk]), {**data, "user": ""})
    assert not user.groups.exists()


def test_deputy_in_use_is_not_deleted(world, district):
    deputy = world.mine.memberships.get().deputy
    assert district.post(reverse("deputies:delete", args=[deputy.pk])).status_code == 409
    assert Deputy.objects.filter(pk=deputy.pk).exists()


def test_unit_saved_with_officers_gives_them_the_role(world, district):
    user = UserFactory()
    data = {"name": "区城管局", "code": "CG", "officers": [user.pk], "is_active": "on"}
    assert district.post("/admin/units/create/", data).status_code == 302
    unit = HandlingUnit.objects.get(code="CG")
    assert (unit.site, list(unit.officers.all())) == (world.site, [user])
    assert list(user.groups.values_list("role_group__role", flat=True)) == [Role.UNIT_OFFICER]
    assert district.post(f"/admin/units/edit/{unit.pk}/", {**data, "officers": []}).status_code == 302
    assert not user.groups.exists()


def test_calendar_day_saved_in_the_admin_shifts_receptions(world, district, django_capture_on_commit_callbacks):
    rule = world.mine.reception_rules.get()
    planned = rule.receptions.filter(date__year=2027, status="scheduled", date__gt=FAR).first()
    data = {"date": planned.date.isoformat(), "name": "示例节"}
    with django_capture_on_commit_callbacks(execute=True):
        assert district.post(reverse("workdays:add"), data).status_code == 302
    planned.refresh_from_db()
    assert planned.date > planned.planned_on


def test_home_warns_before_the_calendar_runs_out(world, editor):
    CalendarDay.objects.filter(date__gt=timezone.localdate()).delete()
    content = editor.get(reverse("wagtailadmin_home")).content.decode()
    assert ("工作日历只录到" in content) == (timezone.localdate() >= date(timezone.localdate().year, 11, 1))
    CalendarDay.objects.create(date=date(2090, 1, 1), is_working=False, name="元旦")
    assert "工作日历只录到" not in editor.get(reverse("wagtailadmin_home")).content.decode()


def test_page_editor_leads_to_every_screen_and_back(world, editor):
    urls = world.venue_urls(world.mine)
    content = editor.get(urls["page"]).content.decode()
    for name in ("rota", "roster", "venue_edit"):
        assert f'href="{urls[name]}"' in content
        assert f'href="{urls["page"]}"' in editor.get(urls[name]).content.decode()


def test_holiday_of_several_days_is_entered_at_once(world, district):
    data = {"date": "2027-10-01", "until": "2027-10-07", "name": "国庆节"}
    assert district.post(reverse("workdays:add"), data).status_code == 302
    days = CalendarDay.objects.filter(date__year=2027)
    assert (days.count(), set(days.values_list("name", "is_working"))) == (7, {("国庆节", False)})
    again = district.post(reverse("workdays:add"), {**data, "date": "2027-10-07", "until": "2027-10-09"})
    assert list(again.context["form"].errors) == ["date"]
    assert CalendarDay.objects.filter(date__year=2027).count() == 7


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"until": "2027-09-30"}, "until"), ({"until": "2028-10-01"}, "until"), ({"date": "0001-01-01"}, "date")],
)
def test_holiday_with_bad_span_says_where(world, district, fields, field):
    before = CalendarDay.objects.count()
    response = district.post(reverse("workdays:add"), {"date": "2027-10-01", "name": "国庆节", **fields})
    assert list(response.context["form"].errors) == [field]
    assert CalendarDay.objects.count() == before


def test_page_cannot_be_given_to_another_venue(world, editor):
    url = reverse("wagtailadmin_pages:edit", args=[world.mine.pages.get().pk])
    field = editor.get(url).context["form"].fields["venue"]
    assert (field.disabled, list(field.queryset)) == (True, [world.mine])


@pytest.mark.parametrize("who", ["editor", "district"])
def test_page_of_a_venue_is_not_made_in_the_explorer(request, world, who):
    url = reverse("wagtailadmin_pages:add", args=["liaison_pages", "venuepage", world.mine.pages.get().pk])
    before = VenuePage.objects.count()
    response = request.getfixturevalue(who).post(url, {"title": "示例新页", "slug": "new", "venue": world.mine.pk})
    assert (response.status_code, VenuePage.objects.count()) == (403, before)
