"""The control panel's URLs and its place in Wagtail's settings menu."""

from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.access.roles import MANAGE_ADDONS
from cms.access.selectors import sites_where
from cms.addons import urls


class AddOnsMenuItem(MenuItem):
    """For those who manage the add-ons of a site."""

    def is_shown(self, request) -> bool:
        return sites_where(request.user, MANAGE_ADDONS) != frozenset()


@hooks.register("register_admin_urls")
def register_admin_urls():
    return [path("addons/", include((urls.urlpatterns, urls.app_name)))]


@hooks.register("register_settings_menu_item")
def register_menu_item():
    return AddOnsMenuItem(
        _("扩展"), reverse_lazy("liaison_addons:index"), name="addons", icon_name="plus-inverse", order=950
    )
