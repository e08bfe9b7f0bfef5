"""What the control panel shows of an add-on, read from the registrar and from its last switching."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from cms.access.add_on_settings import settings_of
from cms.access.roles import MANAGE_ADDONS, Role
from cms.access.selectors import sites_where
from cms.kernel.models import PluginState
from cms.kernel.registrar import Registration, registrar
from cms.kernel.slots import SLOTS
from cms.kernel.states import is_enabled, is_on_at_first, reasons_inactive

# What people call each kind of thing that an add-on may register, in the order in which they are told.
KINDS = {
    "slot": _("页面上的栏目"),
    "page_type": _("页面类型"),
    "content_block": _("内容块"),
    "transition": _("操作"),
    "menu": _("后台菜单"),
    "urls": _("网址"),
    "admin_urls": _("后台网址"),
    "setting": _("设置"),
    "role_permission": _("角色的权限"),
    "handler": _("随事件自动做的事"),
    "task": _("定时任务"),
}


@dataclass(frozen=True)
class AddOn:
    """An add-on on one site."""

    plugin: Any
    site: Site
    state: PluginState | None  # its last switching; None where nobody has
    reasons: list[str]  # why it is inactive though switched on
    is_active: bool

    @property
    def is_switched_on(self) -> bool:
        return self.state.is_enabled if self.state else is_on_at_first(self.plugin)

    @property
    def requires(self) -> list[str]:
        return [str(requirement) for requirement in registrar().requirements[self.plugin.id]]

    @property
    def additions(self) -> list[tuple[str, list[str]]]:
        """(kind, names) of what the add-on adds, kinds without any left out."""
        entries = registrar().of_plugin(self.plugin.id)
        named = {kind: [_name(entry) for entry in entries if entry.kind == kind] for kind in KINDS}
        named["setting"] = [str(model._meta.verbose_name) for model in self.settings]
        return [(str(label), named[kind]) for kind, label in KINDS.items() if named[kind]]

    @property
    def settings(self) -> list:
        return settings_of(self.plugin.id)


def _name(entry: Registration) -> str:
    """What people call the thing registered; its technical name where it has no other."""
    match entry.kind:
        case "slot":
            return f"{SLOTS[entry.target].label} ({entry.name})"
        case "transition":
            return str(entry.value.title)
        case "page_type":
            return str(entry.value._meta.verbose_name)
        case "content_block" | "menu":
            return str(entry.value.label)
        case "urls" | "admin_urls":
            return f"/{'admin/' if entry.kind == 'admin_urls' else ''}{entry.target}"
        case "role_permission":
            return f"{dict(Role.choices).get(entry.target, entry.target)}: {entry.value}"
        case _:
            return entry.name


def add_ons_of(site: Site) -> list[AddOn]:
    """Every add-on of this installation as it stands for `site`; two queries, however many there are."""
    states = {state.plugin_id: state for state in PluginState.objects.filter(site=site).select_related("changed_by")}
    return [
        AddOn(
            plugin=plugin,
            site=site,
            state=states.get(plugin.id),
            reasons=reasons_inactive(plugin.id, site),
            is_active=is_enabled(plugin.id, site),
        )
        for plugin in registrar().add_ons()
    ]


def add_on_of(site: Site, plugin_id: str) -> AddOn | None:
    """One of the above."""
    return next((add_on for add_on in add_ons_of(site) if add_on.plugin.id == plugin_id), None)


def managed_sites(user) -> list[Site]:
    """The sites whose add-ons `user` may switch, the default one first."""
    allowed = sites_where(user, MANAGE_ADDONS)
    sites = Site.objects.order_by("-is_default_site", "hostname")
    return list(sites if allowed is None else sites.filter(pk__in=allowed))
