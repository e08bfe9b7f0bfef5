"""This app's place in Wagtail's admin. Thin: screens are in `viewsets` and `views`."""

from django.templatetags.static import static
from django.urls import include, path, reverse_lazy
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.permissions import register_permission_policy

from cms.access import roles
from cms.access.policies import DistrictPolicy, PlacePolicy, SharedPolicy, VenuePolicy
from cms.preview import check_as_house_does
from liaison_pages.models import (
    CongressTerm,
    Constituency,
    Deputy,
    DeputyGroup,
    Division,
    HandlingUnit,
    Reception,
    ReceptionRule,
    ReportedFigure,
    Venue,
    VenueMembership,
)

# Policies come first: whatever asks for one earlier would get Wagtail's model-wide fallback.
register_permission_policy(Venue, VenuePolicy(Venue))
for model, change in (
    (ReceptionRule, roles.MANAGE_ROTA),
    (Reception, roles.MANAGE_ROTA),
    (VenueMembership, roles.MANAGE_ROSTER),
):
    register_permission_policy(model, PlacePolicy(model, view=roles.VIEW_VENUE, change=change))
for model in (Constituency, Deputy, HandlingUnit, ReportedFigure):
    register_permission_policy(model, DistrictPolicy(model))
for model in (CongressTerm, DeputyGroup, Division):
    register_permission_policy(model, SharedPolicy(model))

from liaison_pages.views.district_import import ImportMenuItem  # noqa: E402  after the policies
from liaison_pages.views.gaps import GapsMenuItem  # noqa: E402  after the policies
from liaison_pages.views.review import ReviewMenuItem, ReviewView  # noqa: E402  after the policies
from liaison_pages.viewsets.groups import VenueGroup  # noqa: E402  after the policies
from liaison_pages.viewsets.units import HandlingUnitAdmin  # noqa: E402  after the policies


@hooks.register("register_admin_viewset")
def venue_screens():
    return VenueGroup()


@hooks.register("register_admin_urls")
def venue_hub_urls():
    return [
        path("venues/", include("liaison_pages.admin_urls")),
        path("district-import/", include("liaison_pages.import_urls")),
        path("venue-gaps/", include("liaison_pages.gaps_urls")),
        path("page-review/", ReviewView.as_view(), name="page_review"),
    ]


@hooks.register("register_venue_menu_item")
def import_menu_item():
    return ImportMenuItem(
        _("导入区县数据"), reverse_lazy("district_import:upload"), name="district_import", icon_name="upload", order=900
    )


@hooks.register("register_reports_menu_item")
def gaps_menu_item():
    return GapsMenuItem(
        _("居民还看不到的"), reverse_lazy("venue_gaps:list"), name="venue-gaps", icon_name="view", order=110
    )


@hooks.register("register_settings_menu_item")
def review_menu_item():
    return ReviewMenuItem()


@hooks.register("insert_global_admin_css")
def venue_hub_css():
    sheets = ((static(f"liaison_pages/css/{name}.css"),) for name in ("venue-hub", "venue-gaps", "folded-choices"))
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', sheets)


@hooks.register("construct_wagtail_userbar")
def checks_of_the_house(request, items, page):
    check_as_house_does(items)


units = HandlingUnitAdmin()
units.register_with_wagtail()


@hooks.register("register_venue_menu_item")
def units_menu_item():
    return units.get_menu_item()
