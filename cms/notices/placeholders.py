"""
Words with placeholders: `{number}` is replaced, and nothing else is.

No template engine and no str.format, for a district's words are not code: a placeholder is lower-case letters in
braces, on a list, and what is put in its place is not looked at again.
"""

import math
import re
from collections.abc import Iterable, Mapping

PLACEHOLDER = re.compile(r"\{([a-z_]{1,30})\}")
BRACES = re.compile(r"\{[^{}]*\}|[{}]")
ONE_SMS = 70  # UTF-16 units in one short message, by its standard (3GPP TS 23.040)
LONG_SMS_PART = 67  # in each part of a longer one: the rest of the 70 joins the parts


def fill(words: str, values: Mapping[str, object]) -> str:
    """`words` with the values in their places; a placeholder without a value leaves nothing."""
    return PLACEHOLDER.sub(lambda found: str(values.get(found.group(1), "")), words)


def unknown(words: str, known: Iterable[str]) -> list[str]:
    """Whatever in braces is not one of the `known` placeholders, and lone braces, as they stand there."""
    allowed = {f"{{{name}}}" for name in known}
    return [found for found in dict.fromkeys(BRACES.findall(words)) if found not in allowed]


def sms_length(text: str) -> tuple[int, int]:
    """Characters as the network counts them, and in how many parts they are sent (and paid for)."""
    units = len(text.encode("utf-16-le")) // 2
    return units, 1 if units <= ONE_SMS else math.ceil(units / LONG_SMS_PART)
