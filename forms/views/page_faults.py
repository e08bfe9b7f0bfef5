"""What people found wrong on pages, for staff: the list, and saying that it is put right."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from cms.access import roles
from cms.access.guarded import DeniesPlainly
from cms.access.selectors import holds_somewhere
from cms.kernel.actors import Staff
from forms.selectors.page_faults import listed, visible_to
from forms.services.page_faults import settle_fault

PER_PAGE = 50


class PageFaultsMenuItem(MenuItem):
    """For those who change pages somewhere."""

    def is_shown(self, request) -> bool:
        return holds_somewhere(request.user, roles.CHANGE_VENUE)


class PageFaultsView(DeniesPlainly, WagtailAdminTemplateMixin, View):
    """`?done=1`: those that are put right."""

    page_title = gettext_lazy("网页纠错")
    header_icon = "warning"
    template_name = "forms/page_faults.html"
    http_method_names = ["get", "head"]

    def dispatch(self, request, *args, **kwargs):
        if not holds_somewhere(request.user, roles.CHANGE_VENUE):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        is_done = request.GET.get("done") == "1"
        page = Paginator(listed(request.user, is_done=is_done), PER_PAGE).get_page(request.GET.get("p"))
        return self.render_to_response(self.get_context_data(page=page, is_done=is_done))

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]


class SettleView(DeniesPlainly, View):
    """Says that one is put right, or (`is_done` False) that it is not after all."""

    http_method_names = ["post"]
    is_done = True

    def post(self, request: HttpRequest, *args, pk: int, **kwargs) -> HttpResponse:
        fault = get_object_or_404(visible_to(request.user), pk=pk)
        if not settle_fault(fault=fault, is_done=self.is_done, actor=Staff(request.user)):
            messages.info(request, _("别人刚才已经点过了。"))
        elif self.is_done:
            messages.success(request, _("记下了：已经改好。"))
        else:
            messages.success(request, _("放回待办了。"))
        return redirect(reverse("page_faults:index") + ("" if self.is_done else "?done=1"))
