"""The rules of the house that a machine can hold."""

import re
import subprocess
import sys

import pytest
from django.apps import apps
from django.conf import settings

from tests import house

OUR_PACKAGES = {"cms", "forms", "liaison_pages", "media", "plugins"}


def our_apps() -> list:
    return [config for config in apps.get_app_configs() if config.name.partition(".")[0] in OUR_PACKAGES]


@pytest.mark.parametrize("rule", house.RULES, ids=lambda rule: rule.__name__)
def test_house_rule_holds(rule):
    assert rule() == []


@pytest.mark.parametrize(
    ("rule", "line"),
    [
        (house.machine_paths, "log = '/ro" + "ot/liaison.log'"),
        (house.registry_hosts, "see py" + "pi.org"),
        (house.unfinished_work, "# TO" + "DO later"),
        (house.conflict_markers, "<" * 7 + " HEAD"),
    ],
)
def test_house_rule_finds_what_it_looks_for(rule, line, tmp_path, monkeypatch):
    file = tmp_path / "example.py"
    file.write_text(f"first line\n{line}\n", encoding="utf-8")
    monkeypatch.setattr(house, "ROOT", tmp_path)
    monkeypatch.setattr(house, "files", lambda: [file])
    assert [problem.partition(": ")[0] for problem in rule()] == ["example.py:2"]


def test_requirement_without_a_hash_is_found(tmp_path, monkeypatch):
    (tmp_path / "requirements.txt").write_text("good==1 \\\n    --hash=sha256:00\nbad==2\n--index-url x\n")
    monkeypatch.setattr(house, "ROOT", tmp_path)
    assert house.requirements_with_an_index() == [
        "requirements.txt: names an index or an address",
        "requirements.txt: no hash: bad==2",
    ]


def test_app_labels_are_prefixed():
    assert [config.label for config in our_apps() if not config.label.startswith("liaison_")] == []


def test_apps_are_the_ones_with_an_apps_module():
    modules = {
        ".".join(path.relative_to(settings.BASE_DIR).parent.parts)
        for package in OUR_PACKAGES
        for path in (settings.BASE_DIR / package).rglob("apps.py")
    }
    assert {config.name for config in our_apps()} >= modules


def test_migrations_import_no_views_or_services():
    forbidden = re.compile(
        r"^\s*(?:from|import) \S*\b(?:views|services|selectors|transitions|viewlets)\b", re.MULTILINE
    )
    found = [
        path.name
        for config in our_apps()
        for path in (settings.BASE_DIR / config.name.replace(".", "/") / "migrations").glob("*.py")
        if forbidden.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_no_signals_for_our_own_logic():
    found = [
        str(path.relative_to(house.ROOT))
        for path, text in house.text_files()
        if path.suffix == ".py" and re.search(r"(?:from|import) django\.dispatch\b|@receiver\(", text)
        if "tests" not in path.parts
    ]
    assert found == []


def test_environment_example_lists_each_variable_once_and_no_other():
    example = (settings.BASE_DIR / "deploy" / "liaison.env.example").read_text(encoding="utf-8")
    listed = re.findall(r"^(?:# )?([A-Z][A-Z_]+)=", example, re.MULTILINE)
    read = set()
    for path in [*(settings.BASE_DIR / "cms" / "settings").glob("*.py"), settings.BASE_DIR / "deploy/gunicorn.conf.py"]:
        source = path.read_text(encoding="utf-8")
        read |= set(re.findall(r"env\.(?:text|flag|number|words|choice|required)\(\s*[\"']([A-Z_]+)[\"']", source))
        read |= set(re.findall(r"environ\.get\([\"']([A-Z_]+)[\"']", source))
    assert sorted(listed) == sorted(read | {"DJANGO_SETTINGS_MODULE"})


def test_every_lock_file_has_the_packages_of_the_smaller_one():
    def pins(name: str) -> set[str]:
        text = (settings.BASE_DIR / name).read_text(encoding="utf-8")
        return set(re.findall(r"^(\S+==\S+)", text, re.MULTILINE))

    assert pins("requirements.txt") - pins("requirements-dev.txt") == set()


def test_house_command_exits_cleanly():
    result = subprocess.run([sys.executable, "-m", "tests.house"], cwd=house.ROOT, capture_output=True, text=True)
    assert (result.returncode, result.stdout) == (0, "")
