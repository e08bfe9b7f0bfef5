"""Where Wagtail asks: the menu items, admin URLs and pages of plugins, while the plugin is on for the site."""

from django.http import Http404
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.models import Site

from cms.kernel.pages import is_served
from cms.kernel.registrar import registrar
from cms.kernel.states import enabled
from cms.kernel.templatetags.liaison_slots import slot
from cms.kernel.urls import plugin_urls


@hooks.register("construct_main_menu")
def add_plugin_menu_items(request, menu_items: list) -> None:
    entries = enabled(registrar().all("menu"), Site.find_for_request(request))
    menu_items += [entry.value for entry in entries if entry.value.is_shown(request)]


class DashboardPanel(Component):
    """The slot `admin.dashboard` on the admin's first page."""

    order = 120  # below what waits, above Wagtail's lists of edited pages

    def render_html(self, parent_context=None):
        return slot(parent_context, "admin.dashboard")


@hooks.register("construct_homepage_panels")
def add_plugin_panels(request, panels: list) -> None:
    panels.append(DashboardPanel())


@hooks.register("register_admin_urls")
def add_plugin_urls():
    return plugin_urls("admin_urls")


@hooks.register("before_serve_page")
def serve_pages_of_active_add_ons(page, request, serve_args, serve_kwargs) -> None:
    if not is_served(page):
        raise Http404
