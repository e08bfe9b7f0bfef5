"""The report's URLs and its place among Wagtail's reports."""

from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.clock import late, urls


class LateMenuItem(MenuItem):
    """For those who read what residents say."""

    def is_shown(self, request) -> bool:
        return late.may_ask(request.user)


@hooks.register("register_admin_urls")
def register_admin_urls():
    return [path("late/", include((urls.urlpatterns, urls.app_name)))]


@hooks.register("register_reports_menu_item")
def register_menu_item():
    return LateMenuItem(_("逾期情况"), reverse_lazy("liaison_clock:late"), name="late", icon_name="time", order=100)
