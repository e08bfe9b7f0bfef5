"""All rows that a district's workbook can bring, with what the importer compares of them."""

from collections.abc import Iterator

from django.db.models import QuerySet
from wagtail.models import Locale, Site

from cms.kernel.audit import history
from cms.kernel.models import AuditEntry
from liaison_pages.models import (
    CongressTerm,
    Constituency,
    Deputy,
    DeputyGroup,
    Division,
    HandlingUnit,
    ImportedRow,
    ReceptionRule,
    Venue,
    VenueMembership,
    VenuePage,
)


def divisions() -> QuerySet[Division]:
    return Division.objects.select_related("parent")


def constituencies(site: Site) -> QuerySet[Constituency]:
    """Those of `site`, for another one may use the same names; with communities."""
    return Constituency.objects.filter(site=site).prefetch_related("communities")


def units() -> QuerySet[HandlingUnit]:
    return HandlingUnit.objects.all()


def terms() -> QuerySet[CongressTerm]:
    return CongressTerm.objects.all()


def groups() -> QuerySet[DeputyGroup]:
    return DeputyGroup.objects.all()


def deputies() -> QuerySet[Deputy]:
    """With term and groups."""
    return Deputy.objects.select_related("term").prefetch_related("groups")


def venues() -> QuerySet[Venue]:
    """With street and community, parents before children."""
    return Venue.objects.select_related("street", "community").order_by("path")


def memberships() -> QuerySet[VenueMembership]:
    return VenueMembership.objects.select_related("venue", "deputy")


def rules() -> QuerySet[ReceptionRule]:
    """Those with a code: a rule that staff entered has none, and no workbook can mean it."""
    return ReceptionRule.objects.exclude(code=None).select_related("venue").prefetch_related("deputies", "units")


def pages(locale: Locale) -> QuerySet[VenuePage]:
    return VenuePage.objects.filter(locale=locale)


def imported_keys(site: Site) -> Iterator[tuple[str, str]]:
    """(table, key) of every row that imports of `site` brought or found."""
    return ImportedRow.objects.filter(site=site).values_list("table", "key").iterator()


def import_entry(site: Site) -> AuditEntry | None:
    """The audit entry of the last import of `site`."""
    return history(site).filter(action="district.import").last()
