"""Constituencies in Wagtail's admin, for district editors: which communities belong to each."""

from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from cms.access.guarded import GuardedViewSetMixin
from cms.access.requests import site_of
from cms.textfields import CleanTextFormMixin
from liaison_pages.models import Constituency, Division
from liaison_pages.services.constituencies import save_constituency
from liaison_pages.viewsets.base import ProtectedDeleteView, SavesByService
from liaison_pages.widgets import FoldedCheckboxes


class ConstituencyForm(CleanTextFormMixin, WagtailAdminModelForm):
    """A constituency; communities by their streets."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        communities = Division.objects.filter(level=Division.Level.COMMUNITY).select_related("parent")
        self.fields["communities"].queryset = communities
        self.fields["communities"].label_from_instance = lambda row: f"{row.parent.name} · {row.name}"


class SavesConstituency(SavesByService):
    def save(self, form, actor):
        constituency = form.save(commit=False)
        if constituency.site_id is None:
            constituency.site = site_of(self.request)
        communities = form.cleaned_data["communities"]
        return save_constituency(constituency=constituency, communities=communities, actor=actor)


class ConstituencyIndexView(generic.IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().annotate(communities_count=Count("communities"))


class AddConstituencyView(SavesConstituency, generic.CreateView):
    pass


class EditConstituencyView(SavesConstituency, generic.EditView):
    pass


class ConstituencyViewSet(GuardedViewSetMixin, ModelViewSet):
    model = Constituency
    name = "constituencies"
    icon = "site"
    menu_label = pgettext_lazy("plural", "选区")
    add_to_reference_index = False
    ordering = "name"
    list_display = [
        "name",
        Column("communities_count", label=_("包括几个社区、村"), sort_key="communities_count"),
    ]
    search_fields = ["name"]
    search_backend_name = None
    list_per_page = 50
    index_view_class = ConstituencyIndexView
    add_view_class = AddConstituencyView
    edit_view_class = EditConstituencyView
    delete_view_class = ProtectedDeleteView
    edit_handler = ObjectList(
        [FieldPanel("name"), FieldPanel("communities", widget=FoldedCheckboxes)], base_form_class=ConstituencyForm
    )
