"""Counting by address, contact and place; what happens when Redis is away."""

import logging

import pytest
import time_machine

from cms import limits
from cms.checks import check_limits
from cms.limits import Limited, addresses, stores
from cms.limits.addresses import address_of


@pytest.fixture(autouse=True)
def _fresh(settings):
    stores.forget()
    settings.LIMITS = {**settings.LIMITS, "form.address": "2/10 minutes; 3/day", "act.address": "1/minute"}
    yield
    stores.forget()


@pytest.fixture
def clock():
    with time_machine.travel("2026-11-24 09:00:00+08:00", tick=False) as moved:
        yield moved


def test_burst_is_refused_until_its_window_has_passed(clock):
    for _use in range(2):
        limits.spend(("form.address", "192.0.2.1"))
    with pytest.raises(Limited) as refused:
        limits.spend(("form.address", "192.0.2.1"))
    assert 599 <= refused.value.retry_seconds <= 601
    clock.shift(601)
    limits.spend(("form.address", "192.0.2.1"))


def test_sustained_rate_holds_when_the_burst_is_over(clock):
    for _use in range(3):
        limits.spend(("form.address", "192.0.2.1"))
        clock.shift(601)
    with pytest.raises(Limited) as refused:
        limits.spend(("form.address", "192.0.2.1"))
    assert refused.value.retry_seconds > 80_000


def test_one_address_does_not_pay_for_another():
    for address in ("192.0.2.1", "192.0.2.2"):
        for _use in range(2):
            limits.spend(("form.address", address))


def test_refusal_counts_nothing_against_the_other_limits(clock):
    limits.spend(("act.address", "192.0.2.1"))
    for _use in range(5):
        with pytest.raises(Limited):
            limits.spend(("form.address", "192.0.2.9"), ("act.address", "192.0.2.1"))
    limits.spend(("form.address", "192.0.2.9"))


def test_asking_counts_nothing():
    for _use in range(5):
        limits.ask(("act.address", "192.0.2.1"))
    limits.spend(("act.address", "192.0.2.1"))
    with pytest.raises(Limited):
        limits.ask(("act.address", "192.0.2.1"))


def test_nobody_and_an_empty_limit_are_not_counted():
    for _use in range(9):
        limits.spend(("act.address", None), ("lookup.address", "192.0.2.1"))


def test_who_is_counted_is_not_kept_in_plain():
    limits.spend(("form.address", "192.0.2.77"))
    assert "192.0.2.77" not in repr(stores.own().storage.events)


# --- Addresses -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("remote", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", None),
        ("unix:", None),
        ("198.51.100.20", None),
    ],
)
def test_address_is_what_one_customer_gets(rf, settings, remote, counted):
    settings.LIMIT_EXEMPT_NETWORKS = ["198.51.100.0/24"]
    assert address_of(rf.get("/", REMOTE_ADDR=remote)) == counted


@pytest.mark.parametrize(("trusts", "counted"), [(False, "192.0.2.1"), (True, "203.0.113.5")])
def test_forwarded_address_is_believed_behind_a_proxy_alone(rf, settings, trusts, counted):
    settings.TRUSTS_PROXY = trusts
    request = rf.get("/", REMOTE_ADDR="192.0.2.1", headers={"x-forwarded-for": "198.51.100.1, 203.0.113.5"})
    assert address_of(request) == counted


@pytest.mark.parametrize(
    ("written", "counted"),
    [
        ("203.0.113.5:1234", "203.0.113.5"),
        ("[2001:db8::1]:443", "2001:db8::/64"),
        ("[2001:db8::1]", "2001:db8::/64"),
        ("2001:db8::1", "2001:db8::/64"),
        ("198.51.100.1:80, 203.0.113.5:1234", "203.0.113.5"),
    ],
)
def test_port_that_a_proxy_writes_is_left_out(rf, settings, written, counted):
    settings.TRUSTS_PROXY = True
    assert address_of(rf.get("/", headers={"x-forwarded-for": written})) == counted


@pytest.mark.parametrize("written", ["unknown", "_hidden", "[]", "203.0.113.5:", "1.2.3:4"])
def test_what_is_no_address_is_said_in_the_log_once(rf, settings, caplog, written):
    settings.TRUSTS_PROXY = True
    addresses._say_that_nobody_is_counted.cache_clear()
    request = rf.get("/", headers={"x-forwarded-for": written})
    assert [address_of(request) for _request in range(3)] == [None] * 3
    assert caplog.text.count("not counted by address") == 1
    assert written not in caplog.text


# --- Redis, and what operators may get wrong ------------------------------------------------------------------------


def test_without_redis_each_process_counts_for_itself_and_says_so_once(settings, caplog):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"  # nobody listens
    with caplog.at_level(logging.WARNING):
        limits.spend(("act.address", "192.0.2.1"))
        with pytest.raises(Limited):
            limits.spend(("act.address", "192.0.2.1"))
    assert [record.getMessage().startswith("limits: Redis does not answer") for record in caplog.records] == [True]
    assert "192.0.2.1" not in caplog.text


def test_settings_that_cannot_be_read_stop_the_start(settings):
    assert check_limits(None) == []
    settings.LIMITS = {"follow.address": "often"}
    settings.LIMIT_EXEMPT_NETWORKS = ["the station"]
    assert [error.msg.partition(" ")[0] for error in check_limits(None)] == [
        "LIMIT_FOLLOW_ADDRESS",
        "LIMIT_EXEMPT_NETWORKS",
    ]
