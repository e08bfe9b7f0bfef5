"""The calendar of working days in Wagtail's admin, for district editors."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from cms.access.guarded import GuardedViewSetMixin
from cms.kernel.actors import Staff
from cms.textfields import CleanTextFormMixin
from cms.workdays.models import CalendarDay
from cms.workdays.services import delete_day, save_day


class CalendarDayForm(CleanTextFormMixin, WagtailAdminModelForm):
    """A day of the calendar."""


class SavesDay:
    """Saves through the service, so that the rota follows."""

    def save_instance(self):
        return save_day(day=self.form.save(commit=False), actor=Staff(self.request.user))


class AddDayView(SavesDay, generic.CreateView):
    pass


class EditDayView(SavesDay, generic.EditView):
    pass


class DeleteDayView(generic.DeleteView):
    def delete_action(self):
        delete_day(day=self.object, actor=Staff(self.request.user))


class CalendarDayViewSet(GuardedViewSetMixin, ModelViewSet):
    """Holidays and worked weekends, newest first."""

    model = CalendarDay
    name = "workdays"
    icon = "calendar-alt"
    menu_label = _("工作日历")
    menu_order = 900
    ordering = "-date"
    list_display = [
        "name",
        DateColumn("date", label=_("日期"), sort_key="date"),
        BooleanColumn("is_working", label=_("上班")),
    ]
    list_filter = {"date": ["year"], "is_working": ["exact"]}
    search_fields = ["name"]
    list_per_page = 50
    add_view_class = AddDayView
    edit_view_class = EditDayView
    delete_view_class = DeleteDayView
    edit_handler = ObjectList(
        [FieldPanel("date"), FieldPanel("name"), FieldPanel("is_working")], base_form_class=CalendarDayForm
    )
