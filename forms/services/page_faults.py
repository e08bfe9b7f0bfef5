"""Taking, settling and forgetting what people found wrong on pages."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.access import roles
from cms.access.selectors import may, may_in_district
from cms.kernel.audit import record
from cms.kernel.exceptions import Denied
from forms.models import PageFault
from forms.selectors.page_faults import done_before, open_like
from liaison_pages.selectors.addresses import venue_at


@transaction.atomic
def report_fault(*, site, path: str, what: str, actor) -> PageFault:
    """Keep what is wrong on the page at the local `path`; the same once more, as a form sent twice says it, is one."""
    if known := open_like(site, path, what):
        return known
    fault = PageFault.objects.create(site=site, venue=venue_at(site, path), path=path, what=what)
    record(fault, action="page_fault.report", actor=actor)
    return fault


@transaction.atomic
def settle_fault(*, fault: PageFault, is_done: bool, actor) -> bool:
    """Say that it is put right, or is not after all; False when somebody said so before. Raises Denied."""
    locked = PageFault.objects.select_for_update(of=("self",)).select_related("venue", "site").get(pk=fault.pk)
    if not may_settle(actor.user, locked):
        raise Denied(_("您不能处理这一条。"))
    if bool(locked.done_at) == is_done:
        return False
    locked.done_at, locked.done_by = (timezone.now(), actor.name) if is_done else (None, "")
    locked.save(update_fields=["done_at", "done_by"])
    record(locked, action="page_fault.settle" if is_done else "page_fault.reopen", actor=actor)
    return True


def may_settle(user, fault: PageFault) -> bool:
    if fault.venue is not None:
        return may(user, roles.CHANGE_VENUE, fault)
    return may_in_district(user, roles.CHANGE_VENUE, fault.site)


def forget_faults(*, site, done_before_moment: datetime) -> int:
    """Delete those that were put right before then; how many."""
    return done_before(site, done_before_moment).delete()[0]
