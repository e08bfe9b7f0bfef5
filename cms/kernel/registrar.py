"""
The registrar: what every plugin adds, by name, and who added it.

Holds its components in one `zope.interface.registry.Components`; there is one registrar a process, made by
`KernelConfig.ready` and reached through `registrar()`.
"""

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from packaging.requirements import Requirement
from zope.interface import implementer
from zope.interface.registry import Components
from zope.interface.verify import verifyClass, verifyObject

from cms.kernel.exceptions import RegistrationError
from cms.kernel.interfaces import IPlugin, IRegistrar, ITransition, IViewlet
from cms.kernel.requirements import check_identity, parse
from cms.kernel.slots import SLOTS


@dataclass(frozen=True)
class Registration:
    """One thing a plugin added: its kind ('slot', 'transition' …), its name, the plugin's id and the thing itself."""

    kind: str
    name: str
    plugin_id: str
    value: Any
    weight: int = 100
    target: str = ""  # the slot, the event, the role


@implementer(IRegistrar)
class PluginRegistrar:
    """A registrar that knows on whose behalf it registers; one is handed to each plugin's `register`."""

    def __init__(self, registry: "Registry", plugin_id: str):
        self._registry = registry
        self._plugin_id = plugin_id

    def _add(self, kind: str, name: str, value: Any, **more) -> None:
        self._registry.add(Registration(kind, name, self._plugin_id, value, **more))

    def slot(self, name: str, viewlet, weight: int = 100) -> None:
        if name not in SLOTS:
            raise RegistrationError(f"{self._plugin_id}: there is no slot {name!r}; slots are {sorted(SLOTS)}.")
        verifyObject(IViewlet, viewlet)
        self._add("slot", viewlet.name, viewlet, weight=weight, target=name)

    def transition(self, name: str, factory: Callable) -> None:
        verifyClass(ITransition, factory)
        if factory.name != name:
            raise RegistrationError(f"{self._plugin_id}: the move {name!r} calls itself {factory.name!r}.")
        if unknown := _unknown_states(factory):
            raise RegistrationError(f"{self._plugin_id}: the move {name!r} names states that there are not: {unknown}.")
        self._add("transition", name, factory)

    def on(self, event: str, handler: Callable, name: str) -> None:
        self._require_callable(f"handler {name!r}", handler, "event")
        self._add("handler", name, handler, target=event)

    def event(self, name: str) -> None:
        self._add("event", name, name)

    def provide(self, component, interface, name: str = "") -> None:
        self._registry.components.registerUtility(component, interface, name or self._plugin_id)
        self._add("utility", f"{interface.__name__}:{name or self._plugin_id}", component, target=interface.__name__)

    def urls(self, module: str, prefix: str = "", in_admin: bool = False) -> None:
        own = f"{self._plugin_id}/"
        prefix = prefix or own
        if not prefix.startswith(own) or not prefix.endswith("/"):
            raise RegistrationError(f"{self._plugin_id}: URLs stand below {own!r}, not {prefix!r}.")
        self._add("admin_urls" if in_admin else "urls", module, module, target=prefix)

    def menu(self, name: str, item) -> None:
        self._add("menu", name, item)

    def page_type(self, model) -> None:
        if not getattr(model, "is_add_on", False):
            raise RegistrationError(f"{self._plugin_id}: {model.__name__} must be a cms.kernel.pages.AddOnPage.")
        self._add("page_type", model._meta.label_lower, model)

    def content_block(self, name: str, block) -> None:
        self._add("content_block", name, block)

    def role_permission(self, role: str, permission: str) -> None:
        self._add("role_permission", f"{role}:{permission}", permission, target=role)

    def task(self, name: str, function: Callable) -> None:
        self._require_callable(f"task {name!r}", function, "site")
        self._add("task", name, function)

    def _require_callable(self, what: str, function, argument: str) -> None:
        if not _takes_one(function):
            raise RegistrationError(
                f"{self._plugin_id}: the {what} is {function!r}; "
                f"register a function that takes one thing, the {argument}"
            )


class Registry:
    """Every registration of the process. Filled once at start-up, read ever after."""

    def __init__(self):
        self.components = Components("liaison")
        self.plugins: dict[str, Any] = {}
        self.requirements: dict[str, list[Requirement]] = {}
        self._by_name: dict[tuple[str, str], Registration] = {}

    def load(self, plugins: Iterable[Any]) -> None:
        """Check and register `plugins`; raises RegistrationError naming the plugin and what is wrong."""
        for plugin in plugins:
            verifyObject(IPlugin, plugin)
            if plugin.id in self.plugins:
                raise RegistrationError(f"Two plugins have the id {plugin.id!r}.")
            check_identity(plugin)
            self.requirements[plugin.id] = parse(plugin)
            self.plugins[plugin.id] = plugin
            plugin.register(PluginRegistrar(self, plugin.id))

    def add(self, registration: Registration) -> None:
        if not isinstance(registration.name, str) or not registration.name:
            raise RegistrationError(f"{registration.plugin_id}: a {registration.kind} needs a name.")
        key = (registration.kind, registration.name)
        if key in self._by_name:
            raise RegistrationError(
                f"{registration.plugin_id}: {registration.kind} {registration.name!r} is already "
                f"registered by {self._by_name[key].plugin_id}."
            )
        self._by_name[key] = registration

    def all(self, kind: str, target: str | None = None) -> list[Registration]:
        """Registrations of one kind (and target), lighter first, then in the order they were made."""
        found = [
            entry
            for entry in self._by_name.values()
            if entry.kind == kind and (target is None or entry.target == target)
        ]
        return sorted(found, key=lambda entry: entry.weight)

    def get(self, kind: str, name: str) -> Registration | None:
        return self._by_name.get((kind, name))

    def of_plugin(self, plugin_id: str) -> list[Registration]:
        """Everything one plugin added, in the order it was made."""
        return [entry for entry in self._by_name.values() if entry.plugin_id == plugin_id]

    def add_ons(self) -> list[Any]:
        """The plugins that can be switched off, by id."""
        return sorted((plugin for plugin in self.plugins.values() if not is_core(plugin)), key=lambda plugin: plugin.id)

    def utilities(self, interface) -> list[Any]:
        """All components provided for `interface`, by the order of their names."""
        return [component for _name, component in sorted(self.components.getUtilitiesFor(interface))]


def _unknown_states(factory) -> list[str]:
    """States that a move names and its model has not; "" as the target keeps the state."""
    if factory.model is None:
        return []
    known = {value for value, _label in factory.model._meta.get_field("state").choices}
    return sorted({*factory.sources, factory.target} - known - {""})


def _takes_one(function) -> bool:
    """Whether it can be called with one argument."""
    if not callable(function):
        return False
    try:
        inspect.signature(function).bind(None)
    except TypeError:
        return False
    except ValueError:  # built in, and says nothing of itself
        pass
    return True


def is_core(plugin) -> bool:
    """Whether the plugin is one of the product's own apps, which are always on."""
    return getattr(plugin, "is_core", False)


def registrar() -> Registry:
    """The process's registry."""
    return apps.get_app_config("liaison_kernel").registry
