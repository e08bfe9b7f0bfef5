"""Keeping the receptions of repeating rules in step with the rules, the calendar and the horizon."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils import timezone

from cms.workdays.calendar import WorkCalendar
from liaison_pages.models import Reception, ReceptionRule
from liaison_pages.services.recurrence import LONGEST_SHIFT, Occurrence, occurrences

BATCH_SIZE = 500
SYNCED_FIELDS = ("date", "starts_at", "ends_at", "status", "reason", "topic", "is_provisional")


@dataclass(frozen=True)
class SyncResult:
    """How many receptions were made, changed and taken away, and on which days residents notice it."""

    created: int = 0
    changed: int = 0
    deleted: int = 0
    days: frozenset[date] = frozenset()


def horizon(today: date) -> date:
    """The last day for which receptions are made: the end of next year."""
    return date(today.year + 1, 12, 31)


@transaction.atomic
def sync_rules(*, rules: Iterable[ReceptionRule], today: date | None = None, until: date | None = None) -> SyncResult:
    """
    Make the receptions of `rules` from today up to `until` (the end of next year) what the rules say.

    Receptions before today and those that staff edited stay as they are; the others are made, changed in place, or
    deleted where the rule no longer has them. Those of a year whose holidays are not known are provisional. The
    number of queries does not depend on the number of rules, but for batches of 500 rows.
    """
    today = today or timezone.localdate()
    return _Sync(rules=_locked(rules), today=today, until=until or horizon(today)).work()


def _locked(rules: Iterable[ReceptionRule]) -> list[ReceptionRule]:
    """The rules as they stand in the database, locked in primary-key order, with what each reception copies."""
    keys = [rule.pk for rule in rules]
    found = ReceptionRule.objects.filter(pk__in=keys).select_for_update().order_by("pk")
    return list(found.prefetch_related("deputies", "units"))


@dataclass
class _Sync:
    """One run: what stands, what is wanted, and the difference."""

    rules: list[ReceptionRule]
    today: date
    until: date
    calendar: WorkCalendar = field(default_factory=WorkCalendar)
    following: list[tuple[Reception, ReceptionRule]] = field(default_factory=list)  # rows kept in step
    to_create: list[tuple[Reception, ReceptionRule]] = field(default_factory=list)
    to_change: dict[int, Reception] = field(default_factory=dict)
    to_delete: list[int] = field(default_factory=list)
    days: set[date] = field(default_factory=set)

    def work(self) -> SyncResult:
        # A shift may lead a few weeks over the ends of the span, so over the turn of a year.
        self.calendar.load(self.today.year - 1, self.until.year + 1)
        standing = self._standing()
        for rule in self.rules:
            wanted = occurrences(rule, self.today, self.until, self.calendar)
            self._compare(rule, {turn.planned_on: turn for turn in wanted}, standing[rule.pk])
        self._write()
        self.days.update(row.date for row, _rule in self.to_create)
        self.days.update(row.date for row in self.to_change.values())
        return SyncResult(len(self.to_create), len(self.to_change), len(self.to_delete), frozenset(self.days))

    def _standing(self) -> dict[int, dict[date, Reception]]:
        """
        The rules' receptions by planned day, from as far back as a shift can reach today.

        Those of past days are among them, so that a turn that was held before its planned day is not made again.
        """
        found: dict[int, dict[date, Reception]] = defaultdict(dict)
        for row in Reception.objects.filter(rule__in=self.rules, planned_on__gte=self.today - LONGEST_SHIFT):
            found[row.rule_id][row.planned_on] = row
        return found

    def _compare(self, rule: ReceptionRule, wanted: dict[date, Occurrence], standing: dict[date, Reception]) -> None:
        for planned_on, row in standing.items():
            turn = wanted.pop(planned_on, None)
            if row.is_edited or row.date < self.today or planned_on > self.until:
                continue
            if turn is None:
                self.to_delete.append(row.pk)
                self.days.add(row.date)
                continue
            self.following.append((row, rule))
            former_day = row.date
            if _follow(row, rule, turn):
                self.days.add(former_day)
                self.to_change[row.pk] = row
        for turn in wanted.values():
            row = Reception(rule=rule, venue_id=rule.venue_id, planned_on=turn.planned_on)
            _follow(row, rule, turn)
            self.to_create.append((row, rule))

    def _write(self) -> None:
        for start in range(0, len(self.to_delete), BATCH_SIZE):
            Reception.objects.filter(pk__in=self.to_delete[start : start + BATCH_SIZE]).delete()
        Reception.objects.bulk_create([row for row, _rule in self.to_create], batch_size=BATCH_SIZE)
        self._copy_people("deputies")
        self._copy_people("units")
        for row in self.to_change.values():
            row.updated_at = timezone.now()
        changed = list(self.to_change.values())
        Reception.objects.bulk_update(changed, [*SYNCED_FIELDS, "updated_at"], batch_size=BATCH_SIZE)

    def _copy_people(self, name: str) -> None:
        """Give each row the rule's deputies (or units): what is missing is added, what is too many is deleted."""
        through = getattr(Reception, name).through
        target_id = Reception._meta.get_field(name).m2m_reverse_field_name() + "_id"
        rows = {row.pk: row for row, _rule in self.following}
        pairs = through.objects.filter(reception__rule__in=self.rules, reception__date__gte=self.today)
        standing = {
            (reception_id, person_id): pk
            for pk, reception_id, person_id in pairs.values_list("pk", "reception_id", target_id)
            if reception_id in rows
        }
        wanted = {
            (row.pk, person.pk): None
            for row, rule in [*self.following, *self.to_create]
            for person in getattr(rule, name).all()
        }
        missing = [pair for pair in wanted if pair not in standing]
        surplus = [pair for pair in standing if pair not in wanted]
        keys = [standing[pair] for pair in surplus]
        for start in range(0, len(keys), BATCH_SIZE):
            through.objects.filter(pk__in=keys[start : start + BATCH_SIZE]).delete()
        links = [through(**{"reception_id": reception, target_id: person}) for reception, person in missing]
        through.objects.bulk_create(links, batch_size=BATCH_SIZE)
        self.to_change.update({pk: rows[pk] for pk, _person in [*missing, *surplus] if pk in rows})


def _follow(row: Reception, rule: ReceptionRule, turn: Occurrence) -> bool:
    """Make `row` what the rule says of `turn`; whether anything changed."""
    wanted = {
        "date": turn.date,
        "starts_at": rule.starts_at,
        "ends_at": rule.ends_at,
        "status": _status(turn),
        "reason": "",
        "topic": rule.topic,
        "is_provisional": turn.is_provisional,
    }
    differs = any(getattr(row, name) != value for name, value in wanted.items())
    for name, value in wanted.items():
        setattr(row, name, value)
    return differs


def _status(turn: Occurrence) -> str:
    if turn.is_cancelled:
        return Reception.Status.CANCELLED
    return Reception.Status.SCHEDULED if turn.date == turn.planned_on else Reception.Status.MOVED
