"""Reading deployment choices from the environment: one variable, one choice."""

import os
from collections.abc import Iterable

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}


def text(name: str, default: str = "") -> str:
    """The variable's value, or `default` when it is unset."""
    return os.environ.get(name, default)


def flag(name: str, default: bool) -> bool:
    """A yes/no variable; raises ImproperlyConfigured for any other word."""
    value = os.environ.get(name)
    if value is None:
        return default
    if value.lower() in TRUE:
        return True
    if value.lower() in FALSE:
        return False
    raise ImproperlyConfigured(f"{name}={value!r}: use 1 or 0.")


def number(name: str, default: int) -> int:
    """A whole number; raises ImproperlyConfigured for anything else."""
    value = os.environ.get(name)
    if value is None:
        return default
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name}={value!r}: use a whole number.") from None


def choice(name: str, choices: Iterable[str], default: str) -> str:
    """One of `choices`, `default` when it is unset; raises ImproperlyConfigured for any other word."""
    value = os.environ.get(name) or default
    if value not in choices:
        raise ImproperlyConfigured(f"{name}={value!r}: use one of {', '.join(filter(None, choices))}.")
    return value


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list without empty items."""
    return [item.strip() for item in text(name, default).split(",") if item.strip()]


def required(name: str, remedy: str) -> str:
    """The variable's value; raises ImproperlyConfigured with the remedy when it is unset."""
    value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. {remedy}")
    return value
