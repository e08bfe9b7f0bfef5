"""The sheets of a district's workbook, in the order in which they are applied."""

from liaison_pages.importer.sheets.constituencies import CONSTITUENCIES
from liaison_pages.importer.sheets.deputies import DEPUTIES
from liaison_pages.importer.sheets.divisions import DIVISIONS
from liaison_pages.importer.sheets.memberships import MEMBERSHIPS
from liaison_pages.importer.sheets.rules import RULES
from liaison_pages.importer.sheets.units import UNITS
from liaison_pages.importer.sheets.venues import VENUES

SHEETS = (DIVISIONS, CONSTITUENCIES, UNITS, DEPUTIES, VENUES, MEMBERSHIPS, RULES)

__all__ = ["CONSTITUENCIES", "DEPUTIES", "DIVISIONS", "MEMBERSHIPS", "RULES", "SHEETS", "UNITS", "VENUES"]
