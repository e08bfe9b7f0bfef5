"""Plain lines from a cell as the HTML of a rich text field, and that HTML compared and read as lines again."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
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


def same_text(one: str, other: str) -> bool:
    """Whether two texts say the same in the same form: Wagtail's editor writes other HTML for it than `to_html`."""
    return one == other or _parsed(one).tokens == _parsed(other).tokens


def to_lines(html: str) -> list[str]:
    """The blocks of `html` as a cell would have them: list items begin with "1. " or "- "."""
    return _parsed(html).lines


class _Parsed(HTMLParser):
    """
    The text as tokens: tags with what matters of their attributes, and text between them, spaces drawn together.

    Left out are the keys by which the editor finds its blocks, empty blocks, and how a character is escaped.
    """

    BLOCKS = frozenset({"p", "li", "ul", "ol", "h2", "h3", "h4", "h5", "h6", "hr", "blockquote"})
    ALIASES = {"strong": "b", "em": "i"}

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.tokens: list[str] = []
        self.lines: list[str] = []
        self._lists: list[list] = []  # (tag, items so far) of the lists that are open

    def handle_starttag(self, tag, attrs):
        kept = sorted((name, value or "") for name, value in attrs if name != "data-block-key")
        self.tokens.append(f"<{self.ALIASES.get(tag, tag)}{kept or ''}>")
        if tag in ("ul", "ol"):
            self._lists.append([tag, 0])
        elif tag in self.BLOCKS:
            self.lines.append(self._marker() if tag == "li" else "")
        elif tag == "br" and self.lines:
            self.lines[-1] += " "

    def handle_endtag(self, tag):
        tag = self.ALIASES.get(tag, tag)
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        if tag in ("p", "li") and self.tokens and self.tokens[-1] == f"<{tag}>":  # an empty block
            self.tokens.pop()
            self.lines.pop()
        else:
            self.tokens.append(f"</{tag}>")

    def handle_data(self, data):
        text = " ".join(data.split())
        if not text:
            return
        self.tokens.append(text)
        if self.lines:
            self.lines[-1] += text
        else:
            self.lines.append(text)

    def _marker(self) -> str:
        if not self._lists:
            return "- "
        self._lists[-1][1] += 1
        tag, number = self._lists[-1]
        return f"{number}. " if tag == "ol" else "- "


def _parsed(html: str) -> _Parsed:
    parser = _Parsed()
    parser.feed(html)
    parser.close()
    return parser
