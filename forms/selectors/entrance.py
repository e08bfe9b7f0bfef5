"""The district's own entrance: for whoever does not know which venue or deputy to turn to."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from forms.selectors.intake import Place
from liaison_pages.models import DistrictSettings, Division, Venue, VenueKind


@dataclass(frozen=True)
class Entrance:
    """
    A district's entrance. `streets` are those with a deputy home in use; `desk` gets what has no street, and where the
    district names none, a street has to be chosen.
    """

    district: DistrictSettings
    streets: QuerySet[Division]
    desk: Venue | None

    @property
    def is_open(self) -> bool:
        return self.desk is not None or self.streets.exists()

    def place(self, street: Division | None) -> Place:
        """Where something goes that was said about `street`, None for an unknown one."""
        venue = _homes(self.district.site_id).filter(street=street).first() if street else None
        return Place(venue or self.desk, self.district, is_published=True)


def entrance_of(site) -> Entrance:
    """The entrance of the site's district. One query."""
    district = DistrictSettings.for_site(site)
    homes = _homes(site.pk).filter(street=OuterRef("pk")).order_by()
    streets = Division.objects.filter(Exists(homes), level=Division.Level.STREET).order_by("code")
    desk = Venue.objects.select_related("site").filter(pk=district.desk_venue_id, is_active=True).first()
    return Entrance(district, streets, desk)


def _homes(site_pk: int) -> QuerySet[Venue]:
    venues = Venue.objects.select_related("site").filter(site=site_pk, kind=VenueKind.HOME, is_active=True)
    return venues.order_by("path")
