"""Counting uses against limits."""

import math
import time
from collections.abc import Callable
from functools import lru_cache

from django.conf import settings
from limits import RateLimitItem, parse_many
from limits.errors import StorageError
from limits.strategies import RateLimiter

from cms.limits import stores
from cms.vault import digest


class Limited(Exception):
    """Too often. `retry_seconds`: after how long it is possible again, at least 1."""

    def __init__(self, name: str, retry_seconds: int):
        super().__init__(name)
        self.name = name
        self.retry_seconds = retry_seconds


Use = tuple[str, str | None]  # a limit's name, and who uses it; None is nobody, and not counted
Counted = list[tuple[str, RateLimitItem, str]]


def spend(*uses: Use) -> None:
    """
    Count one use of each, or none: raises Limited when one is used up.

    Of two at the very same moment both may pass: a limit is no lock.
    """
    _with_store(_spend, uses)


def ask(*uses: Use) -> None:
    """Raise Limited when one is used up; counts nothing."""
    _with_store(_refuse, uses)


def spend_one(name: str, who: str | None) -> bool:
    """Count one use; False when the limit is used up."""
    try:
        spend((name, who))
    except Limited:
        return False
    return True


@lru_cache(maxsize=64)
def rates(words: str) -> list[RateLimitItem]:
    """The rates in "40/10 minutes; 400/day"; none in "". Raises ValueError."""
    return parse_many(words) if words.strip() else []


def _with_store(action: Callable[[RateLimiter, Counted], None], uses: tuple[Use, ...]) -> None:
    counted = [(name, item, _key(name, who)) for name, who in uses if who for item in rates(settings.LIMITS[name])]
    if not counted:
        return
    try:
        action(stores.shared(), counted)
    except StorageError as error:
        stores.note_failure(error)
        action(stores.own(), counted)


def _refuse(limiter: RateLimiter, counted: Counted) -> None:
    waits = [
        (limiter.get_window_stats(item, key).reset_time - time.time(), name)
        for name, item, key in counted
        if not limiter.test(item, key)
    ]
    if waits:
        seconds, name = max(waits)
        raise Limited(name, max(1, math.ceil(seconds)))


def _spend(limiter: RateLimiter, counted: Counted) -> None:
    _refuse(limiter, counted)
    for _name, item, key in counted:
        limiter.hit(item, key)


def _key(name: str, who: str) -> str:
    return f"{name}:{digest(who, purpose='limit')[:32]}"
