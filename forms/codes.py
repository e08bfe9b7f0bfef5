"""
Tracking numbers and query codes: how they are made, and how what people type is read.

A code is 16 Crockford characters, 80 bits of an HMAC over the form's random key; the database keeps another HMAC of
it. Whoever holds the form's key gets the same code again, so a retry shows the same receipt.
"""

import re
import unicodedata
from uuid import UUID

from cms.vault import digest

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
CODE_CHARACTERS = 16
CODE_BITS = CODE_CHARACTERS * 5
GROUP = 4
NUMBER_DIGITS = 6
YEAR_DIGITS = 4

LOOK_ALIKES = str.maketrans("OILU", "011V")  # what is read or typed for 0, 1, 1 and V
SEPARATORS = re.compile(r"[\s\-‐-―−_.·、，,]+")


def make_code(request_key: UUID) -> str:
    """The query code of the submission made with this form: 'ABCD-EFGH-JKMN-PQRS'."""
    bits = int(digest(str(request_key), purpose="receipt"), 16) >> (256 - CODE_BITS)
    characters = [ALPHABET[(bits >> shift) & 31] for shift in range(CODE_BITS - 5, -1, -5)]
    return grouped("".join(characters))


def stored_key(request_key: UUID) -> UUID:
    """What the database keeps of a form's key: enough to know it again, not enough to make the code."""
    return UUID(hex=digest(str(request_key), purpose="request-key")[:32])


def code_digest(code: str) -> str:
    """What the database keeps of a query code, however it was typed."""
    return digest(plain_code(code), purpose="query-code")


def grouped(code: str) -> str:
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def plain_code(text: str) -> str:
    """A typed code without blanks and dashes, upper case, half-width, look-alikes replaced."""
    return _squeezed(text).translate(LOOK_ALIKES)


def make_number(prefix: str, year: int, count: int) -> str:
    """'GL-2026-000123'."""
    return f"{prefix}-{year}-{count:0{NUMBER_DIGITS}d}"


def read_number(text: str) -> str:
    """A typed number in the form of `make_number`; whatever does not look like one comes back squeezed."""
    squeezed = _squeezed(text)
    tail = squeezed[-(YEAR_DIGITS + NUMBER_DIGITS) :].translate(LOOK_ALIKES)
    prefix = squeezed[: -len(tail)] if tail else ""
    if not prefix or len(tail) < YEAR_DIGITS + NUMBER_DIGITS:
        return squeezed
    return f"{prefix}-{tail[:YEAR_DIGITS]}-{tail[YEAR_DIGITS:]}"


def _squeezed(text: str) -> str:
    return SEPARATORS.sub("", unicodedata.normalize("NFKC", text).upper())
