"""Venues in Wagtail's admin: the records. Their pages, rotas and rosters are one click away."""

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button

from cms.access import roles
from cms.access.guarded import GuardedViewSetMixin
from cms.access.place_field import PlaceField
from cms.access.requests import site_of
from cms.access.selectors import may, venues_where
from cms.kernel.actors import Staff
from cms.textfields import CleanTextFormMixin
from liaison_pages.models import Division, Venue
from liaison_pages.selectors.gaps import mendable
from liaison_pages.selectors.hub import hub_links, main_page, public_url
from liaison_pages.services.venues import (
    VenueInUse,
    create_venue,
    create_venue_page,
    delete_venue,
    move_venue,
    update_venue,
)
from liaison_pages.viewsets.base import ProtectedDeleteView, SavesByService

# What the district decides; the venue's own staff change the rest.
DISTRICT_FIELDS = ("code", "kind", "theme", "name", "name_en", "street", "community", "is_active", "parent")
OWN_FIELDS = ("address", "latitude", "longitude", "hours", "phone", "duties", "accessibility")


class VenueForm(CleanTextFormMixin, WagtailAdminModelForm):
    """A venue's record and its place in the tree."""

    parent = PlaceField(
        queryset=Venue.objects.none(), required=False, label=_("上级"), help_text=_("代表之家没有上级，请留空。")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        venue = self.instance
        candidates = venues_where(self.for_user, roles.MANAGE_DISTRICT).exclude(kind="space").order_by("path")
        if venue.pk:
            candidates = candidates.filter(site=venue.site_id).exclude(path__startswith=venue.path)
            self.fields["parent"].initial = venue.get_parent()
        self.fields["parent"].queryset = candidates
        self.fields["parent"].label_from_instance = lambda row: f"{'　' * (row.depth - 1)}{row.name}"
        self.fields["street"].queryset = Division.objects.filter(level=Division.Level.STREET)
        communities = Division.objects.filter(level=Division.Level.COMMUNITY).select_related("parent")
        self.fields["community"].queryset = communities
        self.fields["community"].label_from_instance = lambda row: f"{row.parent.name} · {row.name}"
        if not may(self.for_user, roles.MANAGE_DISTRICT, venue if venue.pk else None):
            for name in DISTRICT_FIELDS:
                self.fields[name].disabled = True
            parent = self.fields["parent"].initial
            self.fields["parent"].queryset = Venue.objects.filter(pk=parent.pk if parent else None)  # it stays

    def values(self, names) -> dict:
        return {name: self.cleaned_data[name] for name in names}


class VenueIndexView(generic.IndexView):
    """All venues of the user, in the order of the tree."""

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("street")

    def get_edit_url(self, instance):
        """The record for those who may change it, else the rota, which everybody here may read."""
        name = "venues:edit" if may(self.request.user, roles.CHANGE_VENUE, instance) else "venue_hub:rota"
        return reverse(name, args=[instance.pk])

    def get_list_more_buttons(self, instance):
        user = self.request.user
        buttons = [
            Button(_("接待安排"), reverse("venue_hub:rota", args=[instance.pk]), icon_name="calendar-alt", priority=10),
            Button(_("驻站代表"), reverse("venue_hub:roster", args=[instance.pk]), icon_name="group", priority=20),
        ]
        if may(user, roles.CHANGE_VENUE, instance):
            url = reverse("venues:edit", args=[instance.pk])
            buttons.append(Button(_("家站点资料"), url, icon_name="edit", priority=30))
        if may(user, roles.MANAGE_DISTRICT, instance):
            url = reverse("venues:delete", args=[instance.pk])
            buttons.append(Button(_("删除"), url, icon_name="bin", priority=90))
        return buttons


class AddVenueView(SavesByService, generic.CreateView):
    """A new venue with a page still to be published."""

    def save(self, form, actor):
        fields = form.values([*DISTRICT_FIELDS, *OWN_FIELDS])
        site = fields["parent"].site if fields["parent"] else site_of(self.request)
        venue = create_venue(actor=actor, site=site, **fields)
        try:
            create_venue_page(venue=venue, actor=actor, publish=False)
        except ValidationError as error:
            messages.warning(self.request, " ".join(error.messages))
        return venue

    def get_success_url(self):
        return reverse("venues:edit", args=[self.object.pk])


class EditVenueView(SavesByService, generic.EditView):
    """The record; moving it in the tree moves its pages."""

    template_name = "liaison_pages/admin/venue_edit.html"

    def save(self, form, actor):
        is_district = may(self.request.user, roles.MANAGE_DISTRICT, self.object)
        names = [name for name in DISTRICT_FIELDS if name != "parent"] if is_district else []
        venue = update_venue(actor=actor, venue=self.object, **form.values([*names, *OWN_FIELDS]))
        return move_venue(actor=actor, venue=venue, parent=form.cleaned_data["parent"]) if is_district else venue

    def get_success_url(self):
        return reverse("venues:edit", args=[self.object.pk])

    def get_context_data(self, **kwargs):
        page = main_page(self.object)
        user = self.request.user
        return super().get_context_data(
            hub_links=hub_links(self.object, user, page),
            public_url=public_url(page),
            gaps=mendable(self.object, user),
            **kwargs,
        )


class DeleteVenueView(ProtectedDeleteView):
    """Refused, with the reasons, while anything depends on the venue."""

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except VenueInUse as error:
            messages.error(self.request, str(error))
            return self.render_to_response(self.get_context_data(form=form), status=409)

    def delete_action(self):
        delete_venue(actor=Staff(self.request.user), venue=self.object)


class VenueViewSet(GuardedViewSetMixin, ModelViewSet):
    """The list that a venue's staff start from."""

    model = Venue
    name = "venues"
    icon = "home"
    menu_label = Venue._meta.verbose_name_plural
    add_to_reference_index = False
    ordering = "path"
    list_display = [
        "name",
        Column("get_kind_display", label=_("类型"), sort_key="kind"),
        Column("street", label=_("街道、镇"), sort_key="street"),
        Column("code", label=_("编码"), sort_key="code"),
        Column("phone", label=_("电话")),
        BooleanColumn("is_active", label=_("在用"), sort_key="is_active"),
    ]
    list_filter = ["kind", "street", "is_active"]
    search_fields = ["name", "name_en", "code", "theme", "address", "phone", "street__name", "community__name"]
    list_per_page = 50
    index_view_class = VenueIndexView
    add_view_class = AddVenueView
    edit_view_class = EditVenueView
    delete_view_class = DeleteVenueView
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldPanel("address", help_text=_("居民照着找得到：路名、门牌，几楼、从哪个门进。")),
                    FieldRowPanel(
                        [
                            FieldPanel("hours"),
                            FieldPanel("phone", help_text=_("开放时间里有人接的电话，区号也写上。")),
                        ]
                    ),
                    FieldRowPanel(
                        [
                            FieldPanel("latitude", help_text=_("地图软件给的一对数字里，小的那个，例如 32.394200。")),
                            FieldPanel(
                                "longitude", help_text=_("大的那个，例如 119.441900。两个都填，居民才能导航过来。")
                            ),
                        ]
                    ),
                    FieldPanel(
                        "accessibility",
                        help_text=_("有什么写什么：坡道、电梯、轮椅能进的厕所。没有也写明，再写上可以打电话请人来接。"),
                    ),
                    FieldPanel("duties", help_text=_("本站为居民做什么，一行一条。")),
                ],
                heading=_("地点与联系方式"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("name", help_text=_("门牌上的全称。改了，网页标题不会跟着改，请一起改。")),
                    FieldPanel("name_en", help_text=_("英文网页上用；不填，英文网页也显示中文名称。")),
                    FieldRowPanel([FieldPanel("kind"), FieldPanel("theme")]),
                    FieldRowPanel(
                        [
                            FieldPanel("parent"),
                            FieldPanel("code", help_text=_("全区不重复，用在导入表格和链接里，定了尽量不改。")),
                        ]
                    ),
                    FieldRowPanel([FieldPanel("street"), FieldPanel("community")]),
                    FieldPanel("is_active", help_text=_("不再使用的，取消勾选：居民找不到它了，以前的记录都还在。")),
                ],
                heading=_("名称与归属（由代表工委维护）"),
            ),
        ],
        base_form_class=VenueForm,
    )
