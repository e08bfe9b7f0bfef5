"""Finding add-ons before Django starts: folders under `plugins/` and the entry-point group `liaison.plugins`."""

from importlib.metadata import entry_points
from pathlib import Path

PLUGINS_DIR = Path(__file__).resolve().parent.parent.parent / "plugins"
ENTRY_POINT_GROUP = "liaison.plugins"


def plugin_apps(*, exclude: list[str]) -> list[str]:
    """
    The dotted names of the add-ons' Django apps, for INSTALLED_APPS, in a stable order.

    `exclude` holds plugin ids (a folder's or an entry point's name) that are left out.
    """
    bundled = {
        path.parent.name: f"plugins.{path.parent.name}.apps.PluginConfig" for path in PLUGINS_DIR.glob("*/apps.py")
    }
    installed = {point.name: point.value.replace(":", ".") for point in entry_points(group=ENTRY_POINT_GROUP)}
    found = {**installed, **bundled}
    return [found[name] for name in sorted(found) if name not in exclude]
