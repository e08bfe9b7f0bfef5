"""Finding add-ons before Django starts: folders under `plugins/` and the entry-point group `liaison.plugins`."""

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import entry_points
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

PLUGINS_DIR = Path(__file__).resolve().parent.parent.parent / "plugins"
ENTRY_POINT_GROUP = "liaison.plugins"


def plugins_found() -> list[tuple[str, str]]:
    """Every add-on there is, in a stable order: its id (a folder's or an entry point's name), its AppConfig's path."""
    bundled = {
        (path.parent.name, f"plugins.{path.parent.name}.apps.PluginConfig") for path in PLUGINS_DIR.glob("*/apps.py")
    }
    installed = {(point.name, point.value.replace(":", ".")) for point in entry_points(group=ENTRY_POINT_GROUP)}
    return sorted(bundled | installed)


def plugin_apps(*, exclude: list[str]) -> list[str]:
    """
    The add-ons' Django apps for INSTALLED_APPS, without those whose ids are in `exclude`.

    Raises CannotStart when two add-ons have the same id.
    """
    chosen: dict[str, str] = {}
    for plugin_id, config in plugins_found():
        if plugin_id in exclude:
            continue
        if plugin_id in chosen:
            raise CannotStart(
                f"Two add-ons are called {plugin_id!r}: {chosen[plugin_id]} and {config}. Uninstall one, or start "
                f"without both by LIAISON_PLUGINS_EXCLUDE={plugin_id}."
            )
        chosen[plugin_id] = config
    return list(chosen.values())


class CannotStart(ImproperlyConfigured):
    """An add-on stops the start; the message names it and says how to start without it."""


def cannot_be(done: str, plugin_id: str, error: Exception) -> CannotStart:
    """The error that stops the start: which add-on it is, what is wrong with it, and how to start without it."""
    return CannotStart(
        f"The add-on {plugin_id!r} cannot be {done}: {type(error).__name__}: {str(error).rstrip('.')}. "
        f"Start without it by LIAISON_PLUGINS_EXCLUDE={plugin_id}."
    )


@contextmanager
def naming_add_ons() -> Iterator[None]:
    """Around the start of Django: an error out of an add-on's code says which add-on it is and how to start without."""
    try:
        yield
    except CannotStart:
        raise
    except Exception as error:
        from django.apps import apps  # settings may name what is not there yet

        plugin_id = plugin_behind(error)
        if apps.ready or plugin_id is None:
            raise
        raise cannot_be("loaded", plugin_id, error) from error


def plugin_behind(error: Exception) -> str | None:
    """The add-on in whose modules `error` was raised, or whose module or AppConfig is missing."""
    modules = [frame.f_globals.get("__name__", "") for frame, _line in traceback.walk_tb(error.__traceback__)]
    modules.append(getattr(error, "name", None) or "")
    for module in reversed(modules):
        for plugin_id, config in plugins_found():
            package = config.rsplit(".", 2)[0]
            if module == package or module.startswith(f"{package}."):
                return plugin_id
    named = (plugin_id for plugin_id, config in plugins_found() if config.rpartition(".")[0] in str(error))
    return next(named, None) or _plugin_called(str(error).rpartition("aren't unique, duplicates: ")[2])


def _plugin_called(label: str) -> str | None:
    """The add-on whose app has this label or name: what Django says of two apps that have the same."""
    from django.apps import AppConfig  # settings may name what is not there yet

    for plugin_id, path in plugins_found() if label else []:
        config = AppConfig.create(path)
        if label in {config.label, config.name}:
            return plugin_id
    return None
