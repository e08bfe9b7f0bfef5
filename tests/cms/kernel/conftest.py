"""A registry of its own for each test, and plugins to fill it with."""

import pytest
from django.apps import apps

from cms.kernel.plugin import CorePlugin, Plugin
from cms.kernel.registrar import Registry


@pytest.fixture
def registry(monkeypatch) -> Registry:
    """An empty registry in place of the process's."""
    fresh = Registry()
    monkeypatch.setattr(apps.get_app_config("liaison_kernel"), "registry", fresh)
    return fresh


@pytest.fixture
def load(registry):
    """`load(lambda registrar: …, id="toys")`: an add-on that registers so and is on; `is_core=True` makes it core."""

    def load(register, id="toys", is_core=False, **attributes):
        base = CorePlugin if is_core else Plugin
        body = {"id": id, "is_on_at_first": True, "register": lambda self, registrar: register(registrar), **attributes}
        plugin = type("ToyPlugin", (base,), body)()
        registry.load([plugin])
        return plugin

    return load
