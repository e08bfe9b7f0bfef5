"""The district's settings and lists are changed by those who manage the district."""

import pytest
from django.urls import reverse

from cms.access.roles import VENUE_ROLES, Role
from cms.access.services import grant
from cms.kernel.actors import System
from forms.models import IntakeCategory
from liaison_pages.models import DistrictSettings
from tests.factories.access import UserFactory
from tests.factories.liaison_pages import VenueFactory

pytestmark = pytest.mark.django_db


def sign_in(client, role: str, site):
    user = UserFactory()
    place = {"venue": VenueFactory()} if role in VENUE_ROLES else {"site": site}
    grant(user=user, role=role, actor=System("tests"), **place)
    client.force_login(user)


def settings_url(site) -> str:
    return reverse("wagtailsettings:edit", args=["liaison_pages", "districtsettings", site.pk])


@pytest.mark.parametrize("role", [Role.DISTRICT_EDITOR, Role.ADMINISTRATOR])
def test_office_changes_settings_and_categories(client, site, role):
    sign_in(client, role, site)
    html = client.get(settings_url(site))
    form = html.context["form"]
    data = {name: form[name].value() or "" for name in form.fields} | {"phone": "0514-00000001"}
    assert client.post(settings_url(site), data).status_code == 302
    assert DistrictSettings.for_site(site).phone == "0514-00000001"
    category = {"name": "示例", "name_en": "", "code": "example", "sort_order": "9", "is_active": "on"}
    assert client.post(reverse("intake_categories:add"), category).status_code == 302
    assert IntakeCategory.objects.get(code="example").name == "示例"
    assert reverse("intake_categories:index") in client.get(reverse("wagtailadmin_home")).content.decode()


@pytest.mark.parametrize("role", [Role.VENUE_HEAD, Role.DISTRICT_AUDITOR, Role.DEPUTY])
def test_others_change_neither(client, site, role):
    sign_in(client, role, site)
    count = IntakeCategory.objects.count()
    assert client.post(settings_url(site), {"phone": "1"}).status_code == 403
    assert client.post(reverse("intake_categories:add"), {"name": "x", "code": "x"}).status_code == 403
    assert client.get(reverse("intake_categories:index")).status_code == 403
    assert (DistrictSettings.for_site(site).phone, IntakeCategory.objects.count()) == ("", count)
