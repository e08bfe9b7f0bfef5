"""Numbers and codes as they are made and as they are typed."""

import re
import uuid

import pytest

from forms import codes


def test_code_has_eighty_bits_and_comes_again():
    key = uuid.uuid4()
    code = codes.make_code(key)
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}", code)
    assert codes.make_code(key) == code
    assert codes.CODE_BITS == 80
    assert codes.make_code(uuid.uuid4()) != code


def test_stored_key_and_digest_do_not_tell_the_code(settings):
    key = uuid.uuid4()
    code = codes.make_code(key)
    assert codes.stored_key(key) != key
    assert codes.make_code(codes.stored_key(key)) != code
    assert code not in codes.code_digest(code)
    digest = codes.code_digest(code)
    settings.CODE_KEY = "another key"
    assert codes.code_digest(code) != digest


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("GL-2026-000123", "GL-2026-000123"),
        ("gl 2026 000123", "GL-2026-000123"),
        ("ＧＬ２０２６０００１２３", "GL-2026-000123"),
        ("GL—2O26—OOOI23", "GL-2026-000123"),
        ("OIL-2026-000123", "OIL-2026-000123"),
        ("琼-2026-000123", "琼-2026-000123"),
        ("000123", "000123"),
        ("", ""),
        ("---", ""),
        ("2026000123", "2026000123"),
    ],
)
def test_number_is_read_as_typed(typed, number):
    assert codes.read_number(typed) == number


def test_number_is_made_to_be_read():
    assert codes.make_number("GL", 2026, 123) == "GL-2026-000123"
    assert codes.read_number(codes.make_number("GL", 2026, 999_999)) == "GL-2026-999999"
