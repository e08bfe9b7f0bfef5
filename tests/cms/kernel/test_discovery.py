"""Finding add-ons, and what stops the start."""

from types import SimpleNamespace

import pytest
from django.apps import AppConfig, apps
from django.apps.registry import Apps

from cms.kernel import discovery
from cms.kernel.discovery import CannotStart, naming_add_ons, plugin_apps, plugins_found
from cms.kernel.plugin import CorePlugin, Plugin

SUGGESTIONS = ("suggestions", "plugins.suggestions.apps.PluginConfig")


@pytest.fixture
def install(monkeypatch):
    """`install(benches="liaison_benches.apps:Config", …)`: entry points as installed packages declare them."""

    def install(**points: str) -> None:
        found = [SimpleNamespace(name=name, value=value) for name, value in points.items()]
        monkeypatch.setattr(discovery, "entry_points", lambda group: found)

    install()
    return install


@pytest.fixture
def starting(monkeypatch):
    """As before the apps are ready."""
    monkeypatch.setattr(apps, "ready", False)


def test_folders_and_entry_points_are_found(install):
    install(benches="liaison_benches.apps:Config")
    assert plugins_found() == [("benches", "liaison_benches.apps.Config"), SUGGESTIONS]
    assert plugin_apps(exclude=["suggestions"]) == ["liaison_benches.apps.Config"]


def test_two_of_one_id_stop_the_start_naming_both(install):
    install(suggestions="copy.apps:Config")
    with pytest.raises(CannotStart) as caught:
        plugin_apps(exclude=[])
    assert str(caught.value) == (
        "Two add-ons are called 'suggestions': copy.apps.Config and plugins.suggestions.apps.PluginConfig. Uninstall "
        "one, or start without both by LIAISON_PLUGINS_EXCLUDE=suggestions."
    )
    assert plugin_apps(exclude=["suggestions"]) == []


def test_missing_class_of_an_add_on_is_said_with_its_name(install, starting):
    install(benches="plugins.suggestions.apps:Nobody")
    message = "'benches' cannot be loaded: ImportError: .*LIAISON_PLUGINS_EXCLUDE=benches"
    with pytest.raises(CannotStart, match=message), naming_add_ons():
        AppConfig.create("plugins.suggestions.apps.Nobody")


def test_missing_package_of_an_add_on_is_said_with_its_name(install, starting):
    install(benches="liaison_benches.apps:Config")
    with pytest.raises(CannotStart, match="'benches' cannot be loaded: ModuleNotFoundError"), naming_add_ons():
        AppConfig.create("liaison_benches.apps.Config")


def test_errors_of_others_pass(install, starting):
    with pytest.raises(ValueError, match="mine"), naming_add_ons():
        raise ValueError("mine")


def test_add_on_that_calls_itself_core_stops_the_start():
    config = SimpleNamespace(name="liaison_benches", plugin=type("Benches", (CorePlugin,), {"id": "benches"})())
    with pytest.raises(CannotStart, match="only the product's own apps are core"):
        apps.get_app_config("liaison_kernel")._load(config, "benches")


@pytest.mark.parametrize("plugin", [None, type("Other", (Plugin,), {"id": "other"})()], ids=["none", "other id"])
def test_add_on_whose_plugin_is_another_stops_the_start(plugin):
    kernel = apps.get_app_config("liaison_kernel")
    config = SimpleNamespace(name="liaison_benches", plugin=plugin)
    with pytest.raises(CannotStart, match="liaison_benches needs an attribute `plugin` whose id is 'benches'"):
        kernel._load(config, "benches")


def test_app_label_of_another_app_is_said_with_the_add_on(install, starting):
    install(benches="plugins.suggestions.apps:PluginConfig")
    message = "'benches' cannot be loaded: ImproperlyConfigured: .*LIAISON_PLUGINS_EXCLUDE=benches"
    with pytest.raises(CannotStart, match=message), naming_add_ons():
        Apps(["plugins.suggestions.apps.PluginConfig", "plugins.suggestions.apps.PluginConfig"])
