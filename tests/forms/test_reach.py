"""Phone numbers and addresses, told apart."""

import pytest
from django.core.exceptions import ValidationError

from forms.reach import Reach, recognise


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("13800000000", "phone", "13800000000"),
        ("138 0000 0000", "phone", "13800000000"),
        ("138-0000-0000", "phone", "13800000000"),
        ("+86 13800000000", "phone", "13800000000"),
        ("0086 138 0000 0000", "phone", "13800000000"),
        ("１３８００００００００", "phone", "13800000000"),
        ("0514-87000000", "phone", "051487000000"),
        ("（0514）87000000转12", "phone", "051487000000转12"),
        ("025 8400000", "phone", "0258400000"),
        ("+852 2123 4567", "phone", "+85221234567"),
        ("someone@example.com", "email", "someone@example.com"),
        (" Someone@例子.测试 ", "email", "Someone@例子.测试"),
        ("someone＠example.com", "email", "someone@example.com"),
    ],
)
def test_reach_is_recognised(text, kind, value):
    assert recognise(text) == Reach(kind, value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1",
        "12345678901",
        "138000000000",
        "打电话",
        "a@",
        "@b.com",
        "a b@c.d",
        "1" * 500,
        "a" * 200 + "@b.com",
        "+8613",
        "1380000000\u0660",  # a digit, but none that is dialled
        "a@x\u05d0.com",  # of two directions at once
        "a@\ue000.cn",  # of nobody's script
        "a@xn--中.com",
        "a@" + "中" * 60 + ".com",  # longer than a label is once it is spelt out
        "a@localhost",
        "a@[127.0.0.1]",
    ],
)
def test_anything_else_is_refused(text):
    with pytest.raises(ValidationError):
        recognise(text)


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("+86 138-0000-0000", "sms"),
        ("0086 13800000000", "sms"),
        ("someone@example.com", "mail"),
        ("0514-87000000", ""),
        ("+852 6123 4567", ""),
        ("+88213000000", ""),  # a satellite's, that earns by what it receives
        ("+1 900 555 0100", ""),
    ],
)
def test_short_messages_go_to_mobiles_of_the_mainland_alone(text, channel):
    assert recognise(text).channel == channel
