"""
How a Chinese name is typed with Latin letters: its pinyin and its initials, from any syllable on.

Several ideographs have more than one reading, and a surname often the rarer one (单 Shan, 曾 Zeng): the reading that
the words around suggest comes first, and each other common one in its place.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from cms.search.words import IDEOGRAPHS, plain

MOST_SYLLABLES = 24  # of a name that are spelled
MOST_READINGS = 3  # of an ideograph
MOST_LETTERS = 24  # of one spelling: nobody types more to find a name
_RUN = re.compile(rf"[{IDEOGRAPHS}]+")
_TONES = re.compile(r"[\u0300-\u0307\u0309-\u036f]")  # all marks but the two dots of ü


def spellings(name: str) -> list[str]:
    """
    What `name` is found by when typed in letters, each once: 琼花观 → qionghuaguan, qhg, huaguan, hg, guan, g. Empty
    without ideographs.
    """
    found: dict[str, None] = {}
    for run in _RUN.findall(plain(name)):
        for syllables in _readings(run[:MOST_SYLLABLES]):
            for first in range(len(syllables)):
                rest = syllables[first:]
                found["".join(rest)[:MOST_LETTERS]] = None
                found["".join(each[0] for each in rest)] = None
    return list(found)


def sound(text: str) -> str:
    """`text`, all ideographs, in pinyin as it is read most often: for what is typed by its sound."""
    return "".join(_usual(plain(text)))


def letters(text: str) -> str:
    """Pinyin as a keyboard writes it: without tones, ü as v."""
    decomposed = unicodedata.normalize("NFD", text.lower()).replace("u\u0308", "v")
    return _TONES.sub("", unicodedata.normalize("NFD", decomposed))


def _readings(run: str) -> Iterable[tuple[str, ...]]:
    """The usual reading of the run, then those in which one ideograph is read in another way."""
    usual = tuple(_usual(run))
    yield usual
    for place, others in enumerate(_all_of_each(run)):
        for other in others[:MOST_READINGS]:
            if other != usual[place]:
                yield (*usual[:place], other, *usual[place + 1 :])


@lru_cache(maxsize=4_096)
def _usual(run: str) -> list[str]:
    from pypinyin import lazy_pinyin  # noqa: PLC0415  57 MB, which only those who write names or mistype need

    return lazy_pinyin(run, errors=list)


def _all_of_each(run: str) -> list[list[str]]:
    """The readings of each ideograph, the common ones first; `lv` is also typed `lu`."""
    from pypinyin import Style, pinyin  # noqa: PLC0415  as above

    readings = pinyin(list(run), style=Style.NORMAL, heteronym=True, errors=list)
    return [[*each, *(reading.replace("v", "u") for reading in each if "v" in reading)] for each in readings]
