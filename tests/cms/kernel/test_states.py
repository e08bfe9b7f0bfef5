"""Which add-ons are active where, and why not."""

import pytest
from wagtail.models import Site

from cms.kernel.actors import System
from cms.kernel.exceptions import RegistrationError
from cms.kernel.models import AuditEntry, PluginState
from cms.kernel.states import inactive_ids, is_enabled, reasons_inactive, set_enabled, sites_without
from tests.factories.liaison_pages import HomePageFactory

pytestmark = pytest.mark.django_db


def nothing(registrar) -> None:
    """A plugin that adds nothing."""


def switch(plugin_id: str, site, *, on: bool) -> None:
    set_enabled(plugin_id=plugin_id, site=site, is_enabled=on, actor=System("tests"))


@pytest.fixture
def other_site(site):
    return Site.objects.create(
        hostname="other.example", root_page=HomePageFactory(parent=site.root_page.get_parent()), site_name="别区"
    )


def test_strangers_are_off_until_they_are_switched_on(load, site):
    load(nothing, id="stranger", is_on_at_first=False)
    assert not is_enabled("stranger", site)
    switch("stranger", site, on=True)
    assert is_enabled("stranger", site)


def test_states_are_kept_by_site(load, site, other_site):
    load(nothing, id="stranger", is_on_at_first=False)
    switch("stranger", other_site, on=True)
    assert [is_enabled("stranger", each) for each in (site, other_site, None)] == [False, True, True]
    assert list(sites_without("stranger")) == [{"pk": site.pk}]


def test_something_of_no_site_asks_whether_the_add_on_is_on_anywhere(load, site, other_site):
    load(nothing)
    for each in (site, other_site):
        assert is_enabled("toys", None)
        switch("toys", each, on=False)
    assert not is_enabled("toys", None)


def test_without_its_requirement_an_add_on_is_inactive_and_says_why(load, site):
    load(nothing, id="needy", requires=("absent-thing>=2",))
    assert not is_enabled("needy", site)
    assert reasons_inactive("needy", site) == ["需要 absent-thing>=2，没有安装。"]
    assert list(sites_without("needy")) == [{"pk": site.pk}]


@pytest.mark.parametrize(
    ("requirement", "reasons"),
    [
        ("base-thing>=1.2", []),
        ("base_thing<1", ["需要 base_thing<1，装的是 1.2。"]),
        ("liaison-cms>=0.1", []),
        ("liaison-cms>=90", ["需要 liaison-cms>=90，装的是 0.1.0。"]),
        ("wagtail>=8", []),
    ],
)
def test_requirements_name_add_ons_the_product_and_packages(load, site, requirement, reasons):
    load(nothing, id="base_thing", version="1.2")
    load(nothing, id="needy", requires=(requirement,))
    assert reasons_inactive("needy", site) == reasons
    assert is_enabled("needy", site) == (reasons == [])


def test_what_requires_an_add_on_that_is_off_is_inactive_too(load, site):
    load(nothing, id="base", title="底座")
    load(nothing, id="middle", title="中间", requires=("base",))
    load(nothing, id="top", requires=("middle",))
    switch("base", site, on=False)
    assert inactive_ids(site) == {"base", "middle", "top"}
    assert reasons_inactive("middle", site) == ["先要启用“底座”。"]
    assert reasons_inactive("top", site) == ["先要启用“中间”。"]
    assert list(sites_without("top")) == [{"pk": site.pk}]
    switch("base", site, on=True)
    assert inactive_ids(site) == frozenset()
    assert list(sites_without("top")) == []


def test_add_ons_that_require_each_other_are_active_together(load, site):
    load(nothing, id="left", requires=("right",))
    load(nothing, id="right", requires=("left",))
    assert inactive_ids(site) == frozenset()
    switch("right", site, on=False)
    assert inactive_ids(site) == {"left", "right"}


def test_requirement_that_is_no_requirement_stops_the_registration(load):
    with pytest.raises(RegistrationError, match="needy"):
        load(nothing, id="needy", requires=("not a requirement",))


def test_switching_is_written_down_with_who_did_it(load, site):
    load(nothing, version="1.0")
    switch("toys", site, on=False)
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor_name, entry.site, entry.data) == (
        "plugin.disable", "tests", site, {"plugin": "toys", "version": "1.0"},
    )  # fmt: skip


def test_preparation_that_fails_leaves_the_add_on_off(load, site):
    def installed(self, site):
        assert is_enabled("toys", site)
        raise ValueError("no room")

    load(nothing, is_on_at_first=False, installed=installed)
    with pytest.raises(ValueError, match="no room"):
        switch("toys", site, on=True)
    assert not is_enabled("toys", site)
    assert (PluginState.objects.count(), AuditEntry.objects.count()) == (0, 0)


def test_states_are_asked_once_in_their_time(load, site, states_known, django_assert_num_queries):
    load(nothing)
    switch("toys", site, on=False)
    with django_assert_num_queries(1):
        assert [is_enabled("toys", site) for _ in range(3)] == [False] * 3
