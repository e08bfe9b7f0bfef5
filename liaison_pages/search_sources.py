"""What the public search finds of places: venues, deputies, streets and communities (`cms.search.interfaces`)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from urllib.parse import urlencode

from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from zope.interface import implementer

from cms.frame import frame_of, page_url
from cms.search import services
from cms.search.interfaces import Entry, Found, ISearchSource
from cms.search.source import SearchSource, lines, pks
from liaison_pages.models import Deputy, Division, Venue
from liaison_pages.selectors.deputies import PublicDeputy, listed_deputies, public_deputy
from liaison_pages.selectors.public_pages import pages_of_venues
from liaison_pages.selectors.venue_lists import public_venues, streets_with_venues

JOINT = " · "


def _names(key: str, thing) -> Iterator[Entry]:
    """Of a thing that is named twice."""
    yield Entry(key, "zh-hans", name=thing.name)
    if thing.name_en:
        yield Entry(key, "en", name=thing.name_en)


@implementer(ISearchSource)
class VenueSource(SearchSource):
    """Venues by their names, and by where they are."""

    kind = "venues"
    title = pgettext_lazy("plural", "家站点")
    order = 10

    def keys(self, site, after: str, limit: int) -> list[str]:
        return pks(Venue.objects.filter(site=site), after, limit)

    def entries(self, site, keys) -> Iterator[Entry]:
        rows = Venue.objects.filter(site=site, is_active=True, pk__in=keys).select_related("street", "community")
        for venue in rows.order_by("pk"):
            yield from _names(str(venue.pk), venue)
            yield Entry(str(venue.pk), text=lines(*self._facts(venue)))

    def load(self, request, site, keys) -> dict[str, Found]:
        venues = list(public_venues(site).filter(pk__in=keys).select_related("street", "community"))
        pages = pages_of_venues(venues)
        return {
            str(venue.pk): Found(
                title=venue.display_name,
                url=page_url(pages[venue.pk], request),
                note=JOINT.join((str(venue.get_kind_display()), venue.street.display_name)),
                texts=self._facts(venue),
            )
            for venue in venues
            if venue.pk in pages
        }

    @staticmethod
    def _facts(venue: Venue) -> tuple[str, ...]:
        """What of a venue is found besides its name; all of it stands on its page."""
        community = venue.community.name if venue.community else ""
        found = (venue.address, community, venue.street.name, venue.theme, venue.phone, venue.duties)
        return tuple(filter(None, found))


@implementer(ISearchSource)
class DeputySource(SearchSource):
    """Serving deputies by their names, and by what is public of them."""

    kind = "deputies"
    title = pgettext_lazy("plural", "人大代表")
    order = 20

    def keys(self, site, after: str, limit: int) -> list[str]:
        return pks(Deputy.objects.filter(site=site), after, limit)

    def entries(self, site, keys) -> Iterator[Entry]:
        for deputy in listed_deputies(site).filter(pk__in=keys).order_by("pk"):
            shown = public_deputy(deputy, with_photo=False)
            yield Entry(str(deputy.pk), name=shown.name, text=lines(*self._facts(shown)))

    def load(self, request, site, keys) -> dict[str, Found]:
        found = {}
        for deputy in listed_deputies(site).filter(pk__in=keys):
            shown = public_deputy(deputy, with_photo=False)
            note = JOINT.join(filter(None, (shown.level, shown.base)))
            found[str(deputy.pk)] = Found(shown.name, shown.url, note=note, texts=self._facts(shown))
        return found

    @staticmethod
    def _facts(shown: PublicDeputy) -> tuple[str, ...]:
        return tuple(filter(None, (shown.base, shown.work_unit, shown.introduction)))


@implementer(ISearchSource)
class PlaceSource(SearchSource):
    """
    Streets and communities by their names, which lead to their venues in the directory. The districts of an
    installation share them; each shows those of the streets where it has a venue.
    """

    kind = "places"
    title = _("街道和社区")
    order = 30

    def keys(self, site, after: str, limit: int) -> list[str]:
        return pks(Division.objects.exclude(level=Division.Level.DISTRICT), after, limit)

    def entries(self, site, keys) -> Iterator[Entry]:
        for place in Division.objects.exclude(level=Division.Level.DISTRICT).filter(pk__in=keys).order_by("pk"):
            yield from _names(str(place.pk), place)

    def load(self, request, site, keys) -> dict[str, Found]:
        streets = {street.pk: street for street in streets_with_venues(site)}
        here = Q(pk__in=streets) | Q(parent__in=streets)
        rows = list(Division.objects.filter(here, pk__in=keys).exclude(level=Division.Level.DISTRICT))
        with_venue = set(public_venues(site).filter(community__in=rows).values_list("community_id", flat=True))
        found = {}
        for place in rows:
            street = streets.get(place.pk) or streets[place.parent_id]
            wanted = {"q": place.name} if place.pk in with_venue else {"street": street.code}
            note = "" if street.pk == place.pk else street.display_name
            if url := _in_directory(request, wanted):
                found[str(place.pk)] = Found(place.display_name, url, note=note)
        return found

    def ways_in(self, request, site) -> list[Found]:
        links = ((street, _in_directory(request, {"street": street.code})) for street in streets_with_venues(site))
        return [Found(street.display_name, url) for street, url in links if url]


def _in_directory(request, wanted: dict[str, str]) -> str:
    """The directory, narrowed; empty on a site that has none."""
    directory = frame_of(request).directory
    return f"{page_url(directory, request)}?{urlencode(wanted)}" if directory else ""


KINDS = {Venue: VenueSource.kind, Deputy: DeputySource.kind, Division: PlaceSource.kind}


def follow_rows(rows: Iterable[Model]) -> None:
    """
    Let the search find venues, deputies and divisions as they are now, whatever else is among `rows`; with a division
    the venues in it, which are found by its name. Called by the services that save them, in their transaction.
    """
    by_kind: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        if type(row) in KINDS:
            by_kind[KINDS[type(row)]].append(row.pk)
    if places := by_kind.get(PlaceSource.kind):
        there = Venue.objects.filter(Q(street__in=places) | Q(community__in=places))
        by_kind[VenueSource.kind] += there.values_list("pk", flat=True)
    for kind, pks_of_kind in by_kind.items():
        services.follow(kind, pks_of_kind)
