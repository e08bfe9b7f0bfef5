"""
How a text is read for searching: what is alike to readers becomes equal, and is cut into what an index can hold
(docs/adr).

Chinese has no blanks between words, so a text is cut at every ideograph: a query is a phrase of neighbours, and any
part of any word is found without a dictionary. Pure functions; nothing here raises for any string.
"""

import re
import unicodedata
from functools import cache

from opencc import OpenCC

IDEOGRAPHS = "\u3005\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HAS_TRADITIONAL = ((0x3400, 0xA000), (0x20000, 0x2C000))  # where OpenCC knows any, with plenty of room
_PIECE = re.compile(rf"[{IDEOGRAPHS}]|[^\W_{IDEOGRAPHS}]+")
_RUN = re.compile(rf"[{IDEOGRAPHS}]+|[^\W_{IDEOGRAPHS}]+")
_IDEOGRAPH = re.compile(rf"[{IDEOGRAPHS}]")
_CLUSTER = re.compile(r".[\u0300-\u036f\u3099\u309a\ufe00-\ufe0f]*", re.DOTALL)  # a character and what is set on it


def plain(text: str) -> str:
    """
    Half-width, in lower case and in simplified characters: ＡＢ瓊花觀 → ab琼花观. Each character by itself, whatever
    word it is in, so that a query and a text come out alike. What no database keeps (NUL, halves of a pair) becomes a
    blank.
    """
    return unicodedata.normalize("NFKC", text).lower().translate(_simplified())


def plain_with_places(text: str) -> tuple[str, list[int]]:
    """
    `plain(text)`, and for each of its characters where in `text` it comes from; one place more, for the end. For what
    is shown, not for what is indexed.
    """
    if len(whole := plain(text)) == len(text):  # as nearly always
        return whole, list(range(len(text) + 1))
    parts, places = [], []
    for match in _CLUSTER.finditer(text):
        part = plain(match.group())
        parts.append(part)
        places += [match.start()] * len(part)
    return "".join(parts), [*places, len(text)]


def pieces(text: str) -> list[str]:
    """Single ideographs and whole words of other letters or digits, in order: 琼花观5号 → 琼, 花, 观, 5, 号."""
    return _PIECE.findall(plain(text))


def pairs(text: str) -> list[str]:
    """
    Neighbouring ideographs two by two, the last of each run alone, and whole words, in order: 琼花观5号 → 琼花, 花观,
    观, 5, 号. So every ideograph begins one of them, and is found by that beginning.
    """
    found = []
    for run in _RUN.findall(plain(text)):
        found += [run[place : place + 2] for place in range(len(run))] if is_ideograph(run[0]) else [run]
    return found


def is_ideograph(character: str) -> bool:
    return _IDEOGRAPH.match(character) is not None


@cache
def _simplified() -> dict[int, str]:
    """For `str.translate`: traditional characters to their simplified ones, one to one; 0.1 s to make, once."""
    characters = [chr(code) for first, end in _HAS_TRADITIONAL for code in range(first, end)]
    converted = OpenCC("t2s").convert(" ".join(characters)).split(" ")
    table = {
        ord(before): after
        for before, after in zip(characters, converted, strict=True)
        if before != after and len(after) == 1
    }
    return table | {0: " "} | dict.fromkeys(range(0xD800, 0xE000), " ")
