"""
Translations without GNU gettext: .po files are compiled by polib, so that a bare machine can run the product.

Only extracting strings from the source (`collect`) needs the gettext tools; developers and CI have them.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import polib

SOURCES = ("cms", "forms", "liaison_pages", "media", "plugins")
DOMAIN_FILE = Path("LC_MESSAGES") / "django.po"
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")


class GettextMissing(Exception):
    """The machine has no xgettext; the message says how to get it."""


@dataclass(frozen=True)
class Problem:
    """A string that the catalogue does not translate well, and why."""

    reason: str  # "missing", "fuzzy" or "placeholders differ"
    entry: polib.POEntry

    def __str__(self) -> str:
        places = ", ".join(f"{path}:{line}" if line else path for path, line in self.entry.occurrences[:2])
        return f"{self.reason}: {self.entry.msgid!r} ({places})"


def compile_stale(locale_dirs: list[Path]) -> list[Path]:
    """Compiles every .po file that is newer than its .mo file; returns the .mo files written."""
    written = []
    for source in sorted(path for folder in locale_dirs for path in folder.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        unfinished = target.with_suffix(f".mo.{os.getpid()}")
        polib.pofile(str(source)).save_as_mofile(str(unfinished))
        unfinished.replace(target)  # at once: another process may be reading the old one
        written.append(target)
    return written


def collect(base_dir: Path, catalogue: Path, language: str) -> polib.POFile:
    """
    The catalogue as `makemessages` would leave it, made in a throw-away copy of the sources.

    `catalogue` is the existing .po file; it is not touched. Raises GettextMissing without the gettext tools.
    """
    if shutil.which("xgettext") is None:
        raise GettextMissing("xgettext is missing. On Debian: apt-get install gettext")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name in SOURCES:
            shutil.copytree(base_dir / name, root / name, ignore=_not_source)
        copy = root / "locale" / language / DOMAIN_FILE
        copy.parent.mkdir(parents=True)
        if catalogue.exists():
            shutil.copyfile(catalogue, copy)
        command = [sys.executable, "-m", "django", "makemessages", "--locale", language, "--add-location", "file"]
        command += ["--no-wrap", "--no-obsolete", "--extension", "html,txt,py", "--verbosity", "0"]
        env = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
        result = subprocess.run(command, cwd=root, env=env, capture_output=True, text=True)  # noqa: S603  fixed words
        if result.returncode:
            raise GettextMissing(f"makemessages failed:\n{result.stderr}")
        return polib.pofile(str(copy), wrapwidth=0)


def problems(catalogue: polib.POFile) -> list[Problem]:
    """What keeps the catalogue from being complete: missing, fuzzy or broken translations."""
    found = []
    for entry in catalogue:
        if entry.obsolete:
            continue
        translations = list(entry.msgstr_plural.values()) or [entry.msgstr]
        if entry.fuzzy:
            found.append(Problem("fuzzy", entry))
        elif not all(translations):
            found.append(Problem("missing", entry))
        elif not all(_keeps_placeholders(entry, text) for text in translations):
            found.append(Problem("placeholders differ", entry))
    return found


def _keeps_placeholders(entry: polib.POEntry, translation: str) -> bool:
    """A plural form may leave the number out; nothing else may be lost or added."""
    expected, found = set(PLACEHOLDER.findall(entry.msgid)), set(PLACEHOLDER.findall(translation))
    return found <= expected if entry.msgid_plural else found == expected


def _not_source(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if name in {"migrations", "locale", "static", "__pycache__", "data"}]
