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

ORDER_STEP = 10  # room to put somebody between two, as a workbook's rows are numbered
MOST_ORDER = 9999  # what a workbook may say


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
    orders = _orders(
        [standing[entry.deputy.pk].sort_order if entry.deputy.pk in standing else None for entry in entries]
    )
    changes = 0
    for sort_order, entry in zip(orders, entries, strict=True):
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


def _orders(standing: list[int | None]) -> list[int]:
    """
    Rising numbers for the places, given those that the rows have now (None: a new row).

    As many as possible keep theirs, so that only a row that moved counts as edited: an import leaves edited rows alone.
    """
    kept = _longest_rising(standing)
    orders: list[int] = []
    for place, number in enumerate(standing):
        if place not in kept:
            low = orders[-1] if orders else 0
            high = next((standing[later] for later in kept if later > place), low + 2 * ORDER_STEP)
            number = low + (high - low) // 2
            if number == low or number > MOST_ORDER:  # no room left: all anew
                return [ORDER_STEP * turn for turn in range(1, len(standing) + 1)]
        orders.append(number)
    return orders


def _longest_rising(numbers: list[int | None]) -> list[int]:
    """The places of a longest rising run among `numbers`, others left out."""
    best: list[list[int]] = []
    for place, number in enumerate(numbers):
        if number is not None:
            before = [run for run in best if numbers[run[-1]] < number]
            best.append([*max(before, key=len, default=[]), place])
    return max(best, key=len, default=[])


def _check(venue: Venue, entries: list[RosterEntry]) -> None:
    seen = set()
    for entry in entries:
        if entry.deputy.pk in seen:
            raise InvalidMove(_("%(name)s 写了两次。") % {"name": entry.deputy})
        if entry.deputy.site_id != venue.site_id:
            raise InvalidMove(_("%(name)s 不属于这个站点。") % {"name": entry.deputy})
        seen.add(entry.deputy.pk)
