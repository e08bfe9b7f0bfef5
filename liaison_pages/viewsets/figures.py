"""The figures that a district reports, in Wagtail's admin."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from cms.access.guarded import GuardedViewSetMixin
from cms.access.requests import site_of
from liaison_pages.models import ReportedFigure
from liaison_pages.services.figures import save_figure
from liaison_pages.viewsets.base import SavesByService
from liaison_pages.viewsets.lists import ListForm


class SavesFigure(SavesByService):
    def save(self, form, actor):
        figure = form.save(commit=False)
        if figure.site_id is None:
            figure.site = site_of(self.request)
        return save_figure(figure=figure, actor=actor)


class AddFigureView(SavesFigure, generic.CreateView):
    pass


class EditFigureView(SavesFigure, generic.EditView):
    pass


def _twice(name: str) -> FieldRowPanel:
    """A field beside its English words."""
    return FieldRowPanel([FieldPanel(name), FieldPanel(f"{name}_en")])


class ReportedFigureViewSet(GuardedViewSetMixin, ModelViewSet):
    """What was published, of which period, by whom; and where it is shown."""

    model = ReportedFigure
    name = "reported_figures"
    icon = "order"
    menu_label = pgettext_lazy("plural", "公布的数字")
    add_to_reference_index = False
    search_backend_name = None
    ordering = ["sort_order", "pk"]
    list_per_page = 50
    list_display = [
        "label",
        Column("value", label=_("数字")),
        Column("unit", label=_("单位")),
        Column("period", label=_("统计时段")),
        Column("source", label=_("来源")),
        Column("get_dimension_display", label=_("五维")),
        BooleanColumn("is_on_front_page", label=_("显示在首页")),
    ]
    list_filter = ["dimension", "is_on_front_page"]
    search_fields = ["label", "period", "source"]
    add_view_class = AddFigureView
    edit_view_class = EditFigureView
    edit_handler = ObjectList(
        [
            HelpPanel(
                _(
                    "这里写已经对外公布过的数字，照原样写，注明时段和来源。"
                    "网站自己数的（接待、意见、建议）不用写，会另外显示，两种数字不混在一起。"
                )
            ),
            MultiFieldPanel([_twice(name) for name in ("label", "value", "unit")], heading=_("数字")),
            MultiFieldPanel([_twice(name) for name in ("period", "source")], heading=_("时段和来源")),
            MultiFieldPanel(
                [FieldPanel("is_on_front_page"), FieldRowPanel([FieldPanel("dimension"), FieldPanel("sort_order")])],
                heading=_("显示在哪里"),
            ),
        ],
        base_form_class=ListForm,
    )
