"""What was late on a day, for a person: rows, and how many by what, place and unit."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby, islice
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, F, Q, QuerySet

from cms.access.roles import VIEW_SUBMISSIONS
from cms.access.selectors import holds_somewhere, rows_where, venue_model, venues_where
from cms.clock.interfaces import Described, IDeadlineKind
from cms.clock.models import Deadline
from cms.clock.selectors import late_on
from cms.kernel.registrar import Registration, is_core, registrar
from cms.kernel.states import sites_without

MOST_GROUPS = 50  # shown of places and units; the rest is counted


@dataclass(frozen=True)
class Question:
    """What is asked: late at the end of `day`, at `venue` itself, of `unit`, of `what`; None for any."""

    day: date
    venue: Any = None
    unit: Any = None
    what: str = ""


@dataclass(frozen=True)
class Group:
    """How many were late of one kind. `key` is what a link to them names; empty for what has none."""

    label: str
    key: str
    count: int


@dataclass(frozen=True)
class LateRow:
    """One late deadline in words."""

    deadline: Deadline
    what: str
    days_late: int
    described: Described


def may_ask(user) -> bool:
    """Whether the user sees anything of the report: whoever reads what residents say, somewhere."""
    return holds_somewhere(user, VIEW_SUBMISSIONS)


def places_for(user) -> QuerySet:
    """The venues whose report the user sees."""
    return venues_where(user, VIEW_SUBMISSIONS).order_by("code")


def labels() -> dict[str, str]:
    """Everything that can be due: code → words."""
    return {code: str(label) for entry in _kinds() for code, label in entry.value.labels.items()}


def rows(question: Question, user) -> QuerySet[Deadline]:
    """The late deadlines that `user` may know of, the oldest due first. Two conditions, an index each."""
    narrowed = {
        name: value
        for name, value in (("venue", question.venue), ("unit", question.unit), ("what", question.what))
        if value
    }
    seen = Deadline.objects.filter(rows_where(user, VIEW_SUBMISSIONS), _of_kinds(), **narrowed)
    return seen.filter(late_on(question.day)).order_by("due_on", "pk")


def by_what(late: QuerySet) -> list[Group]:
    known = labels()
    counted = late.order_by().values_list("what").annotate(count=Count("pk")).order_by("-count", "what")
    return [Group(known.get(what, what), what, count) for what, count in counted]


def by_venue(late: QuerySet) -> list[Group]:
    """The places with the most; what belongs to none is the office's own."""
    return _named(late, "venue", venue_model(), "code")


def by_unit(late: QuerySet) -> list[Group]:
    """The units with the most; what is with none lies with the places themselves."""
    return _named(late.exclude(unit=None), "unit", Deadline._meta.get_field("unit").related_model, "pk")


def in_words(deadlines: Iterable[Deadline], question: Question, user) -> list[LateRow]:
    """The rows of a page, told by their apps: as many queries as these ask."""
    deadlines, known, told = list(deadlines), labels(), {}
    by_type = {ContentType.objects.get_for_model(entry.value.model).pk: entry.value for entry in _kinds()}
    ordered = sorted(deadlines, key=lambda row: row.content_type_id)
    for type_id, of_type in groupby(ordered, key=lambda row: row.content_type_id):
        found = by_type[type_id].describe([row.object_id for row in of_type], user)
        told.update({(type_id, pk): described for pk, described in found.items()})
    return [
        LateRow(
            deadline=row,
            what=known.get(row.what, row.what),
            days_late=(question.day - row.due_on).days,
            described=told.get((row.content_type_id, row.object_id), Described("")),
        )
        for row in deadlines
    ]


def all_in_words(question: Question, user, batch: int = 500) -> Iterator[LateRow]:
    """Every row, fetched and told some hundred at a time."""
    found = rows(question, user).select_related("venue", "unit").iterator(chunk_size=batch)
    while part := list(islice(found, batch)):
        yield from in_words(part, question, user)


def _named(late: QuerySet, field: str, model, key: str) -> list[Group]:
    fewest_last = ("-count", F(field).asc(nulls_last=True))
    counted = list(late.order_by().values_list(field).annotate(count=Count("pk")).order_by(*fewest_last))
    first, rest = counted[:MOST_GROUPS], counted[MOST_GROUPS:]
    known = model.objects.in_bulk([pk for pk, _count in first if pk])
    groups = [
        Group(known[pk].display_name if pk else "", str(getattr(known[pk], key)) if pk else "", count)
        for pk, count in first
    ]
    return groups + ([Group("…", "", sum(count for _pk, count in rest))] if rest else [])


def _kinds() -> list[Registration]:
    return registrar().all("utility", target=IDeadlineKind.__name__)


def _of_kinds() -> Q:
    """Deadlines that somebody here can tell, and none of an add-on that is off."""
    found = Q(pk__in=[])
    for entry in _kinds():
        of_kind = Q(content_type=ContentType.objects.get_for_model(entry.value.model))
        if not is_core(registrar().plugins[entry.plugin_id]):
            of_kind &= ~Q(site__in=sites_without(entry.plugin_id))
        found |= of_kind
    return found
