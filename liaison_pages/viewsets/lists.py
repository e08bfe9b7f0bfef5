"""The district's short lists: deputy groups, terms and divisions."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from cms.access.guarded import GuardedViewSetMixin
from cms.access.requests import site_of
from cms.textfields import CleanTextFormMixin
from liaison_pages.models import CongressTerm, DeputyGroup, Division
from liaison_pages.services.divisions import save_division
from liaison_pages.viewsets.base import ProtectedDeleteView, SavesByService


class ListForm(CleanTextFormMixin, WagtailAdminModelForm):
    """A row of a short list."""


class DistrictListViewSet(GuardedViewSetMixin, ModelViewSet):
    """A list with the same screens as every other."""

    add_to_reference_index = False
    list_per_page = 50
    delete_view_class = ProtectedDeleteView


class DeputyGroupViewSet(DistrictListViewSet):
    model = DeputyGroup
    name = "deputy_groups"
    icon = "folder-open-inverse"
    menu_label = pgettext_lazy("plural", "代表小组")
    list_display = ["name", Column("get_kind_display", label=_("类型"), sort_key="kind")]
    list_filter = ["kind"]
    search_fields = ["name"]
    edit_handler = ObjectList([FieldPanel("name"), FieldPanel("kind")], base_form_class=ListForm)


class CongressTermViewSet(DistrictListViewSet):
    model = CongressTerm
    name = "terms"
    icon = "date"
    menu_label = pgettext_lazy("plural", "届次")
    list_display = [
        "__str__",
        DateColumn("starts_on", label=_("开始日期"), sort_key="starts_on"),
        DateColumn("ends_on", label=_("结束日期"), sort_key="ends_on"),
    ]
    edit_handler = ObjectList(
        [FieldPanel("number"), FieldPanel("starts_on"), FieldPanel("ends_on")], base_form_class=ListForm
    )


class SavesDivision(SavesByService):
    def save(self, form, actor):
        return save_division(division=form.save(commit=False), actor=actor, site=site_of(self.request))


class AddDivisionView(SavesDivision, generic.CreateView):
    pass


class EditDivisionView(SavesDivision, generic.EditView):
    pass


class DivisionViewSet(DistrictListViewSet):
    model = Division
    add_view_class = AddDivisionView
    edit_view_class = EditDivisionView
    name = "divisions"
    icon = "site"
    menu_label = _("街道和社区")
    ordering = "code"
    list_display = [
        "name",
        Column("code", label=_("区划代码"), sort_key="code"),
        Column("get_level_display", label=_("级别"), sort_key="level"),
        Column("parent", label=_("上级")),
    ]
    list_filter = ["level"]
    search_fields = ["name", "code"]
    edit_handler = ObjectList(
        [FieldPanel("name"), FieldPanel("name_en"), FieldPanel("code"), FieldPanel("level"), FieldPanel("parent")],
        base_form_class=ListForm,
    )
