"""
Which plugins are on for a site.

Each process asks the database once in `PLUGIN_STATES_SECONDS` (0 asks every time), so that a switch reaches all
processes within that time and a page pays nothing for it.
"""

import time

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from cms.kernel.models import PluginState
from cms.kernel.registrar import Registration, registrar

_known: dict[int, tuple[float, frozenset[str]]] = {}  # site → when it was read (monotonic seconds), ids that are off


def disabled_ids(site) -> frozenset[str]:
    """Ids of the add-ons that are off for `site`, at most `PLUGIN_STATES_SECONDS` old; never those of core apps."""
    if site is None:
        return frozenset()
    now = time.monotonic()
    read_at, ids = _known.get(site.pk, (None, frozenset()))
    if read_at is None or now - read_at >= settings.PLUGIN_STATES_SECONDS:
        off = PluginState.objects.filter(site=site, is_enabled=False)
        ids = frozenset(off.values_list("plugin_id", flat=True))
        _known[site.pk] = (now, ids)
    return ids


def sites_without(plugin_id: str) -> QuerySet:
    """Primary keys of the sites where the add-on is off, for `exclude(site__in=…)`."""
    return PluginState.objects.filter(plugin_id=plugin_id, is_enabled=False).values("site")


def is_enabled(plugin_id: str, site) -> bool:
    """Whether the plugin is installed in this process and on for `site`."""
    plugin = registrar().plugins.get(plugin_id)
    if plugin is None:
        return False
    return plugin.is_core or plugin_id not in disabled_ids(site)


def enabled(registrations: list[Registration], site) -> list[Registration]:
    """Those of `registrations` whose plugin is on for `site`. No query when all are of core apps."""
    plugins = registrar().plugins
    if all(plugins[entry.plugin_id].is_core for entry in registrations):
        return registrations
    off = disabled_ids(site)
    return [entry for entry in registrations if plugins[entry.plugin_id].is_core or entry.plugin_id not in off]


def set_enabled(*, plugin_id: str, site, is_enabled: bool, actor) -> None:
    """Switch an add-on on or off for `site` and let it prepare or tidy, in one transaction of the caller."""
    plugin = registrar().plugins[plugin_id]
    if plugin.is_core:
        raise ValueError(f"{plugin_id} is part of the product and cannot be switched off.")
    PluginState.objects.update_or_create(
        site=site, plugin_id=plugin_id, defaults={"is_enabled": is_enabled, "changed_by": actor.user}
    )
    transaction.on_commit(_known.clear)
    (plugin.installed if is_enabled else plugin.uninstalled)(site)
