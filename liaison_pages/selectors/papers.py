"""What papers for the wall ask."""

from liaison_pages.models import Venue
from liaison_pages.selectors.venue_lists import public_venues


def public_venue(site, code: str) -> Venue | None:
    """The active venue of `site` with a page that is open to all; its `site` comes with it."""
    return public_venues(site).filter(code=code).select_related("site", "street").first()
