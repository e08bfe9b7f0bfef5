"""Deputies and handling units saved by staff, with the roles that follow from the accounts named there."""

from collections.abc import Iterable

from django.db import transaction
from wagtail.models import Site

from cms.access.roles import Role
from cms.access.services import grant, revoke
from cms.kernel.audit import record
from liaison_pages.models import Deputy, HandlingUnit
from liaison_pages.search_sources import follow_rows
from liaison_pages.services.constituencies import add_missing
from liaison_pages.services.edits import stamp_edit


@transaction.atomic
def save_deputy(*, deputy: Deputy, groups: Iterable, actor) -> Deputy:
    """
    Save a deputy, already valid. The account linked to it holds the role of deputy, and loses it with the link.

    Who may is asked by the views: deputies are the district's.
    """
    former = Deputy.objects.select_for_update(of=("self",)).filter(pk=deputy.pk).select_related("user").first()
    stamp_edit(deputy, actor)
    deputy.save()
    deputy.groups.set(groups)
    follow_rows([deputy])
    add_missing(deputy.site, [deputy.constituency])
    former_user = former.user if former else None
    if former_user != deputy.user:
        follow_accounts(Role.DEPUTY, deputy.site, {former_user} - {None}, {deputy.user} - {None}, actor)
    record(deputy, action="deputy.change" if former else "deputy.add", actor=actor, data={"code": deputy.code})
    return deputy


@transaction.atomic
def save_unit(*, unit: HandlingUnit, officers: Iterable, actor) -> HandlingUnit:
    """Save a unit, already valid. Its officers hold their role until no unit names them any more."""
    is_new = unit.pk is None
    former = set() if is_new else set(HandlingUnit.objects.get(pk=unit.pk).officers.all())
    stamp_edit(unit, actor)
    unit.save()
    unit.officers.set(officers)
    gone = {user for user in former - set(officers) if not user.handling_units.filter(site=unit.site_id).exists()}
    follow_accounts(Role.UNIT_OFFICER, unit.site, gone, set(officers) - former, actor)
    record(unit, action="unit.add" if is_new else "unit.change", actor=actor, data={"code": unit.code})
    return unit


def follow_accounts(role: str, site: Site, former: Iterable, present: Iterable, actor) -> None:
    """Take the district role from those who left and give it to those who came."""
    for user in former:
        revoke(user=user, role=role, site=site, actor=actor)
    for user in present:
        grant(user=user, role=role, site=site, actor=actor)
