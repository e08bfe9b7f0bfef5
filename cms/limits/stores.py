"""
Where counts are kept: in Redis where `REDIS_URL` names one, so that all processes share them, else in each process.

Limits protect the service; they must not be what it stops for. While Redis does not answer, each process counts for
itself and asks again after RETRY_SECONDS.
"""

import logging
import time
from functools import lru_cache

from django.conf import settings
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter, RateLimiter

logger = logging.getLogger(__name__)

RETRY_SECONDS = 30
TIMEOUT_SECONDS = 0.5

_away_until = 0.0


def shared() -> RateLimiter:
    """What all processes share, or `own` without Redis and while it is away."""
    if not settings.REDIS_URL or time.monotonic() < _away_until:
        return own()
    return _redis(settings.REDIS_URL)


@lru_cache(maxsize=1)
def own() -> RateLimiter:
    """The process's own counts."""
    return MovingWindowRateLimiter(storage_from_string("memory://"))


def note_failure(error: Exception) -> None:
    """Count in the process for a while."""
    global _away_until  # noqa: PLW0603  one fact of the process
    _away_until = time.monotonic() + RETRY_SECONDS
    logger.warning("limits: Redis does not answer (%s); each process counts for itself", type(error).__name__)


def forget() -> None:
    """Start counting anew, for tests."""
    global _away_until  # noqa: PLW0603
    _away_until = 0.0
    own.cache_clear()
    _redis.cache_clear()


@lru_cache(maxsize=1)
def _redis(url: str) -> RateLimiter:
    return MovingWindowRateLimiter(
        storage_from_string(
            url, wrap_exceptions=True, socket_timeout=TIMEOUT_SECONDS, socket_connect_timeout=TIMEOUT_SECONDS
        )
    )
