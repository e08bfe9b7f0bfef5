"""
Importing a district's workbook in the admin: upload, look at what would change, confirm, done.

Only for those who manage the whole district of the site. Nothing is written before the confirmation, and then only
what was shown.
"""

import io
from collections.abc import Iterable

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.access import roles
from cms.access.guarded import denied
from cms.access.requests import site_of
from cms.access.selectors import may_in_district
from cms.kernel.actors import Staff
from liaison_pages.importer import holding
from liaison_pages.importer.district import StalePlan, carry_out, prepare
from liaison_pages.importer.faults import WorkbookRefused
from liaison_pages.importer.files import MAX_FILE_BYTES, read_stream
from liaison_pages.importer.plan import PLANNED, Action, Plan
from liaison_pages.importer.template import template_bytes
from liaison_pages.selectors.district import import_entry

UNPROCESSABLE, CONFLICT = 422, 409
SHOWN_ROWS = 300  # of a table; the rest is counted
INDEX_URL = reverse_lazy("district_import:upload")
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ImportMenuItem(MenuItem):
    """Shown to those who may import."""

    def is_shown(self, request):
        return may_import(request)


def may_import(request) -> bool:
    return may_in_district(request.user, roles.MANAGE_DISTRICT, site_of(request))


class UploadForm(forms.Form):
    """The workbook, and whether it overwrites what was edited in the admin."""

    file = forms.FileField(
        label=_("工作簿"),
        help_text=_("用模板填好的 .xlsx，或者装着几个 .csv 的 .zip；最多 20 MB。"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.zip,.csv"}),
        max_length=200,
        allow_empty_file=True,  # the importer says what is wrong with it
    )
    overwrite = forms.BooleanField(
        label=_("覆盖后台改过的内容"),
        required=False,
        help_text=_("不勾选时，在后台改过的内容保持原样，删掉的不会恢复。没有发布的页面和草稿，勾不勾都不动。"),
    )

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > MAX_FILE_BYTES:
            raise forms.ValidationError(_("文件太大：最多 20 MB。请删去图片和多余的工作表。"))
        return file


class DistrictScreen(WagtailAdminTemplateMixin):
    """What the screens share: the site, who may see them, title and crumbs."""

    page_title = _("导入区县数据")
    header_icon = "upload"

    def dispatch(self, request, *args, **kwargs):
        if not may_import(request):
            return denied(request)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def site(self):
        return site_of(self.request)

    def get_breadcrumbs_items(self):
        crumbs = [*self.breadcrumbs_items, {"url": INDEX_URL, "label": DistrictScreen.page_title}]
        if self.page_title != DistrictScreen.page_title:
            crumbs.append({"url": "", "label": self.page_title})
        return crumbs

    def show_faults(self, error: WorkbookRefused, **context):
        """The screen again with every fault, and nothing changed."""
        count = len(error.faults)
        context["fault_count"] = count
        context["faults"] = error.faults[:SHOWN_ROWS]
        context["faults_left_out"] = max(0, count - SHOWN_ROWS)
        return self.render_to_response(self.get_context_data(**context), status=UNPROCESSABLE)


class UploadView(DistrictScreen, FormView):
    """Takes the workbook, checks it, and leads on to what it would change."""

    form_class = UploadForm
    template_name = "liaison_pages/admin/district_import/upload.html"

    def form_valid(self, form):
        file, overwrite = form.cleaned_data["file"], form.cleaned_data["overwrite"]
        content = file.read()
        try:
            raw_sheets = read_stream(io.BytesIO(content), file.name)
            prepare(raw_sheets=raw_sheets, site=self.site, overwrite=overwrite)
        except WorkbookRefused as error:
            return self.show_faults(error, form=form)
        held = holding.hold(
            content=content, user=self.request.user, site=self.site, name=file.name, overwrite=overwrite
        )
        return redirect("district_import:review", held.ticket)

    def get_context_data(self, **kwargs):
        return super().get_context_data(last=import_entry(self.site), **kwargs)

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=UNPROCESSABLE)


class ReviewView(DistrictScreen, TemplateView):
    """Shows what would change; confirmed, imports just that."""

    page_title = _("将要做的修改")
    template_name = "liaison_pages/admin/district_import/review.html"

    def dispatch(self, request, *args, **kwargs):
        if not may_import(request):
            return denied(request)
        self.held = holding.find(kwargs["ticket"], user=request.user, site=self.site)
        if self.held is None:
            messages.warning(request, gettext("文件只保留一小时，已经删除。请重新上传。"))
            return redirect(INDEX_URL)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        try:
            plan = prepare(raw_sheets=self.held.read(), site=self.site, overwrite=self.held.overwrite).plan
        except WorkbookRefused as error:
            return self.show_faults(error)
        return self.render_to_response(self.get_context_data(**plan_context(plan)))

    def post(self, request, *args, **kwargs):
        try:
            carry_out(
                raw_sheets=self.held.read(), site=self.site, actor=Staff(request.user),
                overwrite=self.held.overwrite, expected=request.POST.get("digest") or "none",
                file_name=self.held.name,
            )  # fmt: skip
        except WorkbookRefused as error:
            return self.show_faults(error)
        except StalePlan as error:
            messages.warning(request, str(error))
            return redirect(request.path)
        self.held.discard()
        messages.success(request, gettext("导入完成。"))
        return redirect("district_import:done")

    def get_context_data(self, **kwargs):
        return super().get_context_data(held=self.held, upload_url=INDEX_URL, **kwargs)


class DoneView(DistrictScreen, TemplateView):
    """The last import of this site: who, when, how many."""

    page_title = _("上一次导入")
    template_name = "liaison_pages/admin/district_import/done.html"

    def get_context_data(self, **kwargs):
        entry = import_entry(self.site)
        if entry is None:
            raise Http404
        return super().get_context_data(
            entry=entry, upload_url=INDEX_URL, **summary_context(entry.data.get("sheets", ())), **kwargs
        )


class TemplateDownloadView(DistrictScreen, View):
    """The empty template."""

    def get(self, request, *args, **kwargs):
        name = gettext("区县数据模板.xlsx")
        return FileResponse(io.BytesIO(template_bytes()), as_attachment=True, filename=name, content_type=EXCEL)


def plan_context(plan: Plan) -> dict:
    """What the review shows of a plan."""
    touched = [item for item in plan.items if item.action in (Action.CHANGE, Action.KEEP)]
    new = [item for item in plan.items if item.is_new]
    return {
        "plan": plan,
        "digest": plan.digest(),
        **summary_context(plan.summary()),
        "touched": touched[:SHOWN_ROWS],
        "touched_left_out": max(0, len(touched) - SHOWN_ROWS),
        "new": new[:SHOWN_ROWS],
        "new_left_out": max(0, len(new) - SHOWN_ROWS),
    }


def summary_context(summary: Iterable) -> dict:
    """Counts by sheet and action, and how many of each action there are in all."""
    titles = {kind.name: kind.title for kind in PLANNED}
    rows = [(titles.get(name, name), [counts[action] for action in Action.values]) for name, counts in summary]
    sums = [sum(column) for column in zip(*(counts for _title, counts in rows), strict=True)]
    return {"actions": Action.labels, "rows": rows, "totals": list(zip(Action.labels, sums, strict=False))}
