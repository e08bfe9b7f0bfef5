"""Notices' place in Wagtail's admin."""

from django.templatetags.static import static
from django.urls import include, path, reverse_lazy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.access.requests import site_of
from cms.access.roles import MANAGE_DISTRICT
from cms.access.selectors import may_in_district
from cms.notices import admin_urls
from cms.notices.digest_panel import DigestPanel


class DistrictMenuItem(MenuItem):
    """For those who manage the district."""

    def is_shown(self, request) -> bool:
        return may_in_district(request.user, MANAGE_DISTRICT, site_of(request))


@hooks.register("register_admin_urls")
def register_admin_urls():
    return [path("notices/", include((admin_urls.urlpatterns, admin_urls.app_name)))]


@hooks.register("register_settings_menu_item")
def templates_menu_item():
    url = reverse_lazy("liaison_notices_admin:templates")
    return DistrictMenuItem(_("通知模板"), url, name="notice-templates", icon_name="mail", order=220)


@hooks.register("register_reports_menu_item")
def report_menu_item():
    url = reverse_lazy("liaison_notices_admin:report")
    return DistrictMenuItem(_("通知发送情况"), url, name="notices", icon_name="mail", order=2000)


@hooks.register("register_account_settings_panel")
def digest_panel(request, user, profile):
    return DigestPanel(request, user, profile)


@hooks.register("insert_global_admin_css")
def notices_css():
    return format_html('<link rel="stylesheet" href="{}">', static("liaison_notices/css/admin.css"))
