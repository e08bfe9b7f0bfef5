"""The models of venues, deputies, units and receptions, and the page types that present them."""

from liaison_pages.models.constituencies import Constituency
from liaison_pages.models.deputies import CongressTerm, Deputy, DeputyGroup, DeputyLevel
from liaison_pages.models.dimensions import Dimension
from liaison_pages.models.divisions import Division
from liaison_pages.models.figures import ReportedFigure
from liaison_pages.models.imports import ImportedRow
from liaison_pages.models.pages import DimensionPage, DirectoryPage, HomePage, InfoPage, VenuePage, VenuePhoto
from liaison_pages.models.papers import Paper
from liaison_pages.models.receptions import Reception, ReceptionRule
from liaison_pages.models.review import PageReviewTask
from liaison_pages.models.settings import DistrictSettings
from liaison_pages.models.units import HandlingUnit
from liaison_pages.models.venues import Venue, VenueKind, VenueMembership

__all__ = [
    "CongressTerm",
    "Constituency",
    "Deputy",
    "DeputyGroup",
    "DeputyLevel",
    "Dimension",
    "DimensionPage",
    "DirectoryPage",
    "DistrictSettings",
    "Division",
    "HandlingUnit",
    "HomePage",
    "ImportedRow",
    "InfoPage",
    "PageReviewTask",
    "Paper",
    "Reception",
    "ReceptionRule",
    "ReportedFigure",
    "Venue",
    "VenueKind",
    "VenueMembership",
    "VenuePage",
    "VenuePhoto",
]
