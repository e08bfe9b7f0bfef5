"""Two values side by side, shortened to where they differ."""

import os

from django.utils.translation import gettext as _

SHOWN_CHARACTERS = 60
CONTEXT_CHARACTERS = 8
CUT = "…"


def excerpts(now: str, then: str) -> tuple[str, str]:
    """Both on one line; long ones only from a little before their first difference to a little after the last."""
    now, then = " ".join(now.split()), " ".join(then.split())
    if now == then:
        return now[:SHOWN_CHARACTERS], _("文字一样，格式不同")
    if max(len(now), len(then)) <= SHOWN_CHARACTERS:
        return now, then
    shared = len(os.path.commonprefix([now, then]))
    rest = min(len(now), len(then)) - shared
    tail = min(rest, len(os.path.commonprefix([now[::-1], then[::-1]])))
    start = max(0, shared - CONTEXT_CHARACTERS)
    return _excerpt(now, start, len(now) - tail), _excerpt(then, start, len(then) - tail)


def _excerpt(value: str, start: int, end: int) -> str:
    """`value` from `start` to a little behind `end`, in no more than SHOWN_CHARACTERS."""
    stop = min(len(value), end + CONTEXT_CHARACTERS, start + SHOWN_CHARACTERS)
    return f"{CUT if start else ''}{value[start:stop]}{CUT if stop < len(value) else ''}"
