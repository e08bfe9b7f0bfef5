"""Repeating rules of a venue's rota: saved with their receptions, and ended without touching the past."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from cms.kernel.audit import record
from cms.workdays.calendar import WorkCalendar
from liaison_pages.models import Reception, ReceptionRule, Venue
from liaison_pages.services.edits import stamp_edit
from liaison_pages.services.receptions import require_confirmation, require_rota
from liaison_pages.services.recurrence import Occurrence, occurrences
from liaison_pages.services.rota import SyncResult, sync_rules

PREVIEW_SPAN = timedelta(days=800)  # six turns of a rule that meets every quarter, and some


@transaction.atomic
def save_rule(
    *,
    rule: ReceptionRule,
    actor,
    deputies: Iterable = (),
    units: Iterable = (),
    confirmed: bool = False,
    now: datetime | None = None,
) -> SyncResult:
    """
    Save a new or changed rule, already valid, and bring its receptions in step.

    Raises Denied, or NoticeIsUp when a day within the notice window changes and `confirmed` is not set.
    """
    require_rota(actor, rule.venue)
    is_new = rule.pk is None
    stamp_edit(rule, actor)
    rule.save()
    rule.deputies.set(deputies)
    rule.units.set(units)
    action = "rule.add" if is_new else "rule.change"
    record(rule, action=action, actor=actor, data={"rule": rule.summary}, site=rule.venue.site)
    return _sync(rule, confirmed, now)


@transaction.atomic
def end_rule(*, rule: ReceptionRule, actor, confirmed: bool = False, now: datetime | None = None) -> None:
    """
    Stop a rule from today on. Its coming receptions go, but for those that staff edited; past ones stay.

    A rule that leaves nothing behind is deleted.
    """
    rule = ReceptionRule.objects.select_for_update(of=("self",)).select_related("venue__site").get(pk=rule.pk)
    require_rota(actor, rule.venue)
    record(rule, action="rule.end", actor=actor, data={"rule": rule.summary}, site=rule.venue.site)
    yesterday = timezone.localdate(now) - timedelta(days=1)
    rule.ends_on = min(rule.ends_on or yesterday, yesterday)
    rule.starts_on = min(rule.starts_on, rule.ends_on)
    stamp_edit(rule, actor)
    rule.save()
    _sync(rule, confirmed, now)
    if not Reception.objects.filter(rule=rule).exists():
        rule.delete()


def preview(rule: ReceptionRule, count: int = 6, now: datetime | None = None) -> list[Occurrence]:
    """The next turns of a rule, saved or not, without writing anything."""
    today = timezone.localdate(now)
    first = max(today, rule.starts_on)
    turns = occurrences(rule, today, first + PREVIEW_SPAN, WorkCalendar())
    return turns[:count]


def extend_rota(*, today: date | None = None, venues: Iterable[Venue] | None = None) -> SyncResult:
    """Bring all rules (of `venues`, when given) in step with the calendar and the horizon; what cron runs."""
    rules = ReceptionRule.objects.all()
    return sync_rules(rules=rules if venues is None else rules.filter(venue__in=venues), today=today)


def _sync(rule: ReceptionRule, confirmed: bool, now: datetime | None) -> SyncResult:
    result = sync_rules(rules=[rule], today=timezone.localdate(now))
    require_confirmation(rule.venue.site_id, result.days, confirmed=confirmed, now=now)
    return result
