"""Where maps open."""

from decimal import Decimal

from django.db.models import Avg

from forms.points import DECIMALS, Point
from liaison_pages.models import Venue


def around(site, venue: Venue | None) -> Point | None:
    """Where somebody is likely to look: at `venue`, else in the middle of the site's, if any venue says. One query."""
    if venue is not None and venue.latitude is not None and venue.longitude is not None:
        return Point(venue.latitude, venue.longitude)
    of_site = Venue.objects.filter(site=site, is_active=True, latitude__isnull=False, longitude__isnull=False)
    middle = of_site.aggregate(latitude=Avg("latitude"), longitude=Avg("longitude"))
    if middle["latitude"] is None:
        return None
    return Point(*(round(Decimal(middle[name]), DECIMALS) for name in ("latitude", "longitude")))
