"""Menu items of plugins in Wagtail's admin, while the plugin is on for the site."""

from wagtail import hooks
from wagtail.models import Site

from cms.kernel.registrar import registrar
from cms.kernel.states import enabled


@hooks.register("construct_main_menu")
def add_plugin_menu_items(request, menu_items: list) -> None:
    entries = enabled(registrar().all("menu"), Site.find_for_request(request))
    menu_items += [entry.value for entry in entries if entry.value.is_shown(request)]
