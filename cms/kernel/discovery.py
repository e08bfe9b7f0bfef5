"""Finding add-ons before Django starts: folders under `plugins/` and the entry-point group `liaison.plugins`."""

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import entry_points
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

PLUGINS_DIR = Path(__file__).resolve().parent.parent.parent / "plugins"
ENTRY_POINT_GROUP = "liaison.plugins"


def plugins_found() -> dict[str, str]:
    """Every add-on there is: its id (a folder's or an entry point's name) and its AppConfig's dotted name."""
    bundled = {
        path.parent.name: f"plugins.{path.parent.name}.apps.PluginConfig" for path in PLUGINS_DIR.glob("*/apps.py")
    }
    installed = {point.name: point.value.replace(":", ".") for point in entry_points(group=ENTRY_POINT_GROUP)}
    return installed | bundled


def plugin_apps(*, exclude: list[str]) -> list[str]:
    """The add-ons' Django apps for INSTALLED_APPS, in a stable order, without those whose ids are in `exclude`."""
    found = plugins_found()
    return [found[name] for name in sorted(found) if name not in exclude]


@contextmanager
def naming_add_ons() -> Iterator[None]:
    """Around the start of Django: an error out of an add-on's code says which add-on it is and how to start without."""
    try:
        yield
    except Exception as error:
        from django.apps import apps  # settings may name what is not there yet

        plugin_id = _plugin_behind(error)
        if apps.ready or plugin_id is None:
            raise
        raise ImproperlyConfigured(
            f"The add-on {plugin_id!r} cannot be loaded: {type(error).__name__}: {error}. "
            f"Start without it by LIAISON_PLUGINS_EXCLUDE={plugin_id}."
        ) from error


def _plugin_behind(error: Exception) -> str | None:
    """The add-on in whose modules `error` was raised, or whose module is missing."""
    modules = [frame.f_globals.get("__name__", "") for frame, _line in traceback.walk_tb(error.__traceback__)]
    modules.append(getattr(error, "name", None) or "")
    for module in reversed(modules):
        for plugin_id, config in plugins_found().items():
            package = config.rsplit(".", 2)[0]
            if module == package or module.startswith(f"{package}."):
                return plugin_id
    return None
