"""Handlers: after commit, at least once, none stopping another."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from cms.kernel import events
from cms.kernel.actors import System
from cms.kernel.models import Event, EventDelivery
from cms.kernel.states import set_enabled
from tests.factories.liaison_pages import VenueFactory


@pytest.fixture
def heard() -> list:
    return []


@pytest.fixture
def happen(site):
    """Make an event 'thing.done' of the site, as `perform` does."""
    venue = VenueFactory()

    def happen() -> Event:
        event = events.write("thing.done", [venue], {})
        events.deliver_after_commit(event)
        return event

    return happen


def crash(event):
    raise ValueError("no paper")


def on(handler, name):
    return lambda registrar: registrar.on("thing.done", handler, name)


def test_handlers_run_after_the_commit_and_not_before(load, happen, heard, django_capture_on_commit_callbacks):
    load(on(heard.append, "toys.hear"))
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        event = happen()
        assert heard == []
    assert heard == [event]
    delivery = EventDelivery.objects.get()
    assert (delivery.attempts, delivery.last_error, delivery.delivered_at is None) == (1, "", False)


def test_delivered_one_is_not_delivered_again(load, happen, heard, django_capture_on_commit_callbacks):
    load(on(heard.append, "toys.hear"))
    with django_capture_on_commit_callbacks(execute=True):
        happen()
    assert events.deliver(EventDelivery.objects.all()) == 0
    assert events.deliver_waiting() == 0
    assert len(heard) == 1


def test_failing_handler_stops_no_other_and_keeps_the_error(
    load, happen, heard, django_capture_on_commit_callbacks, caplog
):
    load(on(crash, "first.crash"), id="first")
    load(on(heard.append, "second.hear"), id="second")
    before = timezone.now()
    with django_capture_on_commit_callbacks(execute=True):
        event = happen()
    assert heard == [event]
    failed = EventDelivery.objects.get(handler="first.crash")
    assert (failed.delivered_at, failed.attempts, failed.last_error) == (None, 1, "ValueError: no paper")
    assert failed.next_attempt_at >= before + timedelta(seconds=events.FIRST_RETRY_SECONDS)
    assert "failed" in caplog.text


def test_what_a_failing_handler_wrote_is_rolled_back(load, happen, django_capture_on_commit_callbacks):
    def write_and_crash(event):
        Event.objects.filter(pk=event.pk).update(name="half.written")
        raise ValueError

    load(on(write_and_crash, "toys.crash"))
    with django_capture_on_commit_callbacks(execute=True):
        happen()
    assert Event.objects.get().name == "thing.done"


def test_retries_come_later_each_time_up_to_the_longest_wait(load, happen):
    load(on(crash, "toys.crash"))
    happen()
    waits = []
    for _attempt in range(9):
        events.deliver(EventDelivery.objects.all())
        delivery = EventDelivery.objects.get()
        waits.append(round((delivery.next_attempt_at - timezone.now()).total_seconds() / 30) * 30)
    assert waits == [30, 60, 120, 240, 480, 960, 1920, 3600, 3600]


def test_waiting_ones_are_delivered_when_their_time_has_come(load, happen, heard, monkeypatch):
    calls = []

    def fails_once(event):
        calls.append(event)
        if len(calls) == 1:
            raise ValueError

    load(on(fails_once, "toys.hear"))
    happen()
    assert events.deliver_waiting() == 0
    assert events.deliver_waiting() == 0  # not yet: the wait is on
    assert len(calls) == 1
    EventDelivery.objects.update(next_attempt_at=timezone.now())
    assert events.deliver_waiting() == 1
    assert EventDelivery.objects.get().attempts == 2


def test_handlers_in_a_circle_end_and_are_told(load, happen, site, caplog):
    """Outside of a test each delivery commits, so what it makes happen is delivered inside of it."""
    venue, calls = VenueFactory(), []

    def again(event):
        calls.append(event)
        following = events.write("thing.done", [venue], {})
        events.deliver(EventDelivery.objects.filter(event=following))

    load(on(again, "toys.again"))
    event = events.write("thing.done", [venue], {})
    events.deliver(EventDelivery.objects.filter(event=event))
    assert len(calls) == events.MOST_LINKS
    assert "in a circle" in caplog.text
    assert EventDelivery.objects.filter(delivered_at=None).count() == 1


def test_command_delivers_what_waits(load, happen, heard, capsys):
    load(on(heard.append, "toys.hear"))
    event = happen()
    call_command("events", "deliver")
    assert (heard, capsys.readouterr().out) == ([event], "1 delivered\n")


def test_plugin_that_is_off_is_not_planned(load, happen, site, heard):
    load(on(heard.append, "toys.hear"))
    set_enabled(plugin_id="toys", site=site, is_enabled=False, actor=System())
    happen()
    assert EventDelivery.objects.count() == 0


def test_plugin_switched_off_meanwhile_waits_until_it_is_on(load, happen, site, heard):
    load(on(heard.append, "toys.hear"))
    event = happen()
    set_enabled(plugin_id="toys", site=site, is_enabled=False, actor=System())
    assert events.deliver_waiting() == 0
    delivery = EventDelivery.objects.get()
    assert (heard, delivery.delivered_at, delivery.attempts) == ([], None, 0)
    set_enabled(plugin_id="toys", site=site, is_enabled=True, actor=System())
    assert events.deliver_waiting() == 1
    assert heard == [event]


def test_handler_that_is_gone_waits(load, happen, registry, heard):
    load(on(heard.append, "toys.hear"))
    happen()
    registry._by_name.clear()
    assert events.deliver_waiting() == 0
    assert EventDelivery.objects.get().delivered_at is None
