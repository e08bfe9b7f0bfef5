"""
Which plugins are on for a site.

Each process asks the database once in `PLUGIN_STATES_SECONDS` (0 asks every time), so that a switch reaches all
processes within that time and a page pays nothing for it. An add-on is active where it is switched on and everything
it requires is there and active too.
"""

import time

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from wagtail.models import Site

from cms.kernel import audit
from cms.kernel.models import PluginState
from cms.kernel.registrar import Registration, is_core, registrar
from cms.kernel.requirements import required_add_on, unmet

_known: dict[int, tuple[float, frozenset[str]]] = {}  # site → when it was read (monotonic seconds), inactive ids


def inactive_ids(site) -> frozenset[str]:
    """
    Ids of the add-ons that are not active for `site`, at most `PLUGIN_STATES_SECONDS` old; for None, which stands for
    something of no site, those that are active nowhere.
    """
    if site is None:
        return frozenset.intersection(*map(inactive_ids, Site.objects.all()))
    now = time.monotonic()
    read_at, ids = _known.get(site.pk, (None, frozenset()))
    if read_at is None or now - read_at >= settings.PLUGIN_STATES_SECONDS:
        switched = dict(PluginState.objects.filter(site=site).values_list("plugin_id", "is_enabled"))
        ids = _with_dependants(
            {plugin.id for plugin in registrar().add_ons() if not switched.get(plugin.id, is_on_at_first(plugin))}
        )
        _known[site.pk] = (now, ids)
    return ids


def forget() -> None:
    """Ask the database at the next question."""
    _known.clear()


def is_on_at_first(plugin) -> bool:
    """Whether the add-on is on for a site that nobody switched it for."""
    return getattr(plugin, "is_on_at_first", False)


def _with_dependants(off: set[str]) -> frozenset[str]:
    """`off` and every add-on that lacks something it requires, or requires one of them."""
    registry = registrar()
    inactive = off | {
        plugin_id
        for plugin_id, requirements in registry.requirements.items()
        if any(unmet(requirement, registry.plugins) for requirement in requirements)
    }
    needs = {plugin_id: _required_ids(plugin_id) for plugin_id in registry.plugins}
    while added := {plugin_id for plugin_id, ids in needs.items() if ids & inactive} - inactive:
        inactive |= added
    return frozenset(inactive)


def _required_ids(plugin_id: str) -> set[str]:
    registry = registrar()
    named = {required_add_on(requirement, registry.plugins) for requirement in registry.requirements[plugin_id]}
    return named - {None}


def reasons_inactive(plugin_id: str, site) -> list[str]:
    """What the add-on lacks on `site`, a sentence each, beside being switched off itself."""
    registry = registrar()
    found = [unmet(requirement, registry.plugins) for requirement in registry.requirements[plugin_id]]
    off = inactive_ids(site) & _required_ids(plugin_id)
    found += [_("先要启用“%s”。") % registry.plugins[required].title for required in sorted(off)]
    return [reason for reason in found if reason]


def sites_without(plugin_id: str) -> QuerySet:
    """Primary keys of the sites where the add-on is not active, for `exclude(site__in=…)`; one query."""
    registry = registrar()
    needed, waiting = set(), {plugin_id}
    while waiting:
        needed |= waiting
        waiting = {required for each in waiting for required in _required_ids(each)} - needed
    if any(unmet(requirement, registry.plugins) for each in needed for requirement in registry.requirements[each]):
        return Site.objects.values("pk")
    off = Q(pk__in=[])
    for plugin in (registry.plugins[each] for each in needed if not is_core(registry.plugins[each])):
        switched = PluginState.objects.filter(plugin_id=plugin.id, is_enabled=not is_on_at_first(plugin)).values("site")
        off |= Q(pk__in=switched) if is_on_at_first(plugin) else ~Q(pk__in=switched)
    return Site.objects.filter(off).values("pk")


def is_enabled(plugin_id: str, site) -> bool:
    """Whether the plugin is installed in this process and active for `site`."""
    plugin = registrar().plugins.get(plugin_id)
    if plugin is None:
        return False
    return is_core(plugin) or plugin_id not in inactive_ids(site)


def enabled(registrations: list[Registration], site) -> list[Registration]:
    """Those of `registrations` whose plugin is active for `site`. No query when all are of core apps."""
    plugins = registrar().plugins
    if all(is_core(plugins[entry.plugin_id]) for entry in registrations):
        return registrations
    off = inactive_ids(site)
    return [entry for entry in registrations if is_core(plugins[entry.plugin_id]) or entry.plugin_id not in off]


def state_of(plugin_id: str, site) -> PluginState | None:
    """The last switching of the add-on for `site`, with who did it; None where nobody has."""
    return PluginState.objects.filter(plugin_id=plugin_id, site=site).select_related("changed_by").first()


@transaction.atomic
def set_enabled(*, plugin_id: str, site, is_enabled: bool, actor) -> None:
    """
    Switch an add-on on or off for `site`, let it prepare or tidy, and write it down: all or nothing.

    Raises ValueError for one of the product's own apps; whatever the add-on's `installed` raises undoes the switch.
    """
    plugin = registrar().plugins[plugin_id]
    if is_core(plugin):
        raise ValueError(f"{plugin_id} is part of the product and cannot be switched off.")
    PluginState.objects.update_or_create(
        site=site, plugin_id=plugin_id, defaults={"is_enabled": is_enabled, "changed_by": actor.user}
    )
    action = "plugin.enable" if is_enabled else "plugin.disable"
    audit.record(site, action=action, actor=actor, site=site, data={"plugin": plugin_id, "version": plugin.version})
    forget()  # the add-on's own preparation sees it switched
    transaction.on_commit(forget)
    try:
        (plugin.installed if is_enabled else plugin.uninstalled)(site)
    except Exception:
        forget()
        raise
