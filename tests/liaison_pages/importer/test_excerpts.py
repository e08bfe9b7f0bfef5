"""Two values side by side."""

from liaison_pages.importer.excerpts import SHOWN_CHARACTERS, excerpts

LONG = "零一二三四五六七八九" * 20


def test_excerpts_of_short_values_are_whole():
    assert excerpts("甲\n乙", "丙") == ("甲 乙", "丙")


def test_excerpts_of_long_values_show_where_they_differ():
    assert excerpts(f"{LONG}旧{LONG}", f"{LONG}新的{LONG}") == (
        "…二三四五六七八九旧零一二三四五六七…",
        "…二三四五六七八九新的零一二三四五六七…",
    )


def test_excerpts_of_a_long_value_that_grew_at_its_end():
    assert excerpts(LONG, f"{LONG}完") == ("…二三四五六七八九", "…二三四五六七八九完")


def test_excerpts_are_short_however_much_differs():
    now, then = excerpts("甲" * 500, "乙" * 700)
    assert (len(now), len(then)) == (SHOWN_CHARACTERS + 1, SHOWN_CHARACTERS + 1)


def test_excerpts_of_alike_values_say_that_the_form_differs():
    assert excerpts("甲", "甲") == ("甲", "文字一样，格式不同")
