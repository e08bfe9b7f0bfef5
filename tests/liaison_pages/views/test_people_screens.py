"""Deputies and handling units in Wagtail's admin, and the roles that follow."""

import pytest
from django.urls import reverse

from cms.access.models import User
from cms.access.roles import Role
from liaison_pages.models import Deputy, HandlingUnit
from tests.factories.access import UserFactory
from tests.factories.liaison_pages import DeputyFactory, HandlingUnitFactory

pytestmark = pytest.mark.django_db


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


def test_inactive_account_stays_with_its_unit_and_deputy_and_is_marked(world, district):
    user = UserFactory(display_name="离岗示例", username="away")
    unit, deputy = HandlingUnitFactory(), DeputyFactory(user=user)
    unit.officers.add(user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    for url in (f"/admin/units/edit/{unit.pk}/", reverse("deputies:edit", args=[deputy.pk])):
        assert "离岗示例（away，停用）" in district.get(url).content.decode()
    assert "离岗示例" not in district.get("/admin/units/create/").content.decode()
    data = {"name": unit.name, "code": unit.code, "officers": [user.pk], "is_active": "on"}
    assert district.post(f"/admin/units/edit/{unit.pk}/", data).status_code == 302
    assert list(unit.officers.all()) == [user]


@pytest.mark.parametrize(("field", "is_offered"), [("", True), ("is_published", False), ("is_serving", False)])
def test_deputy_screen_offers_the_code_for_the_wall(district, field, is_offered):
    deputy = DeputyFactory(**({field: False} if field else {}))
    html = district.get(reverse("deputies:edit", args=[deputy.pk])).content.decode()
    offered = [f"/deputies/{deputy.code}/poster.pdf?size={size}" in html for size in ("a4", "a3")]
    assert offered == [is_offered, is_offered]
