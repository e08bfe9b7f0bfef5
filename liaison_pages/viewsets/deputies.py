"""Deputies in Wagtail's admin, for district editors."""

from django.db.models import Q
from django.forms import CheckboxSelectMultiple
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button

from cms.access.guarded import GuardedViewSetMixin
from cms.access.requests import site_of
from cms.textfields import CleanTextFormMixin
from liaison_pages.models import Deputy
from liaison_pages.papers.parts import SIZES
from liaison_pages.services.people import save_deputy
from liaison_pages.viewsets.base import ProtectedDeleteView, SavesByService, account_label, accounts_to_name


class DeputyForm(CleanTextFormMixin, WagtailAdminModelForm):
    """A deputy; only accounts that no other deputy uses are offered."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        mine = Q(deputy=None) | Q(deputy=self.instance.pk)
        self.fields["user"].queryset = accounts_to_name(self.for_user, self.instance.user_id).filter(mine)
        self.fields["user"].label_from_instance = account_label


class SavesDeputy(SavesByService):
    def save(self, form, actor):
        deputy = form.save(commit=False)
        if deputy.site_id is None:
            deputy.site = site_of(self.request)
        return save_deputy(deputy=deputy, groups=form.cleaned_data["groups"], actor=actor)


class AddDeputyView(SavesDeputy, generic.CreateView):
    pass


class EditDeputyView(SavesDeputy, generic.EditView):
    """Offers the deputy's code for the wall, as long as the public may have it."""

    @cached_property
    def header_more_buttons(self):
        buttons = super().header_more_buttons
        is_as_stored = self.request.method == "GET"  # else the object holds what was typed and refused
        if is_as_stored and self.object.is_published and self.object.is_serving:
            url = reverse("liaison_pages:deputy_poster", args=[self.object.code])
            for priority, size in enumerate(SIZES, start=40):
                label = _("代表码（%(size)s，PDF）") % {"size": size.upper()}
                buttons.append(Button(label, url=f"{url}?size={size}", icon_name="download", priority=priority))
        return buttons


class DeputyViewSet(GuardedViewSetMixin, ModelViewSet):
    """Who they are, and which of it is public."""

    model = Deputy
    name = "deputies"
    icon = "group"
    menu_label = pgettext_lazy("plural", "人大代表")
    add_to_reference_index = False
    ordering = "code"
    list_display = [
        "name",
        Column("code", label=_("编码"), sort_key="code"),
        Column("get_level_display", label=_("代表级别"), sort_key="level"),
        Column("base", label=_("选区或选举单位")),
        BooleanColumn("is_serving", label=_("在任"), sort_key="is_serving"),
        BooleanColumn("is_published", label=_("公开"), sort_key="is_published"),
    ]
    list_filter = ["level", "is_serving", "is_published", "groups"]
    search_fields = ["name", "code", "constituency", "electing_unit"]
    list_per_page = 50
    add_view_class = AddDeputyView
    edit_view_class = EditDeputyView
    delete_view_class = ProtectedDeleteView
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("name"), FieldPanel("code")]),
                    FieldRowPanel([FieldPanel("level"), FieldPanel("term")]),
                    FieldRowPanel([FieldPanel("constituency"), FieldPanel("electing_unit")]),
                    FieldPanel("work_unit"),
                    FieldPanel("groups", widget=CheckboxSelectMultiple),
                    FieldPanel("photo"),
                    FieldPanel("introduction"),
                    FieldRowPanel([FieldPanel("is_serving"), FieldPanel("is_example")]),
                ],
                heading=_("基本情况"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("is_published"),
                    FieldRowPanel([FieldPanel("shows_photo"), FieldPanel("shows_constituency")]),
                    FieldRowPanel([FieldPanel("shows_work_unit"), FieldPanel("shows_groups")]),
                    FieldPanel("shows_introduction"),
                ],
                heading=_("公众能看到什么"),
            ),
            MultiFieldPanel([FieldPanel("user")], heading=_("登录账号")),
        ],
        base_form_class=DeputyForm,
    )
