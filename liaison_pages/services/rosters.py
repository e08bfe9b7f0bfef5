"""The roster of a venue: which deputies belong to it, in which role and order."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from cms.access import roles
from cms.kernel.audit import record
from cms.kernel.exceptions import Denied, InvalidMove
from liaison_pages.models import Deputy, Venue, VenueMembership
from liaison_pages.services.edits import stamp_edit


@dataclass(frozen=True)
class RosterEntry:
    """A place on the roster; the order of the entries is the order on the page."""

    deputy: Deputy
    role: str


def require_roster(actor, venue: Venue) -> None:
    """Raise Denied unless `actor` may manage the roster of `venue`."""
    if not actor.may(f"{roles.VENUE_APP}.{roles.MANAGE_ROSTER}", venue):
        raise Denied(_("您不能更改这个家站点的驻站代表。"))


@transaction.atomic
def set_roster(*, venue: Venue, entries: Iterable[RosterEntry], actor) -> int:
    """
    Make the roster of `venue` these entries, in this order. Rows that are right already stay as they are.

    Returns how many rows were added, changed or removed. Raises Denied, and InvalidMove for a deputy named twice or
    of another site.
    """
    require_roster(actor, venue)
    entries = list(entries)
    _check(venue, entries)
    Venue.objects.select_for_update().get(pk=venue.pk)
    standing = {row.deputy_id: row for row in VenueMembership.objects.filter(venue=venue)}
    changes = 0
    for sort_order, entry in enumerate(entries, start=1):
        row = standing.pop(entry.deputy.pk, None) or VenueMembership(venue=venue, deputy=entry.deputy)
        if row.pk and (row.role, row.sort_order) == (entry.role, sort_order):
            continue
        row.role, row.sort_order = entry.role, sort_order
        stamp_edit(row, actor)
        row.save()
        changes += 1
    VenueMembership.objects.filter(pk__in=[row.pk for row in standing.values()]).delete()
    changes += len(standing)
    if changes:
        data = {"roster": [{"deputy": entry.deputy.code, "role": entry.role} for entry in entries]}
        record(venue, action="roster.change", actor=actor, data=data)
    return changes


def _check(venue: Venue, entries: list[RosterEntry]) -> None:
    seen = set()
    for entry in entries:
        if entry.deputy.pk in seen:
            raise InvalidMove(_("%(name)s 写了两次。") % {"name": entry.deputy})
        if entry.deputy.site_id != venue.site_id:
            raise InvalidMove(_("%(name)s 不属于这个站点。") % {"name": entry.deputy})
        seen.add(entry.deputy.pk)
