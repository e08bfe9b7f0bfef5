"""The district's switch: whether venue staff publish their pages themselves."""

from django import forms
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.access.guarded import denied
from cms.access.requests import site_of
from cms.kernel.actors import Staff
from liaison_pages.selectors.review import is_reviewed, may_set_review
from liaison_pages.services.review import set_review

URL = reverse_lazy("page_review")


class ReviewMenuItem(MenuItem):
    """Shown to those who may set it."""

    def __init__(self):
        super().__init__(gettext_lazy("发布审核"), URL, name="page-review", icon_name="clipboard-list", order=210)

    def is_shown(self, request):
        return may_set_review(request.user, site_of(request))


class ReviewForm(forms.Form):
    is_on = forms.BooleanField(
        label=gettext_lazy("家站点的页面由代表工委审核后发布"),
        required=False,
        help_text=gettext_lazy(
            "打开：站长和页面编辑点“提交审核”，代表工委的编辑同意后才发布；取消发布和定时发布也要代表工委来做。"
            "意见表不用审核，站里随时可以开放或关闭。"
            "关闭：站里自己发布；还在等审核的退回草稿。"
        ),
    )


class ReviewView(WagtailAdminTemplateMixin, FormView):
    """GET shows how it stands, POST sets it."""

    template_name = "wagtailadmin/generic/form.html"
    page_title = gettext_lazy("发布审核")
    header_icon = "clipboard-list"
    form_class = ReviewForm
    success_url = URL

    def dispatch(self, request, *args, **kwargs):
        self.site = site_of(request)
        if not may_set_review(request.user, self.site):
            return denied(request)
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self):
        return {"is_on": is_reviewed(self.site.pk)}

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            submit_button_label=_("保存"), submit_button_active_label=_("正在保存…"), **kwargs
        )

    def form_valid(self, form):
        is_on = form.cleaned_data["is_on"]
        set_review(site=self.site, is_on=is_on, actor=Staff(self.request.user))
        told = _("已打开：家站点的页面由代表工委审核后发布。") if is_on else _("已关闭：家站点自己发布页面。")
        messages.success(self.request, told)
        return redirect(self.success_url)
