"""Constituencies, kept in step with what deputies call theirs."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Site

from cms.kernel.audit import record
from liaison_pages.models import Constituency, Deputy, Division
from liaison_pages.search_sources import follow_rows
from liaison_pages.services.edits import stamp_edit


@transaction.atomic
def save_constituency(*, constituency: Constituency, communities: Iterable[Division], actor) -> Constituency:
    """
    Save a constituency, already valid but for its name; deputies who named the former one name it now.

    Raises ValidationError for a name that another one of the district has.
    """
    others = Constituency.objects.filter(site=constituency.site, name=constituency.name).exclude(pk=constituency.pk)
    if others.exists():
        raise ValidationError({"name": _("已经有这个选区。")})
    former = Constituency.objects.select_for_update().filter(pk=constituency.pk).first()
    stamp_edit(constituency, actor)
    constituency.save()
    constituency.communities.set(communities)
    if former and former.name != constituency.name:
        renamed = list(Deputy.objects.filter(site=constituency.site, constituency=former.name))
        for deputy in renamed:
            deputy.constituency, deputy.edited_at = constituency.name, constituency.edited_at
        Deputy.objects.bulk_update(renamed, ["constituency", "edited_at"])
        follow_rows(renamed)
    action = "constituency.change" if former else "constituency.add"
    record(constituency, action=action, actor=actor, data={"name": constituency.name})
    return constituency


def add_missing(site: Site, names: Iterable[str]) -> None:
    """Make those of `names` that `site` has not yet, so that staff find them and say what belongs to them."""
    wanted = {name for name in names if name}
    known = Constituency.objects.filter(site=site, name__in=wanted).values_list("name", flat=True)
    missing = sorted(wanted - set(known))
    Constituency.objects.bulk_create([Constituency(site=site, name=name) for name in missing], ignore_conflicts=True)
