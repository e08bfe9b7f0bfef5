"""The administrators' card of the dashboard."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cms.access.selectors import accounts_without_role, active_accounts
from cms.kernel.counts import up_to
from cms.kernel.dashboard import DashboardCard, Line


class AccountsCard(DashboardCard):
    """How many people sign in, and who of them cannot do anything yet."""

    name = "access.accounts"
    title = gettext_lazy("账号")
    icon = "user"

    def is_for(self, user) -> bool:
        return user.has_perm("liaison_access.change_user")

    def content(self, user) -> list[Line]:
        index, idle = reverse("wagtailusers_users:index"), accounts_without_role()
        names = [
            Line(
                each.get_full_name() or each.get_username(),
                reverse("wagtailusers_users:roles", args=[each.pk]),
                detail=_("还没有角色"),
            )
            for each in idle[:3]
        ]
        count = up_to(active_accounts(user)).count()
        return [Line(ngettext("个账号在用", "个账号在用", count), index, count), *names]
