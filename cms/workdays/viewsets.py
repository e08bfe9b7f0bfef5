"""The calendar of working days in Wagtail's admin, for district editors."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import AdminDateInput

from cms.access.guarded import GuardedViewSetMixin
from cms.kernel.actors import Staff
from cms.templatetags.liaison_theme import full_day_and_weekday
from cms.textfields import CleanTextFormMixin
from cms.workdays.models import CalendarDay
from cms.workdays.services import add_span, delete_day, save_day

FIRST_YEAR, LAST_YEAR = 2000, 2100
LONGEST_SPAN_DAYS = 31


class CalendarDayForm(CleanTextFormMixin, WagtailAdminModelForm):
    """A day of the calendar; a new one may be the first of a span, as holidays are published."""

    until = forms.DateField(
        label=_("到哪天"), required=False, widget=AdminDateInput, help_text=_("选填。放假几天就一次录完，最多 31 天。")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["until"]

    def clean(self):
        data = super().clean()
        first, last = data.get("date"), data.get("until")
        if first and not FIRST_YEAR <= first.year <= LAST_YEAR:
            self.add_error("date", _("请检查年份。"))
        if first and last and not 0 <= (last - first).days < LONGEST_SPAN_DAYS:
            self.add_error("until", _("请填写开始日期之后 31 天以内的日期。"))
        return data


class AddDayView(generic.CreateView):
    """Adds a day or a span through the service, so that the rota follows."""

    def save_instance(self):
        data = self.form.cleaned_data
        days = add_span(
            first=data["date"],
            last=data["until"] or data["date"],
            is_working=data["is_working"],
            name=data["name"],
            actor=Staff(self.request.user),
        )
        return days[0]

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except ValidationError as error:
            form.add_error(None, error)
        self.produced_error_message = self.get_error_message()
        return self.form_invalid(form)


class EditDayView(generic.EditView):
    def save_instance(self):
        return save_day(day=self.form.save(commit=False), actor=Staff(self.request.user))


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
        Column("date", label=_("日期"), accessor=lambda day: full_day_and_weekday(day.date), sort_key="date"),
        BooleanColumn("is_working", label=_("上班")),
    ]
    list_filter = {"date": ["year"], "is_working": ["exact"]}
    search_fields = ["name"]
    list_per_page = 50
    add_view_class = AddDayView
    edit_view_class = EditDayView
    delete_view_class = DeleteDayView
    edit_handler = ObjectList(
        [FieldPanel("date"), FieldPanel("until"), FieldPanel("name"), FieldPanel("is_working")],
        base_form_class=CalendarDayForm,
    )
