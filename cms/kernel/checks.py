"""System checks: every plugin keeps its contract, and says which pages are its own."""

from collections.abc import Iterable, Iterator

from django.apps import apps
from django.core import checks
from django.urls import get_resolver
from django.urls.resolvers import LocalePrefixPattern
from wagtail.models import get_page_models
from zope.interface.exceptions import Invalid
from zope.interface.verify import verifyObject

from cms.kernel.interfaces import IPlugin
from cms.kernel.registrar import is_core, registrar


@checks.register("plugins")
def check_plugins(app_configs, **kwargs) -> list[checks.CheckMessage]:
    """An error for each plugin that does not provide `IPlugin`, with the missing member's name."""
    found = []
    for plugin in registrar().plugins.values():
        try:
            verifyObject(IPlugin, plugin)
        except Invalid as error:
            found.append(checks.Error(f"Plugin {plugin.id!r}: {error}", id="liaison.E001"))
    return found


@checks.register("plugins")
def check_page_types(app_configs, **kwargs) -> list[checks.CheckMessage]:
    """An error for each page type of an add-on that was not registered: switching the add-on off would not hide it."""
    return [
        checks.Error(
            f"{model._meta.label} of the add-on {plugin.id!r} is not registered.",
            hint=f"Call registrar.page_type({model.__name__}) in the add-on's `register`.",
            id="liaison.E003",
        )
        for model in get_page_models()
        if (plugin := getattr(apps.get_app_config(model._meta.app_label), "plugin", None)) and not is_core(plugin)
        if registrar().get("page_type", model._meta.label_lower) is None
    ]


@checks.register("plugins", checks.Tags.urls)
def check_addresses(app_configs, **kwargs) -> list[checks.CheckMessage]:
    """An error for each add-on whose public address begins like one of the product's: it would hide that."""
    taken = set(_first_steps(get_resolver().url_patterns))
    return [
        checks.Error(
            f"The add-on {entry.plugin_id!r} takes /{entry.target}, which begins an address of the product's.",
            hint="Give the add-on another id.",
            id="liaison.E004",
        )
        for entry in registrar().all("urls")
        if entry.target.partition("/")[0] in taken
    ]


def _first_steps(patterns: Iterable) -> Iterator[str]:
    """The first step of every address of the product's own."""
    for pattern in patterns:
        text = str(pattern.pattern)
        if isinstance(pattern.pattern, LocalePrefixPattern) or not text:
            yield from _first_steps(getattr(pattern, "url_patterns", ()))
        elif not hasattr(pattern, "plugin_id"):
            yield text.lstrip("^").partition("/")[0]
