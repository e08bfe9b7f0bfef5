"""Rich text: compared by what it says, and shown as lines."""

import pytest

from liaison_pages.importer.richtext import same_text, to_html, to_lines


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>一</p>", '<p data-block-key="ab12c">一</p>'),
        ("<ol><li>一</li><li>二</li></ol>", '<ol><li data-block-key="a">一</li>\n<li data-block-key="b">二</li></ol>'),
        ("<p>&quot;一&quot; &amp; &#x27;二&#x27;</p>", "<p>\"一\" &amp; '二'</p>"),
        ("<p>一  二</p>", "<p>一 二</p>"),
        ("<p>一</p>", '<p>一</p><p data-block-key="x"></p>'),
        ("<p><strong>一</strong></p>", "<p><b>一</b></p>"),
        ("", ""),
    ],
)
def test_same_text_of_the_importer_and_the_editor(one, other):
    assert same_text(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>一</p>", "<p>二</p>"),
        ("<p>一</p><p>二</p>", "<p>一二</p>"),
        ("<ol><li>一</li></ol>", "<ul><li>一</li></ul>"),
        ("<p>一</p>", "<p><b>一</b></p>"),
        ('<p><a href="/a/">一</a></p>', '<p><a href="/b/">一</a></p>'),
        ("<p>一</p>", ""),
    ],
)
def test_same_text_of_what_differs(one, other):
    assert not same_text(one, other)


def test_to_lines_gives_back_what_a_cell_said():
    assert to_lines(to_html("开头 & 话\n1. 先听\n2. 再答\n- 随时")) == ["开头 & 话", "1. 先听", "2. 再答", "- 随时"]
    assert to_lines("<p>一<b>二</b>三</p>") == ["一二三"]
