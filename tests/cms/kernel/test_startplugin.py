"""`manage.py startplugin`: what it writes works, and what it refuses leaves nothing behind."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from tests import house
from tests.environments import Environment

CHECKS = """
import django; django.setup()
from django.core.management import call_command
from cms.kernel.registrar import registrar
assert "park_benches" in registrar().plugins
call_command("check")
call_command("makemigrations", "--check", "--dry-run")
"""
LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command(['--no-cache'])"
AS_TEST = {"DJANGO_SETTINGS_MODULE": "cms.settings.test", "DATABASE_URL": "", "PYTEST_ADDOPTS": ""}  # SQLite's template
PYTEST = ("-m", "pytest", "-q", "-p", "no:cacheprovider")
once = pytest.mark.skipif(connection.vendor != "sqlite", reason="what is written is tried on SQLite")


def run(*arguments, cwd: Path, **environ: str) -> None:
    command = [sys.executable, *map(str, arguments)]
    result = subprocess.run(command, cwd=cwd, env=os.environ | environ, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def written(capsys) -> list[Path]:
    """The files that the command says it wrote."""
    return [Path(line) for line in capsys.readouterr().out.split("\n\n")[0].splitlines()]


@pytest.fixture
def copy(tmp_path) -> Path:
    """The product's sources in a folder of their own, with the migrated test database."""
    for path in house.files():
        target = tmp_path / path.relative_to(house.ROOT)
        if target.parts[len(tmp_path.parts)] not in {"docs", "deploy"} and "data" not in path.parts[:-1]:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    (tmp_path / ".cache").mkdir()
    for template in (house.ROOT / ".cache").glob("test-*.sqlite3"):
        shutil.copyfile(template, tmp_path / ".cache" / template.name)
    return tmp_path


@once
def test_bundled_one_is_found_and_passes_the_checks_and_its_test(copy, capsys, settings, monkeypatch):
    settings.BASE_DIR = copy
    call_command("startplugin", "park_benches")
    files = written(capsys)
    assert sorted(str(path.relative_to(copy)) for path in files) == [
        "plugins/park_benches/__init__.py",
        "plugins/park_benches/apps.py",
        "plugins/park_benches/handlers.py",
        "plugins/park_benches/templates/park_benches/venue.html",
        "plugins/park_benches/viewlets.py",
        "tests/plugins/park_benches/__init__.py",
        "tests/plugins/park_benches/test_park_benches.py",
    ]
    assert all("_(" not in path.read_text("utf-8") for path in files)  # nothing waits for a translation
    tests = copy / "tests" / "plugins" / "park_benches"
    for folder in (copy / "plugins" / "park_benches", tests):
        run("-m", "ruff", "check", "--no-cache", folder, cwd=copy)
        run("-m", "ruff", "format", "--no-cache", "--check", folder, cwd=copy)
    run("-m", "djlint", "--lint", "--quiet", copy / "plugins" / "park_benches", cwd=copy)
    run("-c", CHECKS, cwd=copy, LIAISON_VAR_DIR=str(copy / "var"), **AS_TEST)
    run("-c", LINT_IMPORTS, cwd=copy)
    run(*PYTEST, tests, cwd=copy, **AS_TEST)
    monkeypatch.setattr(house, "ROOT", copy)
    monkeypatch.setattr(house, "files", lambda: files)
    assert [problem for rule in house.RULES for problem in rule()] == []


@once
def test_third_party_one_is_found_once_installed_and_passes_its_test(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    call_command("startplugin", "park_benches", "--third-party")
    root = tmp_path / "liaison-park-benches"
    assert sorted(str(path.relative_to(root)) for path in written(capsys)) == [
        "conftest.py",
        "liaison_park_benches/__init__.py",
        "liaison_park_benches/apps.py",
        "liaison_park_benches/handlers.py",
        "liaison_park_benches/templates/park_benches/venue.html",
        "liaison_park_benches/viewlets.py",
        "pyproject.toml",
        "tests/test_park_benches.py",
    ]
    run("-m", "ruff", "check", "--no-cache", root, cwd=tmp_path)
    run("-m", "ruff", "format", "--no-cache", "--check", root, cwd=tmp_path)
    environment = Environment(tmp_path / "environment")
    environment.install(root)
    found = environment.run("-c", CHECKS, **AS_TEST)
    assert found.returncode == 0, found.stderr
    tests = environment.run(*PYTEST, root, **AS_TEST)
    assert tests.returncode == 0, tests.stdout + tests.stderr


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("Park", "cannot name an add-on"),
        ("park-benches", "cannot name an add-on"),
        ("7benches", "cannot name an add-on"),
        ("../benches", "cannot name an add-on"),
        ("长椅", "cannot name an add-on"),
        ("", "cannot name an add-on"),
        ("class", "it is a keyword of Python"),
        ("a" * 41, "cannot name an add-on"),
        ("suggestions", "already"),
        ("pages", "already"),
        ("json", "Python module 'json'"),
        ("wagtail", "Python module 'wagtail'"),
    ],
)
@pytest.mark.parametrize("third_party", [False, True])
def test_bad_names_are_refused_and_nothing_is_written(name, reason, third_party, tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "BASE_DIR", tmp_path)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CommandError, match=reason):
        call_command("startplugin", name, third_party=third_party)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("third_party", "taken"), [(False, "tests/plugins/benches"), (True, "liaison-benches")])
def test_what_is_there_is_left_alone(third_party, taken, tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "BASE_DIR", tmp_path)
    monkeypatch.chdir(tmp_path)
    (tmp_path / taken).mkdir(parents=True)
    with pytest.raises(CommandError, match="there already. Nothing was written"):
        call_command("startplugin", "benches", third_party=third_party)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
