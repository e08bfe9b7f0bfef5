"""Showing where in a text the words of a query stand."""

import re
from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from cms.search.words import plain, plain_with_places

BEFORE, AFTER = 20, 80  # characters around the first phrase
NEAR = 5_000  # characters of a text in which its phrases are shown


def holds(texts: Iterable[str], phrases: tuple[str, ...]) -> bool:
    """Whether every phrase stands in one of the texts or another."""
    whole = "\n".join(plain(text) for text in texts)
    return all(phrase in whole for phrase in phrases)


def marked(text: str, phrases: tuple[str, ...]) -> SafeString:
    """`text` escaped, with the phrases in <mark>."""
    parts, end = [], 0
    for first, last in _places(text, phrases):
        parts += [escape(text[end:first]), "<mark>", escape(text[first:last]), "</mark>"]
        end = last
    parts.append(escape(text[end:]))
    return mark_safe("".join(parts))  # noqa: S308  escaped above


def snippet(texts: Iterable[str], phrases: tuple[str, ...]) -> SafeString:
    """What stands around the first phrase, marked; empty where no text holds any."""
    for whole in texts:
        text = " ".join(whole.split())
        places = _places(text[:NEAR], phrases)
        if places:
            first = max(places[0][0] - BEFORE, 0)
            last = places[0][0] + AFTER
            shown = marked(text[first:last].strip(), phrases)
            return mark_safe(("…" if first else "") + shown + ("…" if last < len(text) else ""))  # noqa: S308  as above
    return mark_safe("")


def _places(text: str, phrases: tuple[str, ...]) -> list[tuple[int, int]]:
    """Where phrases stand in `text`, in order, none in another: (first, behind the last) character."""
    if not phrases:
        return []
    whole, places = plain_with_places(text)
    longest_first = sorted(phrases, key=len, reverse=True)
    pattern = "|".join(map(re.escape, longest_first))
    return [(places[match.start()], places[match.end()]) for match in re.finditer(pattern, whole)]
