"""What somebody typed, as it is searched for."""

import re
from dataclasses import dataclass
from functools import cached_property

from cms.search.spelling import MOST_LETTERS, letters, sound
from cms.search.tokens import of_phrase
from cms.search.words import IDEOGRAPHS, is_ideograph, plain

LONGEST = 60  # characters that are read
MOST_PHRASES = 8
FEWEST_MISTYPED = 3  # of shorter names one character more or less is another name
FEWEST_LETTERS = 5
_STRETCH = re.compile(r"[^\W_]+")
_RUN = re.compile(rf"[{IDEOGRAPHS}]+|[^\W_{IDEOGRAPHS}]+")


@dataclass(frozen=True)
class Query:
    """A query: `typed` as the field shows it again; `is_cut` when it was longer than is read."""

    typed: str
    is_cut: bool = False

    @classmethod
    def read(cls, text: str) -> "Query":
        """Of any string whatever."""
        typed = " ".join(text.encode("utf-8", "replace").decode().replace("\0", " ").split())
        return cls(typed[:LONGEST].strip(), len(typed) > LONGEST)

    @cached_property
    def plain(self) -> str:
        return plain(self.typed)

    @cached_property
    def phrases(self) -> tuple[str, ...]:
        """What must stand in a text, each as it is: stretches of letters, digits and ideographs, each once."""
        return tuple(dict.fromkeys(_STRETCH.findall(self.plain)))[:MOST_PHRASES]

    @property
    def tokens(self) -> list[str]:
        """What a row has that holds all phrases."""
        runs = (run for phrase in self.phrases for run in _RUN.findall(phrase))
        return list(dict.fromkeys(token for run in runs for token in of_phrase(run)))

    @property
    def name_tokens(self) -> list[str]:
        """As `tokens`, for names: what is in letters may be their pinyin."""
        return [token if is_ideograph(token[0]) else f"{letters(token[:-1])[:MOST_LETTERS]}*" for token in self.tokens]

    @property
    def whole(self) -> str:
        """All phrases as one, where it is a name as somebody may have mistyped it: of one script, and long enough."""
        whole = "".join(self.phrases)
        if whole and all(map(is_ideograph, whole)):
            return whole
        whole = letters(whole)
        return whole[:MOST_LETTERS] if whole.isascii() and whole.isalpha() else ""

    @property
    def is_chinese(self) -> bool:
        return bool(self.whole) and is_ideograph(self.whole[0])

    @cached_property
    def sound(self) -> str:
        """Its pinyin, where that says enough; empty for letters and for a single ideograph."""
        return sound(self.whole)[:MOST_LETTERS] if self.is_chinese and len(self.whole) > 1 else ""

    def near_tokens(self) -> list[list[str]]:
        """Alternatives: what a name has, all of one of them, that sounds alike or has one character otherwise."""
        whole = self.whole
        if not self.is_chinese:
            return [[f"{each}*"] for each in _parts(whole)] if len(whole) >= FEWEST_LETTERS else []
        found = [[f"{self.sound}*"]] if self.sound else []
        if len(whole) >= FEWEST_MISTYPED:
            found += [_around(whole, place) for place in range(len(whole))]
        return found


def _around(whole: str, place: int) -> list[str]:
    """What is left of `whole` when the character at `place` is not what was meant."""
    sides = (whole[:place], whole[place + 1 :])
    return list(dict.fromkeys(token for side in sides if side for token in of_phrase(side)))


def _parts(whole: str) -> list[str]:
    """Beginnings of spellings, one of which is right when one letter is wrong: the first half, or what follows it."""
    half = (len(whole) + 1) // 2
    return [whole[:half], *(whole[place:] for place in range(1, len(whole) - 2))]


def is_one_off(typed: str, meant: str) -> bool:
    """Whether one character was mistyped: another one, one too many, one left out, or two in the wrong order."""
    if abs(len(typed) - len(meant)) > 1 or typed == meant:
        return False
    same = next((at for at, (one, other) in enumerate(zip(typed, meant, strict=False)) if one != other), None)
    if same is None:
        return True
    left, right = typed[same:], meant[same:]
    if len(left) == len(right):
        return left[1:] == right[1:] or (left[:2] == right[1::-1] and left[2:] == right[2:])
    return left[1:] == right or left == right[1:]
