"""Typesetting: data are never markup, nothing outside is read, and what goes wrong ends in words."""

import subprocess

import pytest
from django.core.cache import caches

from cms.checks import check_chinese_font
from cms.papers import Busy, NoChineseFont, PaperError, Sheet, fonts, key_of, press, typeset
from tests.papers import fonts_of, words_of

HOSTILE = [
    "#import",
    "*x*",
    "_y_",
    "$z^2$",
    "= 标题",
    "`raw`",
    "@label",
    "<label>",
    "\\u{41}",
    '"; #read("data.json")',
    '#panic("x")',
    "#while true {}",
    "[a](b)",
    "//comment",
    "/*x*/",
    "~--'…",
]


@pytest.fixture
def template(tmp_path):
    """A template of these words; returns its path."""

    def write(text: str):
        path = tmp_path / "test.typ"
        path.write_text(f'#import "house.typ": *\n#set text(font: sans)\n{text}')
        return path

    return write


@pytest.mark.parametrize("words", HOSTILE)
def test_words_print_as_they_stand(template, words):
    pdf = typeset(Sheet(template("#raw(data.words)"), {"words": f"前{words}后"}))
    expected = f"前{words}后".replace(" ", "")
    assert words_of(pdf) == expected


def test_words_in_running_text_keep_their_marks(template):
    pdf = typeset(Sheet(template("#data.words"), {"words": "#import *x* _y_ $z$ @a <b> \\"}))
    assert words_of(pdf) == "#import*x*_y_$z$@a<b>\\"


def test_fonts_are_embedded_as_subsets(template):
    pdf = typeset(Sheet(template("#data.words #text(font: serif, weight: 700, data.words)"), {"words": "琼花观𠮷"}))
    assert fonts_of(pdf)
    assert {(embedded, subset) for _name, embedded, subset in fonts_of(pdf)} == {("yes", "yes")}
    assert len(pdf) < 60_000


@pytest.mark.parametrize(
    "reaching", ['#read("/etc/hostname")', '#read("../../../../etc/hostname")', '#image("/etc/hostname")']
)
def test_files_elsewhere_do_not_exist(template, reaching, caplog):
    with pytest.raises(PaperError):
        typeset(Sheet(template(reaching), {}))


def test_templates_of_the_house_ask_for_no_packages(settings):
    found = [path for path in settings.BASE_DIR.rglob("*.typ") if ".venv" not in path.parts]
    assert {path.name for path in found} >= {"house.typ", "poster.typ"}
    assert [path.name for path in found if "@" in path.read_text(encoding="utf-8")] == []


def test_broken_template_ends_in_words(template, caplog):
    with pytest.raises(PaperError, match="没有排出来"):
        typeset(Sheet(template("#panic(data.name)"), {"name": "某人"}))
    assert "typesetter failed" in caplog.text


def test_endless_template_ends(template, monkeypatch, caplog):
    monkeypatch.setattr(press, "SECONDS", 1)
    with pytest.raises(PaperError, match="没有排出来"):
        typeset(Sheet(template("#let f(x) = { while true { x += 1 } }\n#f(0)"), {}))


def test_picture_that_is_none_ends_in_words(template, caplog):
    with pytest.raises(PaperError):
        typeset(Sheet(template('#image("face.jpg")'), {}, {"face.jpg": b"no picture"}))


def test_same_paper_is_made_once(template, monkeypatch):
    asked = []
    path = template("#data.words")
    first = typeset(Sheet(path, {"words": "一"}), admit=lambda: asked.append(1))
    monkeypatch.setattr(subprocess, "run", None)
    assert typeset(Sheet(path, {"words": "一"}), admit=lambda: asked.append(2)) == first
    assert asked == [1]


def test_key_follows_every_file():
    keys = {key_of(files) for files in ({"a": b"1"}, {"a": b"2"}, {"b": b"1"}, {"a": b"1", "b": b""}, {"a": b"1b0"})}
    assert len(keys) == 5


def test_bytes_do_not_change_from_one_time_to_the_next(template):
    sheet = Sheet(template("#data.words"), {"words": "一"})
    first = typeset(sheet)
    caches["papers"].clear()
    assert typeset(sheet) == first


def test_no_more_than_a_few_at_once(template, monkeypatch):
    for _number in range(press.AT_ONCE):
        assert press.QUEUE.acquire(blocking=False)
    try:
        with pytest.raises(Busy, match="过几秒"):
            typeset(Sheet(template("一"), {}))
    finally:
        for _number in range(press.AT_ONCE):
            press.QUEUE.release()
    assert typeset(Sheet(template("一"), {})).startswith(b"%PDF-")


def test_place_in_the_queue_is_free_again_after_a_failure(template, caplog):
    for _number in range(press.AT_ONCE + 1):
        with pytest.raises(PaperError, match="没有排出来"):
            typeset(Sheet(template("#panic()"), {}))


@pytest.fixture
def no_font(monkeypatch):
    fonts.chinese_families.cache_clear()
    monkeypatch.setattr(fonts, "SERIFS", ())
    monkeypatch.setattr(fonts, "SANS", ())
    yield
    fonts.chinese_families.cache_clear()


def test_machine_without_a_chinese_font_says_so(template, no_font):
    with pytest.raises(NoChineseFont, match="没有中文字体"):
        typeset(Sheet(template("一"), {}))
    (warning,) = check_chinese_font(None)
    assert warning.id == "liaison.W003"
    assert "PAPER_FONTS" in warning.hint
    assert "fonts-noto-cjk" in warning.hint


def test_machine_with_one_says_nothing():
    assert check_chinese_font(None) == []


def test_fonts_are_looked_for_once(monkeypatch):
    before = fonts.chinese_families()
    monkeypatch.setattr(fonts.typst, "Fonts", None)
    assert fonts.chinese_families() == before


def test_folder_of_fonts_is_looked_through(settings, tmp_path):
    settings.PAPER_FONTS = str(tmp_path)
    assert fonts.folders() == [str(tmp_path)]


def test_typesetter_is_told_no_secret(template, monkeypatch, tmp_path, caplog):
    spy = tmp_path / "spy.py"
    spy.write_text("import os, sys; sys.stderr.write(' '.join(sorted(os.environ))); sys.exit(1)")
    monkeypatch.setattr(press, "TYPESETTER", spy)
    monkeypatch.setenv("SECRET_KEY", "x")
    with pytest.raises(PaperError):
        typeset(Sheet(template("一"), {}))
    assert "RAYON_NUM_THREADS" in caplog.text
    assert "SECRET_KEY" not in caplog.text


def test_full_disk_costs_the_keeping_alone(template, settings, tmp_path, caplog):
    (tmp_path / "file").write_text("")
    settings.CACHES = {
        **settings.CACHES,
        "papers": {**settings.CACHES["papers"], "LOCATION": tmp_path / "file" / "papers"},
    }
    assert typeset(Sheet(template("一"), {})).startswith(b"%PDF-")
    assert "cannot keep what was made" in caplog.text


def test_no_room_for_the_folder_ends_in_words(template, monkeypatch, caplog):
    monkeypatch.setattr(press.tempfile, "TemporaryDirectory", _no_room)
    with pytest.raises(PaperError, match="没有排出来"):
        typeset(Sheet(template("一"), {}))


def _no_room(**options):
    raise OSError("No space left on device")
