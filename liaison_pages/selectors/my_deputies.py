"""Which deputies are a resident's: by the constituency that takes in the community, and by the rosters near it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from cms.search.lists import having
from liaison_pages.models import Constituency, Deputy, Division, Venue, VenueKind, VenueMembership
from liaison_pages.selectors.by_name import pks_by_name
from liaison_pages.selectors.deputies import FACE, listed_deputies, with_faces
from liaison_pages.selectors.venue_lists import public_venues

MOST_SHOWN = 30  # deputies of one reason; a street's home has about six, a constituency three
MOST_PLACES = 20


@dataclass
class Found:
    """Deputies for one reason: these constituencies, or the rosters of these venues. `is_cut`: there are more."""

    deputies: list[Deputy] = field(default_factory=list)
    constituencies: list[str] = field(default_factory=list)
    venues: list[Venue] = field(default_factory=list)
    is_cut: bool = False


def streets_to_choose(site) -> QuerySet[Division]:
    """Streets and towns of `site`: those with a public venue, or with a community in one of its constituencies."""
    venues = public_venues(site).filter(street=OuterRef("pk"))
    taken_in = Constituency.objects.filter(site=site, communities__parent=OuterRef("pk"))
    streets = Division.objects.filter(Exists(venues) | Exists(taken_in), level=Division.Level.STREET)
    return streets.order_by("code")


def communities_to_choose(site) -> QuerySet[Division]:
    """The communities of these streets, with their streets, by code."""
    below = Division.objects.filter(level=Division.Level.COMMUNITY, parent__in=streets_to_choose(site).order_by())
    return below.select_related("parent").order_by("code")


def places_like(site, words: str) -> list[Division]:
    """
    Communities and streets whose names have every word, or none having them, are spelled so; the first `MOST_PLACES`,
    communities first.
    """
    found = _places(site, having(words, ("name", "name_en")))
    return found or _places(site, Q(pk__in=pks_by_name(site, "places", words)))


def _places(site, condition: Q) -> list[Division]:
    communities = list(communities_to_choose(site).filter(condition)[:MOST_PLACES])
    return [*communities, *streets_to_choose(site).filter(condition)[: MOST_PLACES - len(communities)]]


def constituency_names(site) -> list[str]:
    """
    The constituencies that listed deputies name in public, by the first community of each, as streets follow one
    another; those of which nobody entered any come last. One query.
    """
    first = Division.objects.filter(constituencies__site=site, constituencies__name=OuterRef("constituency"))
    named = _who_say(site).exclude(constituency="").order_by().values_list("constituency").distinct()
    rows = named.annotate(code=Subquery(first.order_by("code").values("code")[:1]))
    return [name for name, _code in sorted(rows, key=lambda row: (row[1] is None, row[1], row[0]))]


def by_constituencies(site, names: Iterable[str]) -> Found:
    """Listed deputies who say in public that they are of one of these constituencies. One query and faces."""
    names = list(names)
    return _found(_who_say(site).filter(constituency__in=names), constituencies=names) if names else Found()


def names_for(site, place: Division) -> list[str]:
    """The constituencies that take in `place`, or a community of it. One query."""
    taken_in = Q(communities=place) | Q(communities__parent=place)
    rows = Constituency.objects.filter(taken_in, site=site).order_by("name")
    return list(rows.values_list("name", flat=True).distinct())


def communities_of(site, name: str) -> list[Division]:
    """What the constituency takes in, as far as somebody entered it. One query."""
    return list(Division.objects.filter(constituencies__site=site, constituencies__name=name).order_by("code"))


def at_venues(site, venues: QuerySet[Venue]) -> Found:
    """Listed deputies on the rosters of `venues`. Two queries and faces."""
    found = list(venues.order_by("path")[:MOST_PLACES])
    if not found:
        return Found()
    on_roster = VenueMembership.objects.filter(deputy=OuterRef("pk"), venue__in=[venue.pk for venue in found])
    return _found(listed_deputies(site).filter(Exists(on_roster)), venues=found)


def venues_in(site, community: Division) -> QuerySet[Venue]:
    """But for a home, which is the street's."""
    return public_venues(site).filter(community=community).exclude(kind=VenueKind.HOME)


def homes_of(site, street: Division) -> QuerySet[Venue]:
    return public_venues(site).filter(street=street, kind=VenueKind.HOME)


def rosters_of(deputies: Iterable[Deputy], site) -> dict[int, list[Venue]]:
    """Deputy id → the public venues where the deputy is on the roster, in the order of the tree. One query."""
    found: dict[int, list[Venue]] = {}
    rows = VenueMembership.objects.filter(deputy__in=[deputy.pk for deputy in deputies], venue__in=public_venues(site))
    for row in rows.select_related("venue").order_by("venue__path"):
        found.setdefault(row.deputy_id, []).append(row.venue)
    return found


def _who_say(site) -> QuerySet[Deputy]:
    """Whoever keeps the constituency private is not to be found by it."""
    return listed_deputies(site).filter(shows_constituency=True)


def _found(deputies: QuerySet[Deputy], **reason) -> Found:
    shown = list(with_faces(deputies.order_by("code"), FACE)[: MOST_SHOWN + 1])
    return Found(shown[:MOST_SHOWN], is_cut=len(shown) > MOST_SHOWN, **reason)
