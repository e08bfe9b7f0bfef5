"""Whom a reminder is for."""

from functools import reduce
from operator import or_

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from cms.access import roles
from cms.access.selectors import paths_where, rows_where, sites_where
from cms.clock.models import Deadline, Step
from cms.clock.selectors import asking, was_reminded
from cms.kernel.counts import up_to
from forms.models import Due, IntakeSubmission
from forms.selectors import rights
from liaison_pages.models import HandlingUnit

NOBODY = Q(pk__in=[])


def reminded(user) -> QuerySet[Deadline]:
    """
    Running deadlines of submissions that the user was reminded of, the oldest due first.

    Before and after the due date that is who has to act: the unit's officers, or the venue's desk, also for a unit that
    has none; for a review the office. Then the head of the venue, then the office. Roles of a whole district are the
    office's: it is not asked about each desk's work.
    """
    rows = Deadline.objects.filter(ended_on=None, last_step__gt="")
    rows = rows.filter(content_type=ContentType.objects.get_for_model(IntakeSubmission))
    acting = was_reminded(Step.BEFORE, Step.LATE)
    office = _sites(sites_where(user, roles.GRANT_EXTENSIONS))
    mine = acting & (_of_units(user) | _of_desk(user))
    mine |= was_reminded(Step.HEAD) & _below(paths_where(user, roles.GRANT_EXTENSIONS))
    mine |= (was_reminded(Step.OFFICE) | acting & Q(what=Due.REVIEW)) & office
    return rows.filter(mine).order_by("due_on", "pk")


def reminder_counts(user) -> dict[str, int]:
    """
    {"reminded", "asked": for more time, and the user decides, "over": pauses of theirs that should be}, each up to
    1,001. Three queries: in one, each would keep the others from its index.
    """
    cases = IntakeSubmission.objects.order_by("pk")
    asked = cases.filter(rows_where(user, roles.GRANT_EXTENSIONS), pk__in=asking(IntakeSubmission))
    over = cases.filter(_handled(user), paused_until__lt=timezone.localdate())
    rows = {"reminded": reminded(user), "asked": asked, "over": over}
    return {name: up_to(found).count() for name, found in rows.items()}


def first_reminded(user, limit: int) -> list[IntakeSubmission]:
    """The submissions of the first `limit` deadlines, with what a line prints: three queries."""
    pks = list(reminded(user).values_list("object_id", flat=True)[:limit])
    rows = IntakeSubmission.objects.select_related("venue").prefetch_related("site").in_bulk(pks)
    return [rows[pk] for pk in pks if pk in rows]


def _handled(user) -> Q:
    """Submissions that the user handles: of their venues, or of their units."""
    units = Q(referred_to__in=rights.desks_of(user).units, state__in=rights.UNIT_STATES)
    return units | _below(paths_where(user, roles.HANDLE_SUBMISSIONS))


def _of_units(user) -> Q:
    return Q(unit__in=rights.desks_of(user).units)


def _of_desk(user) -> Q:
    officers = HandlingUnit.officers.through.objects.filter(handlingunit=OuterRef("unit"), user__is_active=True)
    nobody_there = Q(unit=None) | ~Q(Exists(officers))
    return _below(paths_where(user, roles.HANDLE_SUBMISSIONS)) & nobody_there & ~Q(what=Due.REVIEW)


def _below(paths) -> Q:
    return reduce(or_, (Q(venue__path__startswith=path) for path in sorted(paths)), NOBODY)


def _sites(sites) -> Q:
    return ~NOBODY if sites is None else Q(site__in=sites)
