"""Plain lines from a cell as the HTML of a rich text field."""

import re
from collections.abc import Callable
from itertools import groupby
from typing import Any

from django.utils.html import escape

from liaison_pages.importer.cells import text

NUMBERED = re.compile(r"\d{1,2}[.、．)）]\s*")
BULLET = re.compile(r"[-•·●]\s*")


def rich_text(max_length: int) -> Callable[[Any], str]:
    """A parser for lines of text: paragraphs, numbered and plain lists. Markup in the cell is shown, not obeyed."""
    parse_text = text(max_length, is_multiline=True)
    return lambda value: to_html(parse_text(value))


def to_html(written: str) -> str:
    """The HTML of `written`: the same lines always give the same HTML."""
    lines = [line.strip() for line in written.split("\n") if line.strip()]
    return "".join(_block(tag, list(group)) for tag, group in groupby(lines, key=_tag))


def _tag(line: str) -> str:
    if NUMBERED.match(line):
        return "ol"
    return "ul" if BULLET.match(line) else "p"


def _block(tag: str, lines: list[str]) -> str:
    if tag == "p":
        return "".join(f"<p>{escape(line)}</p>" for line in lines)
    marker = NUMBERED if tag == "ol" else BULLET
    items = "".join(f"<li>{escape(marker.sub('', line, count=1))}</li>" for line in lines)
    return f"<{tag}>{items}</{tag}>"
