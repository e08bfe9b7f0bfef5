"""Words with placeholders: what is replaced, what is refused, and that nothing in them is code."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.notices.placeholders import fill, sms_length, unknown

HOSTILE = [
    "{number.__class__}",
    "{0}",
    "{}",
    "{number!r}",
    "{number:>99999999}",
    "{{number}}",
    "{% load i18n %}",
    "{{ number|safe }}",
    "{number",
    "number}",
    "{Number}",
    "{ number }",
    "{number[0]}",
    "{settings}",
    "{\x00}",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_refused(words):
    assert unknown(words, ["number"])


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_that_are_there_all_the_same_do_nothing(words):
    assert len(fill(words, {"number": "GL-1"})) <= len(words) + 4


@pytest.mark.parametrize("words", ["", "没有词", "{number} {link}", "$number %(number)s %s", "100% \\{number}"[:4]])
def test_known_words_are_taken(words):
    assert unknown(words, ["number", "link"]) == []


def test_values_are_put_in_once():
    assert fill("{a} {b} {c}", {"a": "{b}", "b": "{a}", "c": "%s"}) == "{b} {a} %s"


def test_placeholder_without_a_value_leaves_nothing():
    assert fill("编号{number}。", {}) == "编号。"


@given(st.text(), st.text())
def test_any_words_are_filled_or_refused(words, value):
    filled = fill(words, {"number": value})
    if not unknown(words, ["number"]):
        assert filled == words.replace("{number}", value)


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", (0, 1)),
        ("字" * 70, (70, 1)),
        ("字" * 71, (71, 2)),
        ("字" * 134, (134, 2)),
        ("a" * 135, (135, 3)),
        ("😀", (2, 1)),
    ],
)
def test_parts_of_a_short_message(text, length):
    assert sms_length(text) == length
