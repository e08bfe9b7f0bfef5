"""The form of Sharing, for views of a place."""

from django.core import signing
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from cms.access.guarded import DeniesPlainly
from cms.access.last_administrator import LastAdministrator
from cms.access.roles import Role
from cms.access.selectors import administered_sites
from cms.access.sharing import (
    Changed,
    Holder,
    accounts_to_share_with,
    find_accounts,
    holders,
    pairs_of,
    roles_granted_in,
    share,
)
from cms.kernel.actors import Staff

SALT = "sharing"
MOST_ACCOUNTS = 500  # in one form
UNPROCESSABLE, CONFLICT = 422, 409


class SharingMixin:
    """
    GET shows who has which role in `get_place()`, POST finds accounts (`find`) or saves the ticks.

    The form carries what was granted when it was shown, so that the second of two people is told what the first saved.
    The view it is mixed into has asked already whether the user may share the place.
    """

    def get_place(self):
        raise NotImplementedError

    def get(self, request, *args, **kwargs):
        return self.show(self._rows())

    def post(self, request, *args, **kwargs):
        wanted, seen = self._ticks(), self._seen()
        rows = self._rows(wanted)
        if "find" in request.POST:
            return self.show(self._with_found(rows, request.POST.get("q", "").strip()), seen=seen)
        if self._removes_oneself(wanted) and "confirm" not in request.POST:
            return self.show(rows, seen=seen, status=UNPROCESSABLE, asks=True)
        try:
            granted, taken = share(place=self.get_place(), wanted=wanted, seen=seen, actor=Staff(request.user))
        except Changed as error:
            messages.error(request, str(error))
            return self.show(rows, status=CONFLICT, changes=error.changes)
        except LastAdministrator as error:
            messages.error(request, str(error))
            return self.show(rows, seen=seen, status=UNPROCESSABLE)
        messages.success(request, _said(granted, taken))
        return redirect(request.path)

    def _ticks(self) -> dict:
        """Account → the roles ticked for it, of every account that the form showed; 400 for what no form sends."""
        sent = self.request.POST.getlist("account")
        if len(sent) > MOST_ACCOUNTS or not all(each.isdecimal() and len(each) < 19 for each in sent):
            raise BadRequest("account")
        accounts = accounts_to_share_with(self.request.user, self.get_place()).in_bulk({int(each) for each in sent})
        if len(accounts) != len(set(sent)):
            raise BadRequest("account")
        ticked = {account: set(self.request.POST.getlist(f"roles-{pk}")) for pk, account in accounts.items()}
        if any(roles - set(roles_granted_in(self.get_place())) for roles in ticked.values()):
            raise BadRequest("roles")
        return ticked

    def _seen(self):
        try:
            return frozenset((pk, role) for pk, role in signing.loads(self.request.POST.get("seen", ""), salt=SALT))
        except signing.BadSignature as error:
            raise BadRequest("seen") from error

    def _rows(self, wanted: dict | None = None) -> list[Holder]:
        """The holders as they are, with the ticks of the form in their place."""
        rows = holders(self.get_place())
        shown = {row.user.pk for row in rows}
        for account in wanted or {}:
            if account.pk not in shown:
                rows.append(Holder(account))
        for row in rows:
            row.own = (wanted or {}).get(row.user, row.own)
        return rows

    def _with_found(self, rows: list[Holder], text: str) -> list[Holder]:
        found = find_accounts(text, self.request.user, self.get_place()) if text else []
        shown = {row.user.pk for row in rows}
        added = [Holder(account) for account in found if account.pk not in shown]
        if not found:
            messages.warning(self.request, _("没有找到这个人。请核对姓名或用户名，或者请系统管理员先开账号。"))
        return added + rows

    def _removes_oneself(self, wanted: dict) -> bool:
        own = {role for pk, role in pairs_of(self.get_place()) if pk == self.request.user.pk}
        return bool(own - wanted.get(self.request.user, own))

    def show(self, rows: list[Holder], *, seen=None, status: int = 200, **more):
        editable = set(
            accounts_to_share_with(self.request.user, self.get_place()).in_bulk([row.user.pk for row in rows])
        )
        seen = pairs_of(self.get_place()) if seen is None else seen
        context = self.get_context_data(
            rows=rows,
            editable=editable,
            roles=[(role, Role(role).label) for role in roles_granted_in(self.get_place())],
            seen=signing.dumps(sorted(seen), salt=SALT),
            text=self.request.POST.get("q", ""),
            **more,
        )
        return self.render_to_response(context, status=status)


def _said(granted: int, taken: int) -> str:
    if not granted and not taken:
        return _("没有改动。")
    said = []
    if granted:
        said.append(ngettext("授予了 %d 个角色", "授予了 %d 个角色", granted) % granted)
    if taken:
        said.append(ngettext("取消了 %d 个角色", "取消了 %d 个角色", taken) % taken)
    return _("%s。") % _("，").join(said)


class DistrictSharingView(SharingMixin, DeniesPlainly, WagtailAdminTemplateMixin, View):
    """The roles that hold for a whole district, granted by its administrators."""

    template_name = "access/sharing.html"
    page_title = gettext_lazy("全区的角色")
    header_icon = "key"

    def dispatch(self, request, *args, **kwargs):
        self.sites = list(administered_sites(request.user).order_by("-is_default_site", "pk"))
        if not self.sites:
            raise PermissionDenied
        wanted = kwargs.get("site")
        self.site = next((site for site in self.sites if wanted in (None, site.pk)), None)
        if self.site is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_place(self):
        return self.site

    def get_breadcrumbs_items(self):
        return [{"url": reverse("wagtailadmin_home"), "label": _("首页")}, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        return super().get_context_data(district=self.site, districts=self.sites, **kwargs)
