"""The report of what was late on a day, as a page and as a table to take away."""

from urllib.parse import urlencode

from django import forms
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateInput

from cms.access.guarded import DeniesPlainly, denied
from cms.access.place_field import PlaceField
from cms.clock import late
from cms.clock.models import Deadline
from cms.csv_tables import csv_response

PAGE_SIZE = 50
UNPROCESSABLE = 422
HEADINGS = [
    gettext_lazy("编号"),
    gettext_lazy("什么事"),
    gettext_lazy("什么期限"),
    gettext_lazy("家站点"),
    gettext_lazy("承办单位"),
    gettext_lazy("从哪天算"),
    gettext_lazy("最迟哪天"),
    gettext_lazy("晚几天"),
]


class LateForm(forms.Form):
    """Which day, and what of it. Everything but the day may stay open."""

    day = forms.DateField(label=gettext_lazy("哪一天"), widget=AdminDateInput)
    what = forms.ChoiceField(label=gettext_lazy("什么期限"), required=False)
    venue = PlaceField(
        Deadline._meta.get_field("venue").related_model.objects.none(),
        label=gettext_lazy("家站点"),
        required=False,
        empty_label=gettext_lazy("全部"),
    )
    unit = forms.ModelChoiceField(
        Deadline._meta.get_field("unit").related_model.objects.none(),
        label=gettext_lazy("承办单位"),
        required=False,
        empty_label=gettext_lazy("全部"),
    )

    def __init__(self, data, *, user):
        super().__init__({"day": timezone.localdate().isoformat(), **data.dict()})
        places = late.places_for(user)
        self.fields["what"].choices = [("", _("全部")), *late.labels().items()]
        self.fields["venue"].queryset = places
        units = self.fields["unit"].queryset.model.objects
        self.fields["unit"].queryset = units.filter(site__in=places.order_by().values("site"))

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("这一天还没到。"), code="future")
        return day

    @property
    def question(self) -> late.Question:
        return late.Question(**self.cleaned_data)


class AboutLate(DeniesPlainly, View):
    """A view of the report: 403 for those who read nothing anywhere."""

    http_method_names = ["get", "head"]

    def dispatch(self, request, *args, **kwargs):
        return super().dispatch(request, *args, **kwargs) if late.may_ask(request.user) else denied(request)

    @cached_property
    def form(self) -> LateForm:
        return LateForm(self.request.GET, user=self.request.user)

    def address(self, name: str, **changed) -> str:
        """The address of one of the report's views with what is asked, but for what is `changed`."""
        question = self.form.question
        asked = {
            "day": question.day.isoformat(),
            "what": question.what,
            "venue": question.venue.code if question.venue else "",
            "unit": str(question.unit.pk) if question.unit else "",
            **changed,
        }
        return f"{reverse(f'liaison_clock:{name}')}?{urlencode({key: value for key, value in asked.items() if value})}"


class LateView(AboutLate, WagtailAdminTemplateMixin):
    """GET shows how many were late on the day by what, place and unit, and which."""

    template_name = "clock/late.html"
    page_title = gettext_lazy("逾期情况")
    header_icon = "time"

    def get_context_data(self, **kwargs):
        return super().get_context_data(form=self.form, media=self.form.media, **kwargs)

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get(self, request, *args, **kwargs):
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data(), status=UNPROCESSABLE)
        question, found = self.form.question, late.rows(self.form.question, request.user)
        page = Paginator(found.select_related("venue", "unit"), PAGE_SIZE).get_page(request.GET.get("p"))
        groups = [
            (_("按期限"), self.linked("what", late.by_what(found))),
            (_("按家站点"), self.linked("venue", late.by_venue(found))),
            (_("按承办单位"), self.linked("unit", late.by_unit(found))),
        ]
        return self.render_to_response(
            self.get_context_data(
                question=question,
                is_today=question.day == timezone.localdate(),
                total=page.paginator.count,
                page=page,
                rows=late.in_words(page.object_list, question, request.user),
                groups=groups,
                page_url=self.address("late"),
                export_url=self.address("late_export"),
            )
        )

    def linked(self, name: str, groups: list[late.Group]) -> list[tuple]:
        """(group, the address of what it counts): "" where no filter names it."""
        return [(group, self.address("late", **{name: group.key}) if group.key else "") for group in groups]


class LateExportView(AboutLate):
    """GET gives all rows as CSV."""

    def get(self, request, *args, **kwargs):
        if not self.form.is_valid():  # the page tells what is wrong
            return redirect(f"{reverse('liaison_clock:late')}?{request.GET.urlencode()}")
        question = self.form.question
        rows = (cells(row) for row in late.all_in_words(question, request.user))
        return csv_response(f"late-{question.day.isoformat()}.csv", HEADINGS, rows)


def cells(row: late.LateRow) -> list[str]:
    """One line of the table; days as ISO, so that every spreadsheet sorts them."""
    deadline = row.deadline
    return [
        row.described.number,
        row.described.heading,
        row.what,
        deadline.venue.display_name if deadline.venue else "",
        deadline.unit.display_name if deadline.unit else "",
        deadline.set_on.isoformat(),
        deadline.due_on.isoformat(),
        str(row.days_late),
    ]
