"""The one way a state changes."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.kernel import audit, events
from cms.kernel.exceptions import Conflict, Denied, Failed, InvalidMove, KernelError
from cms.kernel.failures import reraises
from cms.kernel.models import Event
from cms.kernel.registrar import registrar
from cms.kernel.states import enabled

logger = logging.getLogger(__name__)


def perform(objects: Sequence, name: str, actor, data: dict | None = None) -> list:
    """
    Make the move `name` with `objects`, all or none, and return them fresh.

    Locks the rows in primary-key order, checks source state, permission and guard, applies, and writes audit and
    event rows in the same transaction; handlers run after commit. `data` are the move's values, already valid (from
    `transition.get_form`) or raw strings of the same names.

    Raises Denied (may not), Conflict (another state or another's claim), InvalidMove (`data` are wrong), Failed (the
    move's own code raised; tests see its error instead). None of them changes anything.
    """
    factory = find(name, objects[0])
    with transaction.atomic():
        moving = _lock(factory, objects)
        move = _new(factory, moving)
        _check(move, actor)
        event = _make(move, actor, data or {})
    events.deliver_after_commit(event)
    return moving


def _make(move, actor, data: dict) -> Event:
    with _failing_plainly("apply", move):  # the transaction around is rolled back
        kept = _apply(move, actor, data)
        _save(move, actor, kept)
        return events.write(move.name, move.objects, kept)


@contextmanager
def _failing_plainly(what: str, move) -> Iterator[None]:
    """Around code of a move: whatever else than the kernel's errors it raises is logged, and told as Failed."""
    try:
        yield
    except KernelError:
        raise
    except Exception as error:
        if reraises():
            raise
        logger.exception("%s of %s of %s failed", what, move.name, _plugin_id(move))
        raise Failed(
            _("“%(move)s”没有做成，什么都没有改变。请稍后再试；还是不行，请告诉系统管理员。") % {"move": move.title}
        ) from error


def _new(factory, objects: Sequence):
    with _failing_plainly("making", factory):
        return factory(list(objects))


def _plugin_id(move) -> str:
    return registrar().get("transition", move.name).plugin_id


def find(name: str, obj):
    """The transition class called `name` that is on for the object's site; raises Denied when it is off or unknown."""
    entry = registrar().get("transition", name)
    if entry is None or not enabled([entry], obj.site):
        raise Denied(_("这项操作现在不可用。"))
    return entry.value


def prepare(objects: Sequence, name: str, actor):
    """
    The move `name` with `objects`, checked but not made: what a page shows before it is asked for.

    Raises Denied, Conflict and Failed as `perform` does, which checks again with the rows locked.
    """
    factory = find(name, objects[0])
    _check_type(factory, objects)
    move = _new(factory, objects)
    _check(move, actor)
    return move


def blank_form(move):
    """The form that asks for what the prepared `move` needs, None when it needs nothing. Raises Failed."""
    with _failing_plainly("form", move):
        return move.get_form()


def form_as_typed(name: str, objects: Sequence, actor, data: dict):
    """
    The move's form with `data` as typed and its errors, whatever stands in the way of the move now.

    None when the move needs nothing. Raises Failed.
    """
    move = _new(find(name, objects[0]), objects)
    move.actor = actor  # what `guard` would set; forms ask for it
    with _failing_plainly("form", move):
        form = move.get_form(data)
        if form is not None:
            form.is_valid()
        return form


def available_transitions(objects: Sequence, actor) -> list:
    """The moves this actor could make with `objects` now, in the order they were registered."""
    found = []
    for entry in enabled(registrar().all("transition"), objects[0].site):
        factory = entry.value
        if factory.model is not type(objects[0]) or (len(objects) > 1 and not factory.takes_many):
            continue
        try:
            move = _new(factory, objects)
            _check(move, actor)
        except KernelError:
            continue
        found.append(move)
    return found


def _check_type(factory, objects: Sequence) -> None:
    if any(not isinstance(obj, factory.model) for obj in objects):
        raise Denied(_("这项操作现在不可用。"))
    if not factory.takes_many and len(objects) != 1:
        raise Conflict(_("这项操作一次只能处理一件。"))


def _lock(factory, objects: Sequence) -> list:
    _check_type(factory, objects)
    pks = sorted({obj.pk for obj in objects})
    locked = list(factory.model.objects.select_for_update().filter(pk__in=pks).order_by("pk"))
    if len(locked) != len(pks):
        raise Conflict(_("其中有的已不存在，请刷新页面。"))
    return locked


def _check(move, actor) -> None:
    move.actor = actor
    for obj in move.objects:
        if obj.state not in move.sources:
            raise Conflict(
                _("%(object)s 现在是“%(state)s”，不能再做“%(move)s”。可能有人先处理了，请刷新页面。")
                % {"object": obj, "state": obj.get_state_display(), "move": move.title}
            )
        if move.permission and not actor.may(move.permission, obj):
            raise Denied(_("您没有做“%(move)s”的权限。") % {"move": move.title})
    try:
        move.guard(actor)
    except KernelError:
        raise
    except Exception as error:  # a guard that crashes must not permit
        logger.exception("guard of %s of %s failed", move.name, _plugin_id(move))
        raise Denied(_("暂时无法确认权限，操作没有执行。")) from error


def _apply(move, actor, data: dict) -> dict:
    form = move.get_form(data)
    if form is not None:
        if not form.is_valid():
            raise InvalidMove(_("请检查填写的内容。"), form.errors.get_json_data())
        data = form.cleaned_data
    return move.apply(actor, data) or {}


def _save(move, actor, kept: dict) -> None:
    now = timezone.now()
    for obj in move.objects:
        from_state = obj.state
        if move.target:
            obj.state, obj.state_changed_at = move.target, now
        obj.save()
        audit.record(obj, action=move.name, actor=actor, data=kept, from_state=from_state, to_state=move.target)
