"""The screen of one account's roles."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from cms.access.forms import GrantForm
from cms.access.last_administrator import LastAdministrator
from cms.access.selectors import account, administered_sites, may_manage_account, role_group_of, role_groups_of
from cms.access.services import grant, revoke
from cms.kernel.actors import Staff


class RolesView(WagtailAdminTemplateMixin, FormView):
    """The roles somebody holds, each with its place; one at a time is added or taken away."""

    form_class = GrantForm
    template_name = "access/users/roles.html"
    page_title = gettext_lazy("角色")
    header_icon = "key"

    @staticmethod
    def url_of(user) -> str:
        return reverse("wagtailusers_users:roles", args=[user.pk])

    @cached_property
    def account(self):
        found = account(self.kwargs["pk"])
        if found is None:
            raise Http404
        return found

    def dispatch(self, request, *args, **kwargs):
        if not may_manage_account(request.user, self.account):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "sites": administered_sites(self.request.user)}

    def get_page_subtitle(self):
        return self.account.get_full_name() or self.account.get_username()

    def get_breadcrumbs_items(self):
        users, edit = reverse("wagtailusers_users:index"), reverse("wagtailusers_users:edit", args=[self.account.pk])
        return [
            {"url": reverse("wagtailadmin_home"), "label": _("首页")},
            {"url": users, "label": _("用户")},
            {"url": edit, "label": self.get_page_subtitle()},
            {"url": "", "label": self.page_title, "sublabel": self.get_page_subtitle()},
        ]

    def get_context_data(self, **kwargs):
        return super().get_context_data(account=self.account, rows=role_groups_of(self.account), **kwargs)

    def post(self, request, *args, **kwargs):
        if "revoke" in request.POST:
            return self.take_away(request.POST["revoke"])
        return super().post(request, *args, **kwargs)

    def take_away(self, role_group_id: str):
        row = role_group_of(self.account, role_group_id)
        if row is None:  # somebody else was quicker, or the page is old
            messages.warning(self.request, _("这个角色已经不在了。"))
            return redirect(self.url_of(self.account))
        where = {"venue": row.venue} if row.venue else {"site": row.site}
        try:
            revoke(user=self.account, role=row.role, actor=Staff(self.request.user), **where)
        except LastAdministrator as error:
            messages.error(self.request, str(error))
            return redirect(self.url_of(self.account))
        messages.success(self.request, _("已取消：%s。") % row)
        return redirect(self.url_of(self.account))

    def form_valid(self, form):
        role = form.cleaned_data["role"]
        row = grant(user=self.account, role=role, actor=Staff(self.request.user), **form.where())
        messages.success(self.request, _("已授予：%s。") % row)
        return redirect(self.url_of(self.account))
