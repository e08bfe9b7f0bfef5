"""
Handling units, in wagtail-modeladmin.

It does not know Wagtail's policy registry: the permission helper here asks the same policy, the views answer a denial
with 403, and the history view, which it leaves open to everybody, is closed for others.
"""

from django.contrib.admin import display
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import BadRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.permissions import policy_registry
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.helpers.search import BaseSearchHandler
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import CreateView, DeleteView, EditView, HistoryView, IndexView

from cms.access.guarded import DeniesPlainly, require
from cms.access.requests import site_of
from cms.editing import TellsOfOthers
from cms.kernel.actors import Staff
from cms.search.lists import having
from cms.textfields import CleanTextFormMixin
from liaison_pages.models import HandlingUnit
from liaison_pages.services.people import save_unit
from liaison_pages.viewsets.base import account_label, accounts_to_name
from liaison_pages.widgets import FoldedCheckboxes


class PolicyPermissionHelper(PermissionHelper):
    """Asks the policy that is registered for the model, of a unit where there is one."""

    def may(self, user, action: str, unit=None) -> bool:
        policy = policy_registry.get_by_type(self.model)
        if unit is None:
            return policy.user_has_permission(user, action)
        return policy.user_has_permission_for_instance(user, action, unit)

    def user_has_any_permissions(self, user):
        return self.may(user, "view")

    def user_can_create(self, user):
        return self.may(user, "add")

    def user_can_edit_obj(self, user, obj):
        return self.may(user, "change", obj)

    def user_can_delete_obj(self, user, obj):
        return self.may(user, "delete", obj)

    def user_can_inspect_obj(self, user, obj):
        return self.inspect_view_enabled and self.may(user, "view", obj)


class UnitForm(CleanTextFormMixin, WagtailAdminModelForm):
    """A unit and the accounts that act for it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        officers = self.fields["officers"]
        chosen = self.instance.officers.values_list("pk", flat=True) if self.instance.pk else ()
        officers.queryset = accounts_to_name(self.for_user, *chosen)
        officers.label_from_instance = account_label


class SavesUnit:
    """Saves through the service, so that officers hold their role."""

    def form_valid(self, form):
        form.save = lambda: self._save(form)
        return super().form_valid(form)

    def _save(self, form):
        unit = form.instance
        if unit.site_id is None:
            unit.site = site_of(self.request)
        return save_unit(unit=unit, officers=form.cleaned_data["officers"], actor=Staff(self.request.user))


class RowSearch(BaseSearchHandler):
    def search_queryset(self, queryset, search_term, **kwargs):
        return queryset.filter(having(search_term or "", self.search_fields))


class UnitIndexView(DeniesPlainly, IndexView):
    def get_queryset(self, request=None):
        try:
            return super().get_queryset(request)
        except IncorrectLookupParameters as error:  # the address names a filter that there is not
            raise BadRequest from error


class AddUnitView(DeniesPlainly, SavesUnit, CreateView):
    pass


class OneUnit(DeniesPlainly):
    """A view of one unit, which answers 404 to those who may not know of it."""

    def dispatch(self, request, *args, **kwargs):
        require(request.user, "view", self.instance)
        return super().dispatch(request, *args, **kwargs)


class EditUnitView(OneUnit, TellsOfOthers, SavesUnit, EditView):
    watched = "instance"


class DeleteUnitView(OneUnit, DeleteView):
    pass


class UnitHistoryView(OneUnit, HistoryView):
    def check_action_permitted(self, user):
        return self.permission_helper.may(user, "view", self.instance)


class HandlingUnitAdmin(ModelAdmin):
    """The departments that answer."""

    model = HandlingUnit
    base_url_path = "units"
    add_to_admin_menu = False  # its item is in the menu of venues
    menu_label = pgettext_lazy("plural", "承办单位")
    menu_icon = "tasks"
    menu_order = 300
    list_display = ("name", "code", "contact_name", "phone", "state")
    list_filter = ("is_active",)
    search_fields = ("name", "name_en", "code", "contact_name")
    search_handler_class = RowSearch
    list_per_page = 50
    permission_helper_class = PolicyPermissionHelper
    index_view_class = UnitIndexView
    create_view_class = AddUnitView
    edit_view_class = EditUnitView
    delete_view_class = DeleteUnitView
    history_view_class = UnitHistoryView
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("name"), FieldPanel("code")]),
            FieldPanel("name_en"),
            FieldRowPanel([FieldPanel("contact_name"), FieldPanel("phone")]),
            FieldPanel("officers", widget=FoldedCheckboxes),
            FieldPanel("is_active"),
        ],
        base_form_class=UnitForm,
    )

    def get_queryset(self, request):
        """The units of one's own districts."""
        known = policy_registry.get_by_type(self.model).instances_user_has_any_permission_for(request.user, ["view"])
        return super().get_queryset(request).filter(pk__in=known.values("pk"))

    @display(description=_("状态"), ordering="is_active")
    def state(self, unit):
        """In words: the list's own icon for yes and no belongs to Django's admin, which is not installed."""
        return _("在用") if unit.is_active else _("停用")
