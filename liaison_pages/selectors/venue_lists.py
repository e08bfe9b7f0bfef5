"""Lists and counts of venues for the public: the directory, the front page."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from cms.search.lists import having
from liaison_pages.models import Division, Venue, VenueKind, VenueMembership, VenuePage
from liaison_pages.selectors.by_name import pks_by_name

LOOKED_THROUGH = ("name", "name_en", "theme", "address", "community__name", "community__name_en")


def public_venues(site) -> QuerySet[Venue]:
    """The active venues of `site` that have a page open to all."""
    pages = VenuePage.objects.open_to_all().filter(venue=OuterRef("pk"))
    return Venue.objects.filter(Exists(pages), site=site, is_active=True)


def venue_by_code(site, code: str) -> Venue | None:
    """The public venue of `site` with this code."""
    return public_venues(site).filter(code=code).select_related("site", "street").first()


def kind_counts(site) -> dict[str, int]:
    """How many public venues each kind has, every kind named; one query."""
    rows = dict(public_venues(site).order_by().values_list("kind").annotate(Count("pk", distinct=True)))
    return {kind: rows.get(kind, 0) for kind in VenueKind.values}


def streets_with_venues(site) -> list[Division]:
    """Streets and towns that have a public venue, by code; one query, which looks for one venue in each."""
    one = public_venues(site).filter(street=OuterRef("pk"))
    return list(Division.objects.filter(Exists(one), level=Division.Level.STREET).order_by("code"))


def find_venues(
    site, *, words: str = "", kind: str = "", street: str = "", deputy: str = "", receiving: Exists | None = None
) -> QuerySet[Venue]:
    """
    Public venues that match every condition given, by street, then in the order of the tree.

    `words` is looked for in names, addresses and community names, and where none has them, in how names are spelled
    (`by_name`), which costs one to three queries before the list's own; `street` is a division code, `deputy` part of a
    published deputy's name or a whole code; `receiving` is a condition of `selectors.receptions.receives`.
    """
    found = public_venues(site)
    if words:
        holding = found.filter(having(words, LOOKED_THROUGH))
        found = holding if holding.exists() else found.filter(pk__in=pks_by_name(site, "venues", words))
    if kind:
        found = found.filter(kind=kind)
    if street:
        found = found.filter(street__code=street)
    if deputy:
        known = Q(deputy__code=deputy) | Q(deputy__name__icontains=deputy)
        members = VenueMembership.objects.filter(known, venue=OuterRef("pk"), deputy__is_published=True)
        found = found.filter(Exists(members))
    if receiving is not None:
        found = found.filter(receiving)
    return found.select_related("street", "community").order_by("street__code", "path")


@dataclass(frozen=True)
class StreetCount:
    """How many venues of a list are in one street, and how many of these receive today."""

    count: int
    today: int


def counts_by_street(venues: QuerySet[Venue], *, today: Exists) -> dict[int, StreetCount]:
    """Street id → its count; `today` is a condition of `selectors.receptions.receives`. One query."""
    rows = venues.order_by().values_list("street").annotate(Count("pk"), receiving=Count("pk", filter=today))
    return {street: StreetCount(count, receiving) for street, count, receiving in rows}
