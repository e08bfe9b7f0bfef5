"""Settings of add-ons: a row for each site, changed by those who manage its district, while the add-on is on there."""

import pytest
from django.urls import reverse
from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.contrib.settings.registry import registry as settings_registry
from wagtail.models import Site

from cms.access import add_on_settings
from cms.access.add_on_settings import check_settings, settings_of
from cms.access.roles import Role
from cms.access.services import grant
from cms.kernel.actors import System
from cms.kernel.states import set_enabled
from tests.factories.access import UserFactory
from tests.factories.liaison_pages import HomePageFactory, VenueFactory
from tests.toys.models import ToySettings

pytestmark = pytest.mark.django_db

REFUSED = {403, 404}


@pytest.fixture
def other_site(site):
    """A second district on a host of its own."""
    home = HomePageFactory(parent=site.root_page.get_parent())
    return Site.objects.create(hostname="other.example", root_page=home, site_name="别区")


def switch(site, on: bool) -> None:
    set_enabled(plugin_id="toys", site=site, is_enabled=on, actor=System("tests"))


def address(site) -> str:
    return reverse("wagtailsettings:edit", args=["toys", "toysettings", site.pk])


def colours() -> list:
    return list(ToySettings.objects.order_by("site").values_list("site", "colour"))


def official(site, **who):
    """Somebody who manages the district of `site`."""
    user = UserFactory(**who)
    grant(user=user, role=Role.ADMINISTRATOR, site=site, actor=System("tests"))
    return user


@pytest.fixture(params=["administrator", "superuser"])
def manager(request, site, client):
    user = UserFactory(is_superuser=True) if request.param == "superuser" else official(site)
    client.force_login(user)
    return user


def in_menu(client) -> bool:
    return (
        reverse("wagtailsettings:edit", args=["toys", "toysettings"]) in client.get(reverse("wagtailadmin_home")).text
    )


def test_managers_change_them_while_the_add_on_is_on(client, manager, site):
    switch(site, True)
    assert in_menu(client)
    assert client.get(address(site)).status_code == 200
    assert client.post(address(site), {"colour": "green"}).status_code == 302
    assert colours() == [(site.pk, "green")]


def test_they_are_closed_while_the_add_on_is_off_and_open_again_as_they_were(client, manager, site):
    switch(site, True)
    client.post(address(site), {"colour": "green"})
    switch(site, False)
    assert not in_menu(client)
    for each in (address(site), reverse("wagtailsettings:edit", args=["toys", "toysettings"])):
        assert client.get(each).status_code in REFUSED
        assert client.post(each, {"colour": "blue"}).status_code in REFUSED
    assert colours() == [(site.pk, "green")]
    switch(site, True)
    assert (in_menu(client), client.get(address(site)).status_code) == (True, 200)


def test_each_site_has_its_own_and_only_where_the_add_on_is_on(client, site, other_site):
    client.force_login(UserFactory(is_superuser=True))
    switch(site, True)
    assert client.post(address(site), {"colour": "green"}).status_code == 302
    assert client.post(address(other_site), {"colour": "blue"}).status_code in REFUSED
    assert colours() == [(site.pk, "green")]
    switch(other_site, True)
    assert client.post(address(other_site), {"colour": "blue"}).status_code == 302
    assert colours() == [(site.pk, "green"), (other_site.pk, "blue")]
    switch(site, False)
    assert [client.get(address(each)).status_code in REFUSED for each in (site, other_site)] == [True, False]


def test_other_districts_managers_are_refused(client, site, other_site):
    for each in (site, other_site):
        switch(each, True)
    client.force_login(official(other_site))
    assert client.post(address(site), {"colour": "blue"}).status_code in REFUSED
    assert colours() == []
    assert client.post(address(other_site), {"colour": "blue"}).status_code == 302
    assert colours() == [(other_site.pk, "blue")]


@pytest.mark.parametrize("role", [Role.VENUE_HEAD, Role.READER])
def test_staff_of_venues_are_refused(client, site, role):
    switch(site, True)
    user = UserFactory()
    grant(user=user, role=role, venue=VenueFactory(), actor=System("tests"))
    client.force_login(user)
    assert client.post(address(site), {"colour": "blue"}).status_code in REFUSED
    assert (in_menu(client), colours()) == (False, [])


def test_settings_are_found_by_their_plugin():
    assert (settings_of("toys"), settings_of("suggestions")) == ([ToySettings], [])


def test_check_names_settings_that_would_stay_open(monkeypatch):
    class Open(BaseSiteSetting):
        class Meta:
            abstract = True

    assert check_settings(None) == []
    monkeypatch.setattr(Open, "_meta", ToySettings._meta)
    monkeypatch.setattr(add_on_settings, "settings_registry", [*settings_registry, Open])
    assert [error.id for error in check_settings(None)] == ["liaison.E002"]
