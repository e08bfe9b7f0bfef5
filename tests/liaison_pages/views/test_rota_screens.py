"""The rota in Wagtail's admin: rules and single receptions."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from liaison_pages.models import Reception
from tests.factories.liaison_pages import (
    DeputyFactory,
    HandlingUnitFactory,
    ReceptionFactory,
    ReceptionRuleFactory,
)
from tests.liaison_pages.views.staff_world import FAR, snapshot

pytestmark = pytest.mark.django_db

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


@pytest.mark.parametrize("number", [1, 3])
def test_rota_asks_as_often_for_many(world, editor, number, django_assert_max_num_queries):
    url = reverse("venue_hub:rota", args=[world.mine.pk])
    editor.get(url)
    for _turn in range(number):
        ReceptionRuleFactory(venue=world.mine, deputies=[DeputyFactory()])
        ReceptionFactory(venue=world.mine, date=FAR, deputies=[DeputyFactory()])
    with django_assert_max_num_queries(36):
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


def test_preview_says_once_a_year_that_holidays_are_unknown(world, editor):
    response = editor.post(reverse("venue_hub:add_rule", args=[world.mine.pk]), {**RULE, "preview": "1"})
    turns = response.context["turns"]
    years = {turn.date.year for turn in turns if turn.is_provisional}
    assert response.content.decode().count("暂定：那一年的节假日还没有录入") == len(years) > 0


def test_rule_may_not_name_a_deputy_off_the_roster(world, editor):
    stranger = DeputyFactory()
    response = editor.post(reverse("venue_hub:add_rule", args=[world.mine.pk]), {**RULE, "deputies": [stranger.pk]})
    assert response.status_code == 422
    assert world.mine.reception_rules.count() == 1


def test_who_went_out_of_use_stays_chosen_and_is_marked(world, editor):
    unit, other = HandlingUnitFactory(name="旧单位", is_active=False), HandlingUnitFactory(is_active=False)
    deputy = DeputyFactory(name="卸任示例", is_serving=False)
    rule = ReceptionRuleFactory(venue=world.mine, deputies=[deputy])
    reception = ReceptionFactory(venue=world.mine, date=FAR, deputies=[deputy])
    for row in (rule, reception):
        row.units.add(unit)
    pages = [
        (reverse("venue_hub:edit_rule", args=[world.mine.pk, rule.pk]), RULE, rule),
        (reverse("venue_hub:reception", args=[world.mine.pk, reception.pk, "people"]), {"topic": ""}, reception),
    ]
    for url, data, row in pages:
        text = editor.get(url).content.decode()
        assert ("旧单位（停用）" in text, "卸任示例（不再任职）" in text, other.name in text) == (True, True, False)
        assert editor.post(url, {**data, "deputies": [deputy.pk], "units": [unit.pk]}).status_code == 302
        assert (list(row.deputies.all()), list(row.units.all())) == ([deputy], [unit])
        assert editor.post(url, {**data, "units": [other.pk]}).status_code == 422
    new = editor.get(reverse("venue_hub:add_rule", args=[world.mine.pk])).content.decode()
    assert ("旧单位" in new, "卸任示例" in new) == (False, False)


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
