import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.search.words import is_ideograph, pairs, pieces, plain, plain_with_places

ANY_TEXT = st.text(st.characters(exclude_categories=()))  # lone surrogates and NUL too


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("瓊花觀社區", "琼花观社区"),
        ("ＡＢ－１２", "ab-12"),
        ("乾隆", "干隆"),  # each character by itself, whatever word it is in
        ("①㎏", "1kg"),
        ("a\0b\ud800c", "a b c"),
    ],
)
def test_plain(written, expected):
    assert plain(written) == expected


def test_pieces_are_single_ideographs_and_whole_words():
    assert pieces("琼花观5号，Room-2b·한국〇") == ["琼", "花", "观", "5", "号", "room", "2b", "한국", "〇"]


def test_pairs_give_every_ideograph_a_beginning():
    assert pairs("瓊花觀5號 room 井") == ["琼花", "花观", "观", "5", "号", "room", "井"]


def test_places_lead_back_to_what_was_written():
    written = "㎏瓊花觀"
    text, places = plain_with_places(written)
    at = text.index("花观")
    assert written[places[at] : places[at + 2]] == "花觀"


@given(ANY_TEXT)
def test_no_text_is_an_error(text):
    cut, places = plain_with_places(text)
    assert len(places) == len(cut) + 1
    assert places == sorted(places)
    plain(text).encode()  # what every database keeps
    assert [pair[0] if is_ideograph(pair[0]) else pair for pair in pairs(text)] == pieces(text)


@given(ANY_TEXT)
def test_what_is_plain_stays_so(text):
    assert pieces(plain(text)) == pieces(text)
