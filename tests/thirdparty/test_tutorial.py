"""docs/plugins.md, followed word by word: its commands run, its files written, its test passes."""

import re
import shlex
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from cms.kernel import reference
from tests.database import TEMPLATE_GIVEN, copy_for_processes
from tests.environments import Environment

STEP = re.compile(r"(?:\*\*`(?P<file>[^`]+)`\*\*\n\n)?```(?P<language>\w+)\n(?P<text>.*?)```", re.DOTALL)
OFFLINE = ["--quiet", "--no-index", "--no-deps", "--no-build-isolation"]
DJLINT = ["djlint", "--lint", "--quiet", "--profile", "django"]
MANAGE = settings.BASE_DIR / "manage.py"


def command(line: str) -> list[str]:
    """What Python is called with for a line of a shell block; pip is kept from asking elsewhere."""
    words = shlex.split(line)
    if words[0] == "pip":
        return ["-m", "pip", words[1], *OFFLINE, *words[2:]]
    assert words[0] == "python"
    return [str(MANAGE) if word == "manage.py" else word for word in words[1:]]


def follow(environment: Environment, folder: Path, **environ: str) -> str:
    """Do what the page says in `folder`; returns what the last command printed."""
    said = ""
    for step in STEP.finditer(reference.PAGE.read_text(encoding="utf-8")):
        if step["file"]:
            path = folder / "liaison-umbrellas" / step["file"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(step["text"], encoding="utf-8")
            continue
        assert step["language"] == "sh"
        for line in step["text"].splitlines():
            settings_module = "cms.settings.test" if "pytest" in line else "cms.settings.dev"
            result = environment.run(*command(line), cwd=folder, DJANGO_SETTINGS_MODULE=settings_module, **environ)
            said = result.stdout + result.stderr
            assert result.returncode == 0, f"{line}\n{said}"
    return said


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the page's own database is SQLite")
def test_page_followed_word_by_word_makes_a_working_add_on(tmp_path, django_db_setup, django_db_blocker):
    environment = Environment(tmp_path / "environment")
    with django_db_blocker.unblock(), copy_for_processes(tmp_path) as url:
        said = follow(
            environment,
            tmp_path,
            DATABASE_URL=url,
            PYTHONPATH=str(settings.BASE_DIR),
            PYTEST_ADDOPTS="-q -p no:cacheprovider",
            **{TEMPLATE_GIVEN: url.removeprefix("sqlite:///")},
        )
    assert "4 passed" in said
    for folder, where in ((tmp_path, "liaison-umbrellas"), (tmp_path / "liaison-umbrellas", ".")):
        for check in (["ruff", "check", "--no-cache"], ["ruff", "format", "--no-cache", "--check"], DJLINT):
            result = environment.run("-m", *check, where, cwd=folder)
            assert result.returncode == 0, result.stdout


def test_reference_says_what_the_contracts_say(capsys):
    call_command("plugins", "docs")


def test_stale_reference_is_told(monkeypatch, tmp_path):
    stale = tmp_path / "plugins.md"
    stale.write_text(reference.PAGE.read_text("utf-8").replace("weight=100", "weight=7"))
    monkeypatch.setattr(reference, "PAGE", stale)
    monkeypatch.setattr("cms.kernel.management.commands.plugins.PAGE", stale)
    with pytest.raises(CommandError, match="stale"):
        call_command("plugins", "docs")
    call_command("plugins", "docs", write=True)
    call_command("plugins", "docs")


def test_page_without_a_place_for_the_reference_is_told(monkeypatch, tmp_path):
    (tmp_path / "plugins.md").write_text("nothing", encoding="utf-8")
    monkeypatch.setattr(reference, "PAGE", tmp_path / "plugins.md")
    with pytest.raises(ValueError, match="has no lines"):
        reference.page_with("")
