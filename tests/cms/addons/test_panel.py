"""The control panel: what it tells of an add-on, who may switch, and what switching does."""

import pytest
from django.db.migrations.recorder import MigrationRecorder
from django.urls import reverse
from wagtail.models import Site

from cms.access.roles import Role
from cms.access.services import grant
from cms.addons.selectors import add_on_of, add_ons_of
from cms.kernel.actors import System
from cms.kernel.models import AuditEntry, PluginState
from cms.kernel.states import is_enabled, set_enabled
from tests.factories.access import UserFactory
from tests.factories.liaison_pages import HomePageFactory, VenueFactory
from tests.toys.plugin import ToysPlugin

pytestmark = pytest.mark.django_db


def url(name: str, *args) -> str:
    return reverse(f"liaison_addons:{name}", args=args)


@pytest.fixture
def administrator(site, client):
    user = UserFactory(username="chen", display_name="陈示例")
    grant(user=user, role=Role.ADMINISTRATOR, site=site, actor=System("tests"))
    client.force_login(user)
    return user


def states() -> list:
    return list(PluginState.objects.values_list("site", "plugin_id", "is_enabled"))


def test_what_an_add_on_adds_is_read_from_the_registrar(site):
    assert add_on_of(site, "toys").additions == [
        ("页面上的栏目", ["家站点页面，侧栏 (toys.shelf)"]),
        ("页面类型", ["toy page"]),
        ("内容块", ["玩具"]),
        ("操作", ["玩"]),
        ("后台菜单", ["玩具"]),
        ("网址", ["/toys/"]),
        ("后台网址", ["/admin/toys/"]),
        ("设置", ["玩具设置"]),
        ("角色的权限", ["站长: toys.view_toypage"]),
        ("随事件自动做的事", ["toys.hear"]),
        ("定时任务", ["toys.tidy"]),
    ]


def test_state_tells_what_is_switched_on_by_default_and_by_whom_last(site, administrator):
    toys, suggestions = add_on_of(site, "toys"), add_on_of(site, "suggestions")
    assert [(each.is_switched_on, each.is_active, each.state) for each in (toys, suggestions)] == [
        (False, False, None),
        (True, True, None),
    ]
    set_enabled(plugin_id="toys", site=site, is_enabled=True, actor=System("tests"))
    toys = add_on_of(site, "toys")
    assert (toys.is_switched_on, toys.is_active, toys.state.changed_by) == (True, True, None)


def test_list_costs_the_same_whatever_was_switched(site, states_known, django_assert_num_queries):
    for plugin_id in ("toys", "suggestions"):
        set_enabled(plugin_id=plugin_id, site=site, is_enabled=True, actor=System("tests"))
        with django_assert_num_queries(2):
            assert [each.plugin.id for each in add_ons_of(site)] == ["suggestions", "toys"]


def test_panel_lists_add_ons_with_their_state(client, site, administrator):
    text = client.get(url("index")).content.decode()
    assert [title in text for title in ("代表建议", "玩具")] == [True, True]
    assert (text.count("已启用"), text.count("已停用")) == (1, 1)
    assert url("index") in client.get(reverse("wagtailadmin_home")).content.decode()


def test_switching_asks_first_and_says_who_did_it(client, site, administrator):
    address = url("enable", site.pk, "toys")
    assert client.get(address).status_code == 200
    assert states() == []
    answer = client.post(address, follow=True).content.decode()
    assert states() == [(site.pk, "toys", True)]
    assert ("“玩具”已启用" in answer, "由陈示例切换" in answer) == (True, True)
    entry = AuditEntry.objects.get(action="plugin.enable")
    assert (entry.actor_user, entry.data["plugin"]) == (administrator, "toys")


def test_settings_are_shown_while_the_add_on_is_on(client, site, administrator):
    settings_url = reverse("wagtailsettings:edit", args=["toys", "toysettings", site.pk])
    detail = url("detail", site.pk, "toys")
    assert settings_url not in client.get(detail).content.decode()
    set_enabled(plugin_id="toys", site=site, is_enabled=True, actor=System("tests"))
    assert settings_url in client.get(detail).content.decode()
    assert client.get(settings_url).status_code == 200


def test_an_old_page_switches_nothing_and_says_who_was_there_before(client, site, administrator):
    set_enabled(plugin_id="toys", site=site, is_enabled=True, actor=System("tests"))
    PluginState.objects.update(changed_by=administrator)
    before = AuditEntry.objects.count()
    answer = client.post(url("enable", site.pk, "toys"), follow=True).content.decode()
    assert "“玩具”已经是启用的。最后由陈示例切换。" in answer
    assert AuditEntry.objects.count() == before


def test_preparation_that_fails_is_told_and_changes_nothing(client, site, administrator, monkeypatch, caplog):
    def installed(self, site):
        raise ValueError("no room")

    monkeypatch.setattr(ToysPlugin, "installed", installed)
    answer = client.post(url("enable", site.pk, "toys"), follow=True).content.decode()
    assert "“玩具”没有切换成" in answer
    assert (states(), is_enabled("toys", site)) == ([], False)
    assert "switching toys failed" in caplog.text


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_others_are_denied_and_change_nothing(client, site, role):
    user = UserFactory()
    where = {"site": site}
    if role in {Role.VENUE_HEAD, Role.VENUE_EDITOR, Role.RECEPTION_CLERK, Role.READER}:
        where = {"venue": VenueFactory()}
    grant(user=user, role=role, actor=System("tests"), **where)
    client.force_login(user)
    for address in (url("index"), url("of_site", site.pk), url("detail", site.pk, "toys")):
        assert client.get(address).status_code == 403
    assert client.post(url("enable", site.pk, "toys")).status_code == 403
    assert states() == []
    assert url("index") not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_another_district_s_add_ons_are_not_found(client, site, administrator):
    home = HomePageFactory(parent=site.root_page.get_parent())
    foreign = Site.objects.create(hostname="other.example", root_page=home)
    for address in (url("of_site", foreign.pk), url("detail", foreign.pk, "toys")):
        assert client.get(address).status_code == 404
    assert client.post(url("disable", foreign.pk, "suggestions")).status_code == 404
    assert states() == []


@pytest.mark.parametrize("plugin", ["absent", "liaison_pages", "TOYS"])
def test_unknown_and_core_add_ons_are_not_found(client, site, administrator, plugin):
    assert client.get(url("detail", site.pk, plugin)).status_code == 404
    assert client.post(url("disable", site.pk, plugin)).status_code == 404
    assert states() == []


def test_add_on_whose_tables_are_not_there_is_not_switched_on(client, site, administrator):
    MigrationRecorder.Migration.objects.filter(app="toys").delete()
    answer = client.post(url("enable", site.pk, "toys"), follow=True).content.decode()
    assert "“玩具”的数据表还没有建好，没有启用。请先在服务器上运行：python manage.py migrate" in answer
    assert states() == []
