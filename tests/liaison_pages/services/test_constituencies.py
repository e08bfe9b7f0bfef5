"""Constituencies keep in step with what deputies call theirs."""

import importlib

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.urls import reverse

from cms.kernel.actors import Staff, System
from cms.kernel.audit import history
from liaison_pages.models import Constituency, Deputy
from liaison_pages.services.constituencies import add_missing, save_constituency
from tests.factories.access import UserFactory
from tests.factories.liaison_pages import DeputyFactory, DivisionFactory, build_second_site, default_site

pytestmark = pytest.mark.django_db


def saved(name: str, *communities, site=None, actor=None) -> Constituency:
    constituency = Constituency(site=site or default_site(), name=name)
    return save_constituency(constituency=constituency, communities=communities, actor=actor or System("tests"))


def test_saving_keeps_communities_and_an_audit_entry():
    community = DivisionFactory(level="community", parent=DivisionFactory())
    constituency = saved("东关第一选区", community)
    assert list(constituency.communities.all()) == [community]
    assert constituency.edited_at is None
    assert history(constituency).get().action == "constituency.add"


def test_a_new_name_is_the_deputies_new_name_too_but_not_in_another_district():
    constituency = saved("东关第一选区")
    mine = DeputyFactory(constituency="东关第一选区")
    others = DeputyFactory(constituency="东关第一选区", site=build_second_site())
    constituency.name = "东关第九选区"
    save_constituency(constituency=constituency, communities=[], actor=Staff(UserFactory()))
    mine.refresh_from_db()
    others.refresh_from_db()
    assert (mine.constituency, others.constituency) == ("东关第九选区", "东关第一选区")
    assert (mine.edited_at is not None, others.edited_at) == (True, None)  # no import takes it back


def test_two_of_one_name_are_refused_in_a_district():
    saved("东关第一选区")
    with pytest.raises(ValidationError, match="已经有这个选区"):
        saved("东关第一选区")
    saved("东关第一选区", site=build_second_site())
    assert Constituency.objects.count() == 2


def test_those_that_deputies_name_are_made_once():
    for _turn in range(2):
        add_missing(default_site(), ["东关第一选区", "", "东关第二选区"])
    assert list(Constituency.objects.values_list("name", flat=True)) == ["东关第一选区", "东关第二选区"]


def test_migration_makes_one_for_each_name_of_a_site():
    migration = importlib.import_module("liaison_pages.migrations.0021_constituencies")
    for name in ("东关第一选区", "东关第一选区", "东关第二选区", ""):
        DeputyFactory(constituency=name)
    DeputyFactory(constituency="东关第一选区", site=build_second_site())
    migration.name_those_of_deputies(apps, None)
    assert Constituency.objects.count() == 3


def test_office_says_in_the_admin_what_belongs_to_one(site, client):
    client.force_login(UserFactory(is_superuser=True))
    community = DivisionFactory(level="community", parent=DivisionFactory(name="东关街道"), name="琼花观社区")
    data = {"name": "东关第一选区", "communities": [community.pk]}
    response = client.post(reverse("constituencies:add"), data)
    assert response.status_code == 302, response.context["form"].errors
    constituency = Constituency.objects.get()
    assert (constituency.site, list(constituency.communities.all())) == (site, [community])
    assert client.post(reverse("constituencies:add"), data).context["form"].errors == {"name": ["已经有这个选区。"]}
    html = client.get(reverse("constituencies:index")).content.decode()
    assert "东关第一选区" in html
    assert (
        "东关街道 · 琼花观社区" in client.get(reverse("constituencies:edit", args=[constituency.pk])).content.decode()
    )


def test_deputy_saved_in_the_admin_has_the_constituency_made(site, client):
    client.force_login(UserFactory(is_superuser=True))
    data = {"name": "示例", "code": "D-9", "level": "county", "constituency": "新选区"}
    assert client.post(reverse("deputies:add"), data).status_code == 302
    assert (Deputy.objects.get().constituency, Constituency.objects.get().name) == ("新选区", "新选区")
