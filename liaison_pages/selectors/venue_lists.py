"""Lists and counts of venues for the public: the directory, the front page."""

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from liaison_pages.models import Division, Venue, VenueKind, VenuePage


def public_venues(site) -> QuerySet[Venue]:
    """The active venues of `site` that have a page open to all."""
    pages = VenuePage.objects.open_to_all().filter(venue=OuterRef("pk"))
    return Venue.objects.filter(Exists(pages), site=site, is_active=True)


def venue_by_code(site, code: str) -> Venue | None:
    """The active venue of `site` with this code."""
    return Venue.objects.filter(site=site, is_active=True, code=code).select_related("site", "street").first()


def kind_counts(site) -> dict[str, int]:
    """How many public venues each kind has, every kind named; one query."""
    rows = dict(public_venues(site).order_by().values_list("kind").annotate(Count("pk", distinct=True)))
    return {kind: rows.get(kind, 0) for kind in VenueKind.values}


def streets_with_venues(site) -> list[Division]:
    """Streets and towns that have a public venue, by code; one query."""
    return list(
        Division.objects.filter(level=Division.Level.STREET, venues_in_street__in=public_venues(site))
        .distinct()
        .order_by("code")
    )


def find_venues(
    site, *, words: str = "", kind: str = "", street: str = "", deputy: str = "", receiving: set[int] | None = None
) -> list[Venue]:
    """
    Public venues that match every condition given, by street, then in the order of the tree. One query.

    `words` is looked for in names, addresses and community names; `street` is a division code, `deputy` part of a
    published deputy's name or a whole code; `receiving` keeps the venues with these ids.
    """
    found = public_venues(site)
    for word in words.split():
        found = found.filter(
            Q(name__icontains=word)
            | Q(name_en__icontains=word)
            | Q(theme__icontains=word)
            | Q(address__icontains=word)
            | Q(community__name__icontains=word)
            | Q(community__name_en__icontains=word)
        )
    if kind:
        found = found.filter(kind=kind)
    if street:
        found = found.filter(street__code=street)
    if deputy:
        known = Q(deputies__code=deputy) | Q(deputies__name__icontains=deputy)
        found = found.filter(known, deputies__is_published=True)
    if receiving is not None:
        found = found.filter(pk__in=receiving)
    return list(found.distinct().select_related("street", "community").order_by("street__code", "path"))
