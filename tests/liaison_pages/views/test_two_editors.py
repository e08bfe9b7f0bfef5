"""Two people with one form open: the second is told, keeps what they typed, and may then insist."""

import pytest
from django.urls import reverse

from liaison_pages.models import Deputy
from tests.liaison_pages.views.staff_world import FAR, WHOLE_VENUE, snapshot

pytestmark = pytest.mark.django_db


def seen(response) -> str:
    return response.context["form"]["seen"].value()


def venue_form(world):
    data = {**WHOLE_VENUE, "street": world.mine.street_id, "name": world.mine.name}
    return reverse("venues:edit", args=[world.mine.pk]), data, "address", "示例路 8 号", "示例路 9 号"


def rule_form(world):
    rule = world.mine.reception_rules.get()
    data = {
        "frequency": "month_day", "months": rule.months, "month_day": rule.month_day, "starts_at": rule.starts_at,
        "ends_at": rule.ends_at, "starts_on": rule.starts_on, "holiday_shift": rule.holiday_shift, "confirmed": "on",
    }  # fmt: skip
    return reverse("venue_hub:edit_rule", args=[world.mine.pk, rule.pk]), data, "topic", "古城消防", "停车"


def reception_form(world):
    reception = world.mine.receptions.get(rule=None)
    return reverse("venue_hub:reception", args=[world.mine.pk, reception.pk, "people"]), {}, "topic", "消防", "停车"


def deputy_form(world):
    deputy = Deputy.objects.first()
    data = {"code": deputy.code, "level": "city", "term": deputy.term_id}
    return reverse("deputies:edit", args=[deputy.pk]), data, "name", "示例甲", "示例乙"


def unit_form(world):
    return f"/admin/units/edit/{world.unit.pk}/", {"code": world.unit.code}, "name", "区城管局", "区住建局"


def list_form(world):
    return reverse("deputy_groups:edit", args=[world.group.pk]), {"kind": "area"}, "name", "东片", "西片"


@pytest.mark.parametrize("form", [venue_form, rule_form, reception_form, deputy_form, unit_form, list_form])
def test_second_editor_is_told_and_may_insist(world, district, form):
    url, data, field, first, second = form(world)
    opened = seen(district.get(url))
    assert district.post(url, {**data, field: first, "seen": opened}).status_code == 302
    before = snapshot()

    refused = district.post(url, {**data, field: second, "seen": opened})
    bound = refused.context["form"][field]
    assert (refused.status_code in (200, 422), bound.value()) == (True, second)
    assert f"别人刚改过，现在是：{first}" in bound.errors
    assert "别人保存过" in refused.content.decode()
    assert snapshot() == before

    assert district.post(url, {**data, field: second, "seen": seen(refused)}).status_code == 302
    assert second in district.get(url).content.decode()


def test_form_opened_after_the_other_saved_is_taken(world, district):
    url, data, field, first, second = venue_form(world)
    for value in (first, second):
        assert district.post(url, {**data, field: value, "seen": seen(district.get(url))}).status_code == 302


def test_move_of_a_reception_that_was_cancelled_meanwhile_is_told(world, editor):
    row = world.mine.receptions.get(rule=None)
    urls = world.venue_urls(world.mine)
    opened = seen(editor.get(urls["move"]))
    assert editor.post(urls["cancel"], {"reason": "代表开会"}).status_code == 302
    data = {"date": FAR.isoformat(), "starts_at": "14:00", "ends_at": "15:00", "reason": "场地维修", "seen": opened}
    refused = editor.post(urls["move"], data)
    form = refused.context["form"]
    assert (refused.status_code, form["reason"].value()) == (422, "场地维修")
    assert form.errors["reason"] == ["别人刚改过，现在是：代表开会"]
    assert "状态 现在是：取消" in form.non_field_errors()
    row.refresh_from_db()
    assert row.status == "cancelled"


def test_roster_changed_meanwhile_keeps_the_chosen_roles(world, editor):
    url = reverse("venue_hub:roster", args=[world.mine.pk])
    member = world.mine.memberships.get()
    opened = seen(editor.get(url))
    assert editor.post(url, {"save": "1", f"role-{member.pk}": "head", "seen": opened}).status_code == 302
    refused = editor.post(url, {"save": "1", f"role-{member.pk}": "liaison", "seen": opened})
    assert (refused.status_code, [row.role for row in refused.context["members"]]) == (422, ["liaison"])
    assert f"驻站代表 现在是：{member.deputy} 站长" in refused.context["form"].non_field_errors()
    member.refresh_from_db()
    assert member.role == "head"


@pytest.mark.parametrize("nonsense", ["x", ":", "address:", "address:0000", "\x00", "[" * 9999])
def test_mark_that_makes_no_sense_is_no_error_of_the_server(world, district, nonsense):
    url, data, *_rest = venue_form(world)
    assert district.post(url, {**data, "seen": nonsense}).status_code in (200, 302)
