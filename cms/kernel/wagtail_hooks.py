"""Where Wagtail asks: the menu items, admin URLs and pages of plugins, while the plugin is on for the site."""

from functools import partial

from django.http import Http404
from wagtail import hooks
from wagtail.models import Site

from cms.kernel.dashboard import DashboardPanel
from cms.kernel.failures import attempt
from cms.kernel.pages import is_served
from cms.kernel.registrar import registrar
from cms.kernel.states import enabled
from cms.kernel.urls import plugin_urls


@hooks.register("construct_main_menu")
def add_plugin_menu_items(request, menu_items: list) -> None:
    entries = enabled(registrar().all("menu"), Site.find_for_request(request))
    for entry in entries:
        if attempt("menu item", entry, partial(_is_shown, entry.value, request), otherwise=False):
            menu_items.append(entry.value)


def _is_shown(item, request) -> bool:
    """Whether the item shows, having been drawn once: what raises in it must not raise in the menu of every page."""
    return item.is_shown(request) and item.render_component(request) is not None


@hooks.register("construct_homepage_panels")
def add_dashboard(request, panels: list) -> None:
    panels.append(DashboardPanel(request))


@hooks.register("register_admin_urls")
def add_plugin_urls():
    return plugin_urls("admin_urls")


@hooks.register("before_serve_page")
def serve_pages_of_active_add_ons(page, request, serve_args, serve_kwargs) -> None:
    if not is_served(page):
        raise Http404
