"""Compiling without gettext, and finding what is not translated."""

import gettext
import shutil

import polib
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from cms.translations import GettextMissing, collect, compile_stale, problems

HEADER = {"Content-Type": "text/plain; charset=utf-8", "Plural-Forms": "nplurals=2; plural=(n != 1);"}


def catalogue(*entries: polib.POEntry) -> polib.POFile:
    file = polib.POFile()
    file.metadata = HEADER
    file.extend(entries)
    return file


@pytest.fixture
def locale_dir(tmp_path):
    folder = tmp_path / "locale" / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalogue(polib.POEntry(msgid="提交", msgstr="Send")).save(str(folder / "django.po"))
    return tmp_path / "locale"


def test_stale_file_is_compiled_and_read_by_gettext(locale_dir):
    assert compile_stale([locale_dir]) == [locale_dir / "en/LC_MESSAGES/django.mo"]
    assert gettext.translation("django", locale_dir, ["en"]).gettext("提交") == "Send"


def test_fresh_file_is_left_alone(locale_dir):
    compile_stale([locale_dir])
    assert compile_stale([locale_dir]) == []


def test_problems_name_the_reason():
    found = problems(
        catalogue(
            polib.POEntry(msgid="好", msgstr="Good"),
            polib.POEntry(msgid="缺"),
            polib.POEntry(msgid="疑", msgstr="Doubt", flags=["fuzzy"]),
            polib.POEntry(msgid="共 %(count)d 件", msgstr="%(total)d in all"),
            polib.POEntry(msgid="旧", obsolete=True),
            polib.POEntry(msgid="%(n)d 天", msgid_plural="%(n)d 天", msgstr_plural={0: "one day", 1: "%(n)d days"}),
        )
    )
    assert [(problem.reason, problem.entry.msgid) for problem in found] == [
        ("missing", "缺"),
        ("fuzzy", "疑"),
        ("placeholders differ", "共 %(count)d 件"),
    ]


def test_collect_without_gettext_says_how_to_get_it(monkeypatch, tmp_path):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(GettextMissing, match="apt-get install gettext"):
        collect(settings.BASE_DIR, tmp_path / "django.po", "en")
    with pytest.raises(CommandError, match="apt-get install gettext"):
        call_command("translations", check=True)


@pytest.mark.skipif(shutil.which("xgettext") is None, reason="needs xgettext: apt-get install gettext")
def test_collect_finds_new_strings_and_keeps_translations(tmp_path):
    existing = tmp_path / "django.po"
    catalogue(polib.POEntry(msgid="家站点", msgstr="Venue")).save(str(existing))
    before = existing.read_bytes()
    collected = collect(settings.BASE_DIR, existing, "en")
    assert collected.find("家站点").msgstr == "Venue"
    assert collected.find("人大代表").msgstr == ""
    assert existing.read_bytes() == before
