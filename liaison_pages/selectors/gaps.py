"""What the public still misses at venues: of a few venues with the ways to mend it, and across a district."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Case, Count, Q, QuerySet, Value, When

from cms.access import roles
from cms.access.selectors import venues_where
from cms.kernel.registrar import is_core, registrar
from cms.kernel.states import sites_without
from liaison_pages.interfaces import IVenueGap
from liaison_pages.models import Division, Venue


@dataclass(frozen=True)
class Gap:
    """Something that a venue lacks. `url`: where the person who asks mends it; "" for whoever may not."""

    name: str
    label: str
    url: str


def kinds() -> list[tuple[IVenueGap, Q]]:
    """Every kind of gap with its condition, what matters most first."""
    found = []
    for entry in registrar().all("utility", IVenueGap.__name__):
        lacks = entry.value.condition()
        if not is_core(registrar().plugins[entry.plugin_id]):
            lacks &= ~Q(site__in=sites_without(entry.plugin_id))
        found.append((entry.value, lacks))
    return sorted(found, key=lambda kind: kind[0].weight)


def lacking(venues: QuerySet[Venue], name: str = "") -> QuerySet[Venue]:
    """Those of `venues` that lack `name`; without one: anything that is not optional."""
    lacks = Q(pk__in=[])
    for kind, condition in kinds():
        if kind.name == name or not (name or kind.is_optional):
            lacks |= condition
    return venues.filter(lacks)


def seen(user) -> QuerySet[Venue]:
    """The venues in use that `user` sees, in the order of the tree."""
    return venues_where(user, roles.VIEW_VENUE).filter(is_active=True).order_by("path")


def streets_of(user) -> QuerySet[Division]:
    """The streets of the venues that `user` sees."""
    return Division.objects.filter(pk__in=seen(user).order_by().values("street")).order_by("code")


def counts(venues: QuerySet[Venue]) -> list[tuple[IVenueGap, int]]:
    """How many of `venues` lack each kind of thing. One query."""
    found = kinds()
    asked = {_column(kind): Count("pk", filter=lacks) for kind, lacks in found}
    numbers = venues.order_by().aggregate(**asked) if asked else {}
    return [(kind, numbers[_column(kind)]) for kind, _lacks in found]


def mendable(venue: Venue, user) -> list[Gap]:
    """What `venue` lacks that `user` may add: on the venue's screens nobody is told of what others must do."""
    return [gap for gap in gaps_of([venue], user)[venue.pk] if gap.url]


def gaps_of(venues: list[Venue], user=None) -> dict[int, list[Gap]]:
    """
    What each of `venues` lacks, by its key. One query for all, and those by which the kinds that were found say where
    they are mended by `user`; without one, none of these. A venue out of use lacks nothing.
    """
    found = kinds()
    flags = {_column(kind): Case(When(lacks, then=Value(True)), default=Value(False)) for kind, lacks in found}
    rows = Venue.objects.filter(pk__in=[venue.pk for venue in venues], is_active=True).values("pk", **flags)
    rows = {row["pk"]: row for row in rows}
    gaps: dict[int, list[Gap]] = defaultdict(list)
    for kind, _lacks in found:
        without = [venue for venue in venues if rows.get(venue.pk, {}).get(_column(kind))]
        addresses = kind.addresses(without, user) if without and user else {}
        for venue in without:
            gaps[venue.pk].append(Gap(kind.name, str(kind.label), addresses.get(venue.pk, "")))
    return gaps


def _column(kind: IVenueGap) -> str:
    """Of the answer; a gap may be called as a field of venues is."""
    return f"lacks_{kind.name}"
