"""System checks: every plugin keeps its contract, and what it names is there."""

from collections.abc import Iterable, Iterator

from django.apps import apps
from django.core import checks
from django.template.loader import get_template
from django.urls import get_resolver
from django.urls.resolvers import LocalePrefixPattern
from wagtail.admin.ui.components import Component
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


@checks.register("plugins")
def check_events(app_configs, **kwargs) -> list[checks.CheckMessage]:
    """
    What is registered for an event that nothing writes: an error where its kind is known ("submission.acept"), else a
    warning, for it may be an event of an add-on that is not installed here.
    """
    registry = registrar()
    known = {entry.name for kind in ("transition", "event") for entry in registry.all(kind)}
    kinds = {name.partition(".")[0] for name in known} | registry.plugins.keys()
    found = []
    for entry in registry.all("handler"):
        if entry.target in known:
            continue
        kind = entry.target.partition(".")[0]
        alike = ", ".join(sorted(name for name in known if name.startswith(f"{kind}.")))
        said = (
            f"The add-on {entry.plugin_id!r} waits for the event {entry.target!r} ({entry.name}), which nothing writes."
        )
        found.append(
            checks.Error(
                said,
                hint=f"Events of this kind: {alike or 'none'}. One of your own that is no move: registrar.event(…).",
                id="liaison.E005",
            )
            if kind in kinds
            else checks.Warning(
                said, hint="Nothing is wrong if the add-on whose event it is may be absent.", id="liaison.W002"
            )
        )
    return found


@checks.register("plugins", checks.Tags.templates)
def check_templates(app_configs, **kwargs) -> list[checks.CheckMessage]:
    """An error for each viewlet or block whose template cannot be loaded: its place would stay empty."""
    return [
        checks.Error(
            f"The {entry.kind.replace('_', ' ')} {entry.name!r} of the add-on {entry.plugin_id!r} names the template "
            f"{name!r}: {type(error).__name__}: {error}.",
            hint="Templates stand in the folder `templates` of the add-on's package.",
            id="liaison.E006",
        )
        for kind in ("slot", "content_block")
        for entry in registrar().all(kind)
        if (name := _template_of(entry.value)) is not None and (error := _error_of(name))
    ]


def _template_of(shown) -> str | None:
    """The template that a viewlet or block is drawn with, or None where it draws itself."""
    if getattr(type(shown), "render_html", None) is Component.render_html:
        return getattr(shown, "template_name", None) or ""
    return getattr(getattr(shown, "meta", None), "template", None)


def _error_of(template_name: str) -> Exception | None:
    try:
        get_template(template_name)
    except Exception as error:  # not there, not to be read, not to be parsed
        return error
    return None


def _first_steps(patterns: Iterable) -> Iterator[str]:
    """The first step of every address of the product's own."""
    for pattern in patterns:
        text = str(pattern.pattern)
        if isinstance(pattern.pattern, LocalePrefixPattern) or not text:
            yield from _first_steps(getattr(pattern, "url_patterns", ()))
        elif not hasattr(pattern, "plugin_id"):
            yield text.lstrip("^").partition("/")[0]
