"""Schema.org facts in a page, as JSON-LD: a block of data that no browser runs, so that a strict policy lets it be."""

import json
from collections.abc import Iterable

from django.utils.safestring import SafeString, mark_safe

# As Django's `json_script` has them: neither the script's end nor a comment can be written without one.
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}
CONTEXT = "https://schema.org"


def script(things: list[dict]) -> SafeString:
    """The element that holds `things`; nothing without any."""
    if not things:
        return SafeString("")
    told = [{"@context": CONTEXT, **_without_blanks(thing)} for thing in things]
    text = json.dumps(told[0] if len(told) == 1 else told, ensure_ascii=False).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308  escaped above


def breadcrumbs(steps: Iterable[tuple[str, str]]) -> dict:
    """The way to a page: (name, absolute address) from the front page on; last the page itself, without an address."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": url}
            for number, (name, url) in enumerate(steps, start=1)
        ],
    }


def _without_blanks(thing: dict) -> dict:
    """`thing` without what is not known, in what it holds as well."""
    found = {}
    for name, value in thing.items():
        if isinstance(value, dict):
            value = _without_blanks(value)
        elif isinstance(value, list):
            value = [_without_blanks(each) if isinstance(each, dict) else each for each in value]
        if value not in ("", None, [], {}):
            found[name] = value
    return found
