"""Where Wagtail asks: accounts that go, pages that must stay, what explorer and chooser show."""

from django.templatetags.static import static
from django.urls import include, path, reverse_lazy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.account import NameEmailSettingsPanel
from wagtail.models import Page, Site
from wagtail.permissions import register_permission_policy

from cms.access import urls
from cms.access.denial import denied
from cms.access.forms import OwnAccountForm
from cms.access.last_administrator import LastAdministrator, keep_an_administrator
from cms.access.models import User
from cms.access.pages import refuse_copy, refuse_deletion, refuse_move, visible_pages
from cms.access.policies import AccountPolicy, SharedPolicy, SitePolicy
from cms.access.roles import Role
from cms.access.selectors import has_role
from cms.access.services import drop_empty_groups

# In the place of Wagtail's own, which know no districts.
register_permission_policy(Site, SitePolicy(Site))
register_permission_policy(User, AccountPolicy(User))

NameEmailSettingsPanel.form_class = OwnAccountForm

REFUSALS = {"delete": refuse_deletion, "move": refuse_move}


class DistrictRolesMenuItem(MenuItem):
    """For administrators of a district."""

    def is_shown(self, request) -> bool:
        return request.user.is_superuser or has_role(request.user, Role.ADMINISTRATOR)


@hooks.register("register_settings_menu_item")
def register_district_roles():
    url = reverse_lazy("liaison_access:district_roles")
    return DistrictRolesMenuItem(_("全区的角色"), url, name="district-roles", icon_name="key", order=605)


@hooks.register("register_admin_urls")
def register_admin_urls():
    return [path("access/", include((urls.urlpatterns, urls.app_name)))]


@hooks.register("after_delete_user")
def drop_roles_without_members(request, user):
    """A role group goes with its last member, also when the account itself is deleted."""
    drop_empty_groups()


@hooks.register("after_bulk_action")
def drop_roles_without_members_after_bulk_deletion(request, action_type, objects, action):
    if action_type == "delete" and action.model is User:
        drop_empty_groups()


@hooks.register("before_bulk_action")
def keep_last_administrator(request, action_type, objects, action):
    """Asked in the action's transaction; one who must stay stops the whole action."""
    if action.model is not User or not _signs_out(action_type, action):
        return None
    try:
        keep_an_administrator(objects)
    except LastAdministrator as error:
        return denied(request, str(error), status=409)


def _signs_out(action_type: str, action) -> bool:
    """Whether the accounts of a bulk action can no longer sign in after it."""
    if action_type == "set_active_state":
        return not action.cleaned_form.cleaned_data["mark_as_active"]
    return action_type == "delete"


@hooks.register("before_delete_page")
def keep_page(request, page):
    return refuse_deletion(request, page)


@hooks.register("before_move_page")
def keep_page_in_place(request, page, destination):
    return refuse_move(request, page)


@hooks.register("before_copy_page")
def keep_page_single(request, page):
    return refuse_copy(request, page)


@hooks.register("before_bulk_action")
def keep_pages(request, action_type, objects, action):
    """The same rules for many pages at once: one that must stay stops the whole action."""
    refuse = REFUSALS.get(action_type)
    if refuse is None or not issubclass(action.model, Page):
        return None
    return next((refusal for page in objects if (refusal := refuse(request, page))), None)


@hooks.register("construct_page_chooser_queryset")
def choose_among_visible_pages(pages, request):
    return visible_pages(pages, request.user)


@hooks.register("construct_explorer_page_queryset")
def explore_visible_pages(parent_page, pages, request):
    return visible_pages(pages, request.user)


@hooks.register("construct_reports_menu")
def hide_report_of_page_types(request, menu_items):
    if not SharedPolicy(Page).user_has_permission(request.user, "change"):
        menu_items[:] = [item for item in menu_items if item.name != "page-types-usage"]


@hooks.register("insert_global_admin_css")
def colours_of_the_house():
    return format_html('<link rel="stylesheet" href="{}">', static("cms/css/admin.css"))
