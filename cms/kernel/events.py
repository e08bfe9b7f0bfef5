"""Delivering events: after commit, at least once, one handler's failure never stopping another."""

import logging
from collections.abc import Sequence
from contextvars import ContextVar
from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from cms.kernel.interfaces import IEventWitness
from cms.kernel.models import Event, EventDelivery
from cms.kernel.registrar import registrar
from cms.kernel.states import enabled

logger = logging.getLogger(__name__)

MOST_LINKS = 10  # handlers may make moves, whose handlers make moves; a chain this long goes on with the next run

FIRST_RETRY_SECONDS = 30
LONGEST_RETRY_SECONDS = 3600

_links: ContextVar[int] = ContextVar("links", default=0)  # how many deliveries the running one is inside of


def write(name: str, objects: Sequence, data: dict) -> Event:
    """
    Note that `name` happened to `objects` (of one model and at most one site), in the transaction of the change.

    Each handler that is on for the site gets its turn; hand the event to `deliver_after_commit`. Witnesses
    (`IEventWitness`) write what belongs to the change itself.
    """
    event = Event.objects.create(
        site=getattr(objects[0], "site", None),
        name=name,
        content_type=ContentType.objects.get_for_model(objects[0]),
        object_pks=[obj.pk for obj in objects],
        data=data,
    )
    _plan_deliveries(event)
    for witness in registrar().utilities(IEventWitness):
        witness.see(event, objects)
    return event


def _plan_deliveries(event: Event) -> None:
    handlers = enabled(registrar().all("handler", target=event.name), event.site)
    event.has_deliveries = bool(handlers)
    EventDelivery.objects.bulk_create(EventDelivery(event=event, handler=entry.name) for entry in handlers)


def deliver_after_commit(event: Event) -> None:
    """Deliver an event just written, once the surrounding transaction, if any, has committed."""
    if event.has_deliveries:
        transaction.on_commit(lambda: deliver(EventDelivery.objects.filter(event=event, delivered_at=None)))


def deliver(deliveries) -> int:
    """Run the handlers of `deliveries`, oldest first; returns how many succeeded. Failures wait for the next run."""
    if (links := _links.get()) == MOST_LINKS:
        logger.error("handlers made %d moves in a row, perhaps in a circle; the next run goes on", links)
        return 0
    token = _links.set(links + 1)
    try:
        return sum(_deliver_one(pk) for pk in list(deliveries.order_by("pk").values_list("pk", flat=True)))
    finally:
        _links.reset(token)


def deliver_waiting() -> int:
    """Run every delivery whose turn has come; what `manage.py events deliver` does."""
    here = [entry.name for entry in registrar().all("handler")]  # others wait for their package without being asked
    return deliver(
        EventDelivery.objects.filter(delivered_at=None, next_attempt_at__lte=timezone.now(), handler__in=here)
    )


def _deliver_one(pk: int) -> bool:
    """One handler in one transaction with the mark that it ran: both happen or neither."""
    try:
        with transaction.atomic():
            delivery = (
                EventDelivery.objects.select_for_update(of=("self",))
                .select_related("event__site")
                .filter(pk=pk, delivered_at=None)
                .first()
            )
            if delivery is None:
                return False
            entry = registrar().get("handler", delivery.handler)
            if entry is None or not enabled([entry], delivery.event.site):
                return False  # switched off meanwhile: it waits, and runs when the add-on is on again
            entry.value(delivery.event)
            delivery.delivered_at = timezone.now()
            delivery.attempts += 1
            delivery.save(update_fields=["delivered_at", "attempts"])
    except Exception as error:  # whatever a handler raises, the others still run
        logger.exception("handler %s failed, delivery %s", _who(pk), pk)
        _postpone(pk, error)
        return False
    return True


def _who(pk: int) -> str:
    name = EventDelivery.objects.values_list("handler", flat=True).get(pk=pk)
    entry = registrar().get("handler", name)
    return f"{name} of {entry.plugin_id}" if entry else name


def _postpone(pk: int, error: Exception) -> None:
    delivery = EventDelivery.objects.get(pk=pk)
    delivery.attempts += 1
    wait_seconds = min(FIRST_RETRY_SECONDS * 2 ** (delivery.attempts - 1), LONGEST_RETRY_SECONDS)
    delivery.next_attempt_at = timezone.now() + timedelta(seconds=wait_seconds)
    delivery.last_error = f"{type(error).__name__}: {error}"[:2000]
    delivery.save(update_fields=["attempts", "next_attempt_at", "last_error"])
