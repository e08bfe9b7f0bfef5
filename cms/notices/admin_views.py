"""Staff's screens: how sending stands, and the words of notices."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from cms.access.guarded import DeniesPlainly
from cms.access.requests import site_of
from cms.access.roles import MANAGE_DISTRICT
from cms.access.selectors import may_in_district
from cms.kernel.actors import Staff
from cms.notices import services
from cms.notices.kinds import channels_of, default_words, kinds_on
from cms.notices.models import ChannelOfNotices
from cms.notices.postmen import channels_on
from cms.notices.selectors import changed_templates, outbox_of, stuck_notices
from cms.notices.template_form import TemplateForm
from cms.notices.wording import LANGUAGES, reason_words

PER_PAGE = 50


class OfDistrict(DeniesPlainly, WagtailAdminTemplateMixin, View):
    """A screen of one district's notices: 403 for those who do not manage it."""

    header_icon = "mail"

    def dispatch(self, request, *args, **kwargs):
        if not may_in_district(request.user, MANAGE_DISTRICT, self.site):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def site(self):
        return site_of(self.request)

    @property
    def actor(self) -> Staff:
        return Staff(self.request.user)

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]


class ReportView(OfDistrict):
    """What waits, and what did not go out."""

    page_title = gettext_lazy("通知发送情况")
    template_name = "liaison_notices/admin/report.html"

    def get(self, request, *args, **kwargs) -> HttpResponse:
        page = Paginator(stuck_notices(self.site), PER_PAGE).get_page(request.GET.get("p"))
        known = kinds_on(self.site)
        for notice in page:
            notice.title = known[notice.kind].title if notice.kind in known else notice.kind
            notice.why = reason_words(notice)
        outbox = outbox_of(self.site)
        return self.render_to_response(self.get_context_data(outbox=outbox, page=page, channels_on=channels_on()))


class ResendView(OfDistrict):
    """Puts one back into the outbox."""

    def post(self, request, *args, pk: int, **kwargs) -> HttpResponse:
        notice = get_object_or_404(stuck_notices(self.site), pk=pk)
        services.resend(notice=notice, actor=self.actor)
        messages.success(request, _("重新放进待发了，一分钟左右会发出。"))
        return redirect("liaison_notices_admin:report")


class TemplatesView(OfDistrict):
    """Every kind that is on here, with its words by channel and language."""

    page_title = gettext_lazy("通知模板")
    template_name = "liaison_notices/admin/templates.html"

    def get(self, request, *args, **kwargs) -> HttpResponse:
        changed = changed_templates(self.site)
        ways = [(channel, code, name) for channel in ChannelOfNotices for code, name in LANGUAGES]
        rows = [
            (
                kind,
                [
                    (channel, code, (kind.name, channel, code) in changed, channel in channels_of(kind))
                    for channel, code, _name in ways
                ],
            )
            for kind in kinds_on(self.site).values()
        ]
        return self.render_to_response(self.get_context_data(rows=rows, ways=ways))


class TemplateView(OfDistrict):
    """The words of one kind for one channel in one language. POST saves, previews (`preview`) or resets (`reset`)."""

    template_name = "liaison_notices/admin/template.html"

    def dispatch(self, request, *args, kind: str, channel: str, language: str, **kwargs):
        self.kind = kinds_on(self.site).get(kind)
        self.channel, self.language = channel, language
        if self.kind is None or channel not in channels_of(self.kind) or language not in dict(LANGUAGES):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def template(self):
        """The district's own words, None while the default ones hold."""
        return changed_templates(self.site).get((self.kind.name, self.channel, self.language))

    def get(self, request, *args, **kwargs) -> HttpResponse:
        subject, body = default_words(self.kind, self.channel, self.language)
        if self.template:
            subject, body = self.template.subject, self.template.body
        return self._show(self._form(initial={"subject": subject, "body": body}))

    def post(self, request, *args, **kwargs) -> HttpResponse:
        if "reset" in request.POST:
            return self._reset()
        form = self._form(request.POST)
        if "preview" in request.POST:
            return self._show(form)
        if not form.is_valid():
            return self._show(form, status=422)
        words = {"subject": form.cleaned_data.get("subject", ""), "body": form.cleaned_data["body"]}
        services.save_template(
            site=self.site, kind=self.kind, channel=self.channel, language=self.language, actor=self.actor, **words
        )
        messages.success(request, _("保存了。以后发的通知用新的说法。"))
        return redirect("liaison_notices_admin:templates")

    def _form(self, data=None, **kwargs) -> TemplateForm:
        return TemplateForm(data, kind=self.kind, channel=self.channel, language=self.language, **kwargs)

    def _show(self, form: TemplateForm, status: int = 200) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=status)

    def _reset(self) -> HttpResponse:
        if self.template:
            services.reset_template(template=self.template, actor=self.actor)
        messages.success(self.request, _("恢复成原来的说法了。"))
        return redirect("liaison_notices_admin:templates")

    def get_page_title(self):
        return self.kind.title

    def get_page_subtitle(self):
        return f"{ChannelOfNotices(self.channel).label} · {dict(LANGUAGES)[self.language]}"

    def get_breadcrumbs_items(self):
        templates = {"url": reverse("liaison_notices_admin:templates"), "label": _("通知模板")}
        return [*self.breadcrumbs_items, templates, {"url": "", "label": self.kind.title}]

    def get_context_data(self, **kwargs):
        return super().get_context_data(kind=self.kind, channel=self.channel, template=self.template, **kwargs)


class PreviewView(TemplateView):
    """The preview of what is typed, as a part of a page, for the script that asks as one types. Changes nothing."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        form = self._form(request.POST)
        return render(request, "liaison_notices/admin/preview.html", {"form": form, "errors": form.errors})
