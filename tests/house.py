"""
Rules of the house that no linter knows. `python -m tests.house` prints what breaks them and exits 1.

Each rule is a function from the repository's root to a list of problems, one line each.
"""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEXT = {".py", ".html", ".css", ".js", ".md", ".txt", ".toml", ".sh", ".po", ".json", ".csv", ".svg", ".example"}
TEXT_NAMES = {"Makefile", "LICENSE", "run", ".gitignore"}
# Written so that this file does not hold what it looks for.
MACHINE_PATHS = [re.compile(rf"(?<![\w.])/{name}") for name in ("root/", "work/", r"home/\w+/\w", r"Users/\w+/\w")]
REGISTRY_HOSTS = [re.compile(rf"\b{name}\.org\b") for name in ("pypi", "pythonhosted", "npmjs")]
UNFINISHED = re.compile("|".join(rf"\b{first}{last}\b" for first, last in (("TO", "DO"), ("FIX", "ME"))))
CONFLICTS = [re.compile(rf"^{mark * 7}( |$)") for mark in "<>"]
INLINE = [re.compile(pattern) for pattern in (r"<style[\s>]", r"\sstyle=", r"<script(?![^>]*\ssrc=)", r"\son\w+=")]
INDEX_OPTION = re.compile(r"^\s*(?:-i|--index-url|--extra-index-url|--find-links|-f|--trusted-host)\b", re.MULTILINE)


def files() -> list[Path]:
    """Every file that git would keep: tracked, or new and not ignored."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in sorted(set(listed.stdout.split("\0"))) if name and (ROOT / name).is_file()]


def text_files() -> Iterator[tuple[Path, str]]:
    for path in files():
        if path.suffix in TEXT or path.name in TEXT_NAMES:
            yield path, path.read_text(encoding="utf-8")


def _matches(patterns: list[re.Pattern], what: str, only: Callable[[Path], bool] = lambda path: True) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{number}: {what}: {line.strip()[:80]}"
        for path, text in text_files()
        if only(path)
        for number, line in enumerate(text.splitlines(), start=1)
        if any(pattern.search(line) for pattern in patterns)
    ]


def machine_paths() -> list[str]:
    """A file that names a folder of somebody's machine works on that machine only."""
    return _matches(MACHINE_PATHS, "path of a machine")


def registry_hosts() -> list[str]:
    """Where packages come from is the choice of the machine that installs them."""
    return _matches(REGISTRY_HOSTS, "package registry")


def unfinished_work() -> list[str]:
    """What is still to be done belongs in an issue."""
    return _matches([UNFINISHED], "unfinished work")


def conflict_markers() -> list[str]:
    """A template with a merge's markers still renders: staff read them on the screen."""
    return _matches(CONFLICTS, "left over from a merge")


def inline_code_in_templates() -> list[str]:
    """The pages' content security policy forbids inline styles and scripts."""
    return _matches(INLINE, "inline CSS or JS", lambda path: path.suffix == ".html" and "templates" in path.parts)


def requirements_with_an_index() -> list[str]:
    """A lock file names packages and hashes, no place to get them, and every package has a hash."""
    problems = []
    for path in ROOT.glob("requirements*.txt"):
        text = path.read_text(encoding="utf-8")
        if INDEX_OPTION.search(text) or "://" in text:
            problems.append(f"{path.name}: names an index or an address")
        for requirement in re.split(r"\n(?=\S)", text.replace("\\\n", " ")):
            if requirement[:1].isalnum() and "--hash=sha256:" not in requirement:
                problems.append(f"{path.name}: no hash: {requirement[:40]}")
    return problems


def packages_not_listed() -> list[str]:
    """The flat layout needs its top-level packages listed for setuptools and for import-linter."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    found = {path.name for path in ROOT.iterdir() if (path / "__init__.py").exists()} - {"tests"}
    return [
        f"pyproject.toml: package {name} is not listed in {where}"
        for name in sorted(found)
        for where, line in (("setuptools", f'"{name}*"'), ("import-linter", f'"{name}"'))
        if line not in text
    ]


RULES = [
    machine_paths,
    registry_hosts,
    unfinished_work,
    conflict_markers,
    inline_code_in_templates,
    requirements_with_an_index,
    packages_not_listed,
]


def main() -> int:
    problems = [problem for rule in RULES for problem in rule()]
    sys.stdout.write("".join(f"{problem}\n" for problem in problems))
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main())
