"""What people type, tidied; what cannot be kept is refused."""

import pytest
from django.core.exceptions import ValidationError

from cms.textfields import clean_text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("灯坏了\r\n三天\r", "灯坏了\n三天"),
        ("从文档里贴来\x0b第二行\u2028第三行\x0c", "从文档里贴来\n第二行\n第三行"),
        ("\u202e灯\u200f坏\ufeff", "灯坏"),
        ("灯😀👨\u200d👩", "灯😀👨\u200d👩"),
        ("今年的新图\U0001fae9\U0001fabe", "今年的新图\U0001fae9\U0001fabe"),
        ("e\u0301", "é"),
        ("", ""),
    ],
)
def test_text_is_tidied(typed, kept):
    assert clean_text(typed) == kept


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\ud800", "\ufdd0", "\ufffe", "\U0010ffff"])
def test_what_is_no_character_is_refused(character):
    with pytest.raises(ValidationError):
        clean_text(f"灯{character}坏")
