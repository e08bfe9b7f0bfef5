"""Chinese on English pages: named in English where a name is known, marked where not."""

import pytest
from django.utils import translation

from cms import bilingual
from tests.factories.liaison_pages import DivisionFactory


def test_language_of_text_is_marked_on_english_pages_only():
    assert bilingual.lang_attr("东关街道") == ""
    with translation.override("en"):
        assert bilingual.lang_attr("东关街道") == ' lang="zh-Hans"'
        assert bilingual.lang_attr("Dongguan") == ""


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Passed on to 区住建局.", 'Passed on to <span lang="zh-Hans">区住建局</span>.'),
        ("第 3 号", '<span lang="zh-Hans">第 3 号</span>'),
        ("No. 3", "No. 3"),
        ("<b>灯</b> & 灯", '&lt;b&gt;<span lang="zh-Hans">灯</span>&lt;/b&gt; &amp; <span lang="zh-Hans">灯</span>'),
        ("", ""),
    ],
)
def test_runs_of_chinese_are_marked_and_escaped(text, marked):
    with translation.override("en"):
        assert bilingual.mark_chinese(text) == marked


def test_chinese_page_marks_nothing_and_escapes():
    assert bilingual.mark_chinese("<b>灯") == "&lt;b&gt;灯"


@pytest.mark.parametrize(("text", "shown"), [("家站点", "Stations"), ("", "Stations"), ("Places", "Places")])
def test_interface_speaks_where_the_text_is_chinese(text, shown):
    with translation.override("en"):
        assert bilingual.unless_chinese(text, "Stations") == shown
    assert bilingual.unless_chinese("家站点", "Stations") == "家站点"


@pytest.mark.django_db
def test_division_is_named_in_english_where_it_has_a_name():
    named, nameless = DivisionFactory(name="东关街道", name_en="Dongguan Subdistrict"), DivisionFactory(name="汶河街道")
    with translation.override("en"):
        assert (named.display_name, nameless.display_name) == ("Dongguan Subdistrict", "汶河街道")
    assert named.display_name == "东关街道"
