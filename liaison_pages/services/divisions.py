"""Administrative divisions saved by staff."""

from django.db import transaction

from cms.kernel.audit import record
from liaison_pages.models import Division
from liaison_pages.search_sources import follow_rows
from liaison_pages.services.edits import stamp_edit


@transaction.atomic
def save_division(*, division: Division, actor, site) -> Division:
    """Save a division, already valid. Who may is asked by the views: divisions are the district's."""
    action = "division.change" if division.pk else "division.add"
    stamp_edit(division, actor)
    division.save()
    follow_rows([division])
    record(division, action=action, actor=actor, site=site, data={"code": division.code})
    return division
