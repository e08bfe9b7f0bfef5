"""A district is never left without an administrator who can sign in, whichever screen would take the last one."""

from django.utils.translation import gettext as _
from wagtail.models import Site

from cms.access.models import RoleGroup
from cms.access.roles import Role
from cms.kernel.exceptions import KernelError


class LastAdministrator(KernelError):
    """The district would be left without an administrator who can sign in."""

    def __init__(self):
        super().__init__(_("这是最后一位系统管理员，不能取消、停用或删除。请先让另一位担任系统管理员。"))


def keep_an_administrator(accounts, site=None) -> None:
    """
    Raise LastAdministrator when `site`, or without it any district, has no other administrator than `accounts` who can
    sign in.

    Called in the transaction that takes the role or the account away: it locks their districts, so that of two
    administrators who do this to one another one stays.
    """
    leaving = [account.pk for account in accounts]
    rows = RoleGroup.objects.filter(role=Role.ADMINISTRATOR, **({"site": site} if site else {}))
    left = rows.filter(group__user__in=leaving, group__user__is_active=True)
    sites = set(left.values_list("site", flat=True))
    list(Site.objects.select_for_update().filter(pk__in=sites).order_by("pk"))
    for row in rows.filter(site__in=sites).select_related("group"):
        if not row.group.user_set.filter(is_active=True).exclude(pk__in=leaving).exists():
            raise LastAdministrator
