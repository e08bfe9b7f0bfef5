"""What a process remembers for a few seconds, so that a rush does not ask the database the same thing each time."""

import time
from collections.abc import Callable
from functools import wraps

from django.conf import settings

_memories: list[dict] = []


def kept(setting: str, *, most: int = 1_000) -> Callable:
    """
    For a function of hashable arguments: what it returned is returned again for as many seconds as the setting says,
    0 for never. None is not kept. Of `most` results; then it starts anew.

    All threads of the process get the same object: nobody may change it. Others learn of a change that late.
    """

    def decorate(function: Callable) -> Callable:
        memory: dict[tuple, tuple[float, object]] = {}
        _memories.append(memory)

        @wraps(function)
        def remembering(*args):
            now = time.monotonic()
            until, result = memory.get(args, (0.0, None))
            if now < until:
                return result
            result = function(*args)
            if result is not None and (seconds := getattr(settings, setting)):
                if len(memory) >= most:
                    memory.clear()
                memory[args] = (now + seconds, result)
            return result

        return remembering

    return decorate


def forget() -> None:
    """Ask again at the next call, for tests and measurements that change the database under a process."""
    for memory in _memories:
        memory.clear()
