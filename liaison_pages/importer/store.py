"""What stands in the database, by the codes a workbook uses; filled anew for each import."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Model
from wagtail.models import Locale, Site

from liaison_pages.models import Venue
from liaison_pages.selectors import district


@dataclass
class Store:
    """
    The rows that a workbook can refer to or change. One query a table, whatever their number.

    `new` rows are added by the sheets as they are made, so that later sheets find them by code.
    """

    site: Site
    actor: Any = None  # who imports; None while only a plan is made
    locale: Locale = field(init=False)

    def __post_init__(self):
        self.imported = set(district.imported_keys(self.site))  # (table, key as text): what imports brought
        self.term_dates: dict[int, date] = {}  # of terms that the workbook brings
        self.along: list[Model] = []  # terms and groups that were made, because a row named them
        self.moving: list = []  # items of venues that get another parent
        self.locale = self.site.root_page.locale
        self.has_districts = Site.objects.count() > 1
        self.divisions = {row.code: row for row in district.divisions()}
        self.constituencies = {row.name: row for row in district.constituencies(self.site)}
        self.units = {row.code: row for row in district.units()}
        self.terms = {row.number: row for row in district.terms()}
        self.groups = {row.name: row for row in district.groups()}
        self.deputies = {row.code: row for row in district.deputies()}
        self.reload_venues()
        self.memberships = {(row.venue.code, row.deputy.code): row for row in district.memberships()}
        self.rules = {row.code: row for row in district.rules()}
        self.pages = {row.venue_id: row for row in district.pages(self.locale)}

    def reload_venues(self) -> None:
        """Read the venues anew: after their paths changed."""
        self.venues = {row.code: row for row in district.venues()}
        self._venue_codes = {row.path: row.code for row in self.venues.values()}

    def parent_code(self, venue: Venue) -> str:
        """The code of the venue above; empty for a root."""
        return self._venue_codes.get(venue.path[: -Venue.steplen], "")

    def is_foreign(self, row: Any) -> bool:
        """Whether `row`, or the venue it belongs to, is another district's. Shared lists belong to all."""
        owner = getattr(row, "venue", row)
        return getattr(owner, "site_id", self.site.pk) != self.site.pk

    def is_shared(self, row: Any) -> bool:
        """Whether `row` is also another district's: of a list that the districts of an installation share."""
        return self.has_districts and not hasattr(getattr(row, "venue", row), "site_id")

    def keep(self, table: str, rows: dict[Any, Any]) -> None:
        """Add rows that were just made."""
        getattr(self, table).update(rows)
