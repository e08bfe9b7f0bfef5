"""What happens when an add-on's code raises where it only shows something: it is logged, and nothing is shown."""

import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.html import conditional_escape

logger = logging.getLogger(__name__)

HUGE_CHARACTERS = 200_000


def reraises() -> bool:
    """Whether errors of add-ons go on upwards, as tests want them to."""
    return getattr(settings, "LIAISON_RAISE_IN_SLOTS", False)


def attempt(what: str, entry, ask: Callable[[], Any], otherwise: Any = None) -> Any:
    """What `ask`, code of the registration `entry`, returns; `otherwise` when it raises, which the log tells."""
    try:
        return ask()
    except Exception:
        if reraises():
            raise
        logger.exception("%s %s of %s failed", what, entry.name, entry.plugin_id)
        return otherwise


def shown(what: str, entry, render: Callable[[], str]) -> str:
    """
    The HTML or text that `render`, code of the registration `entry`, returns; "" when it raises or returns no string.

    What is not marked as safe HTML is escaped: it may hold a resident's words. `what` names the thing in the log.
    """
    text = attempt(what, entry, lambda: _escaped(render()), otherwise="")
    if len(text) > HUGE_CHARACTERS:
        logger.warning("%s %s of %s gave %d characters", what, entry.name, entry.plugin_id, len(text))
    return text


def _escaped(text) -> str:
    if isinstance(text, Promise):  # a translation still to be looked up
        text = str(text)
    if not hasattr(text, "__html__") and not isinstance(text, str):
        raise TypeError(f"returned {type(text).__name__}, not a string")
    return conditional_escape(text)
