"""The menu "家站点": the screens of this app and the calendar."""

from django.utils.translation import pgettext_lazy
from wagtail.admin.viewsets.base import ViewSetGroup

from cms.workdays.viewsets import CalendarDayViewSet
from liaison_pages.viewsets.constituencies import ConstituencyViewSet
from liaison_pages.viewsets.deputies import DeputyViewSet
from liaison_pages.viewsets.figures import ReportedFigureViewSet
from liaison_pages.viewsets.lists import CongressTermViewSet, DeputyGroupViewSet, DivisionViewSet
from liaison_pages.viewsets.venues import VenueViewSet


class VenueGroup(ViewSetGroup):
    """Other apps add items by the hook `register_venue_menu_item`."""

    menu_label = pgettext_lazy("plural", "家站点")
    menu_icon = "home"
    menu_name = "venues"
    menu_order = 110
    submenu_hook = "register_venue_menu_item"
    items = (
        VenueViewSet,
        DeputyViewSet,
        ConstituencyViewSet,
        DeputyGroupViewSet,
        CongressTermViewSet,
        DivisionViewSet,
        CalendarDayViewSet,
        ReportedFigureViewSet,
    )
