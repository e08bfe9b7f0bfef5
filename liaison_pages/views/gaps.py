"""The report of what the public still misses, across the venues that somebody sees."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, gettext_lazy
from django.views import View
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.access import roles
from cms.access.guarded import DeniesPlainly, denied
from cms.access.selectors import holds_somewhere
from cms.csv_tables import csv_response
from liaison_pages.models import Division, VenueKind
from liaison_pages.selectors import gaps

PAGE_SIZE = 50
ROWS_AT_ONCE = 500  # of the table to take away
UNPROCESSABLE = 422
HEADINGS = [
    gettext_lazy("编码"),
    gettext_lazy("家站点"),
    gettext_lazy("类型"),
    gettext_lazy("街道、镇"),
    gettext_lazy("居民还看不到的"),
]


def may_ask(user) -> bool:
    """Whether the report is for `user`: whoever sees some venue from within."""
    return holds_somewhere(user, roles.VIEW_VENUE)


class GapsMenuItem(MenuItem):
    """Among Wagtail's reports."""

    def is_shown(self, request) -> bool:
        return may_ask(request.user)


class GapsForm(forms.Form):
    """What is missing, and where. Everything may stay open."""

    what = forms.ChoiceField(label=gettext_lazy("看不到什么"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("类型"), required=False)
    street = forms.ModelChoiceField(
        Division.objects.none(),
        label=gettext_lazy("街道、镇"),
        required=False,
        to_field_name="code",
        empty_label=gettext_lazy("全部"),
    )

    def __init__(self, data, *, user):
        super().__init__(data)
        everything = ("", gettext_lazy("全部"))
        self.fields["what"].choices = [everything, *((kind.name, kind.label) for kind, _lacks in gaps.kinds())]
        self.fields["kind"].choices = [everything, *VenueKind.choices]
        self.fields["street"].queryset = gaps.streets_of(user)

    def place(self, venues):
        """Those of `venues` that are of the kind and in the street that were chosen."""
        chosen = {name: self.cleaned_data[name] for name in ("kind", "street")}
        return venues.filter(**{name: value for name, value in chosen.items() if value})


class AboutGaps(DeniesPlainly, View):
    """A view of the report: 403 for those who see no venue from within."""

    http_method_names = ["get", "head"]

    def dispatch(self, request, *args, **kwargs):
        return super().dispatch(request, *args, **kwargs) if may_ask(request.user) else denied(request)

    @cached_property
    def form(self) -> GapsForm:
        return GapsForm(self.request.GET, user=self.request.user)

    @cached_property
    def venues(self):
        """All that are looked at."""
        return self.form.place(gaps.seen(self.request.user)).select_related("street")

    @cached_property
    def lacking(self):
        """Those of them that lack what is asked for."""
        return gaps.lacking(self.venues, self.form.cleaned_data["what"])

    def address(self, name: str, **changed) -> str:
        """The address of one of the report's views with what is asked, but for what is `changed`."""
        chosen = self.form.cleaned_data
        street = chosen["street"].code if chosen["street"] else ""
        asked = {"what": chosen["what"], "kind": chosen["kind"], "street": street, **changed}
        return f"{reverse(f'venue_gaps:{name}')}?{urlencode({key: value for key, value in asked.items() if value})}"


class GapsView(AboutGaps, WagtailAdminTemplateMixin):
    """GET shows how many venues lack what, and which."""

    template_name = "liaison_pages/admin/gaps.html"
    page_title = gettext_lazy("居民还看不到的")
    header_icon = "view"

    def get_context_data(self, **kwargs):
        return super().get_context_data(form=self.form, **kwargs)

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get(self, request, *args, **kwargs):
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data(), status=UNPROCESSABLE)
        page = Paginator(self.lacking, PAGE_SIZE).get_page(request.GET.get("p"))
        found = gaps.gaps_of(list(page.object_list), request.user)
        kinds = [
            (kind.label, count, self.address("list", what=kind.name))
            for kind, count in gaps.counts(self.venues)
            if count
        ]
        return self.render_to_response(
            self.get_context_data(
                total=page.paginator.count,
                kinds=kinds,
                page=page,
                rows=[(venue, found[venue.pk]) for venue in page.object_list],
                page_url=self.address("list"),
                export_url=self.address("export"),
                is_narrowed=any(self.form.cleaned_data.values()),
            )
        )


class GapsExportView(AboutGaps):
    """GET gives all rows as CSV."""

    def get(self, request, *args, **kwargs):
        if not self.form.is_valid():  # the page tells what is wrong
            return redirect(f"{reverse('venue_gaps:list')}?{request.GET.urlencode()}")
        return csv_response("gaps.csv", HEADINGS, self.cells())

    def cells(self) -> Iterator[list[str]]:
        """One line for each venue."""
        for page in Paginator(self.lacking, ROWS_AT_ONCE):
            found = gaps.gaps_of(list(page.object_list))
            for venue in page.object_list:
                labels = gettext("、").join(gap.label for gap in found[venue.pk])
                yield [venue.code, venue.name, str(venue.get_kind_display()), venue.street.name, labels]
