"""
Sharing, as in Plone: who has which role in a place, granted there or coming from above, and changing it in one go.

A place is a venue, or a site for the roles of its whole district.
"""

from dataclasses import dataclass, field

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from wagtail.models import Site

from cms.access.models import RoleGroup
from cms.access.roles import DISTRICT_ROLES, ROLES, VENUE_ROLES, Role
from cms.access.selectors import accounts_without_roles_outside
from cms.access.services import grant, revoke
from cms.kernel.exceptions import Conflict
from cms.search.lists import having

ACCOUNTS_FOUND = 20  # how many accounts a search offers

Pairs = frozenset[tuple[int, str]]  # (primary key of an account, role)


class Changed(Conflict):
    """Somebody else changed the roles of the place meanwhile: `changes` are sentences."""

    def __init__(self, changes: list[str]):
        super().__init__(_("您打开这一页以后，别人改过这里的角色，您的改动还没有保存。"))
        self.changes = changes


@dataclass
class Holder:
    """An account and what it holds in a place."""

    user: object
    own: set[str] = field(default_factory=set)  # granted in the place
    above: list[tuple[str, str]] = field(default_factory=list)  # (role, where it is granted), of places above

    @property
    def above_in_words(self) -> list[str]:
        return [
            _("%(role)s（来自%(place)s）") % {"role": Role(role).label, "place": place} for role, place in self.above
        ]


def roles_granted_in(place) -> tuple[str, ...]:
    """The roles that can be granted in a place of this kind."""
    return DISTRICT_ROLES if isinstance(place, Site) else VENUE_ROLES


def holders(place) -> list[Holder]:
    """Everybody who has a role in `place`: those with one of its own first. Two queries, whatever the number."""
    found: dict[int, Holder] = {}
    for row in _role_groups(place):
        is_own = (row.venue_id is None) if isinstance(place, Site) else row.venue_id == place.pk
        for user in row.group.user_set.all():
            holder = found.setdefault(user.pk, Holder(user))
            if is_own:
                holder.own.add(row.role)
            else:
                holder.above.append((row.role, str(row.venue) if row.venue else _("全区")))
    return sorted(found.values(), key=lambda holder: (not holder.own, str(holder.user.get_full_name()), holder.user.pk))


def _role_groups(place) -> QuerySet[RoleGroup]:
    rows = RoleGroup.objects.select_related("venue", "group").prefetch_related("group__user_set")
    if isinstance(place, Site):
        return rows.filter(site=place, venue=None).order_by("pk")
    above = [place.path[:end] for end in range(place.steplen, len(place.path) + 1, place.steplen)]
    of_district = [role for role in DISTRICT_ROLES if ROLES[role].venue]  # those that reach into venues
    return rows.filter(Q(venue__path__in=above) | Q(venue=None, site=place.site_id, role__in=of_district)).order_by(
        "pk"
    )


def pairs_of(place) -> Pairs:
    """What is granted in `place` itself."""
    where = {"venue": None, "site": place} if isinstance(place, Site) else {"venue": place}
    rows = RoleGroup.objects.filter(**where, group__user__isnull=False)
    return frozenset(rows.values_list("group__user", "role"))


def accounts_to_share_with(by, place) -> QuerySet:
    """
    The accounts whose roles in `place` the user `by` may change: none of another district, and those of superusers
    only where `by` is one.
    """
    site = place if isinstance(place, Site) else place.site
    accounts = accounts_without_roles_outside([site.pk])
    return accounts if by.is_superuser else accounts.filter(is_superuser=False)


def find_accounts(text: str, by, place) -> list:
    """Active accounts whose name or user name has `text` in it, for `by` to grant a role to; the first few."""
    named = having(text, ["username", "display_name"])
    return list(accounts_to_share_with(by, place).filter(named, is_active=True).order_by("username")[:ACCOUNTS_FOUND])


@transaction.atomic
def share(*, place, wanted: dict, seen: Pairs, actor) -> tuple[int, int]:
    """
    Let each account of `wanted` (account → roles) have just these of the place's own roles; says how many were granted
    and how many taken away. Accounts that are not in `wanted` keep what they have.

    Raises Changed when the place's grants are not those of `seen` any more, LastAdministrator as `revoke` does: then
    nothing is changed.
    """
    type(place).objects.select_for_update().get(pk=place.pk)
    held = pairs_of(place)
    if held != seen:
        raise Changed(_told(held, seen))
    where = {"site": place} if isinstance(place, Site) else {"venue": place}
    granted = taken = 0
    for user, roles in wanted.items():
        own = {role for pk, role in held if pk == user.pk}
        for role in sorted(roles - own):
            grant(user=user, role=role, actor=actor, **where)
            granted += 1
        for role in sorted(own - roles):
            revoke(user=user, role=role, actor=actor, **where)
            taken += 1
    return granted, taken


def _told(held: Pairs, seen: Pairs) -> list[str]:
    users = get_user_model().objects.in_bulk({pk for pk, _role in held ^ seen})
    sentences = ((held - seen, _("%(who)s得到了“%(role)s”。")), (seen - held, _("%(who)s不再是“%(role)s”。")))
    return [
        sentence % {"who": users[pk].get_full_name() or users[pk].get_username(), "role": Role(role).label}
        for pairs, sentence in sentences
        for pk, role in sorted(pairs)
        if pk in users
    ]
