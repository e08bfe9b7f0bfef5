"""`manage.py startplugin`: the first version of an add-on, with its test."""

import keyword
import re
from importlib.util import find_spec
from pathlib import Path
from string import Template

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cms.kernel.discovery import plugins_found

TEMPLATES = Path(__file__).resolve().parent.parent / "plugin_templates"
LONGEST = 40

# template → where its file goes, below the folder of the package or of the tests
PACKAGE = {
    "init.py-tpl": "__init__.py",
    "apps.py-tpl": "apps.py",
    "viewlets.py-tpl": "viewlets.py",
    "handlers.py-tpl": "handlers.py",
    "venue.html-tpl": "templates/$name/venue.html",
}


class Command(BaseCommand):
    help = "Write a working add-on with its test: into plugins/, or as a package of its own into the current folder."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("name", help="the add-on's id: small letters, digits and underscores")
        parser.add_argument("--third-party", action="store_true", help="a package of its own, ./liaison-NAME")

    def handle(self, *args, name: str, third_party: bool, **options):
        package = f"liaison_{name}" if third_party else f"plugins.{name}"
        _refuse(name, package)
        words = {
            "name": name,
            "package": package,
            "distribution": f"liaison-{name.replace('_', '-')}",
            "title": name.replace("_", " ").capitalize(),
            "classname": "".join(part.capitalize() for part in name.split("_")),
        }
        files = _third_party(words) if third_party else _bundled(words)
        for path, template in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(Template((TEMPLATES / template).read_text("utf-8")).substitute(words), encoding="utf-8")
            self.stdout.write(str(path))
        self.stdout.write(_next_steps(words, third_party))


def _refuse(name: str, package: str) -> None:
    """Raise CommandError for a name that cannot be an add-on's id, or is something else's."""
    if keyword.iskeyword(name):
        raise CommandError(f"{name!r} cannot name an add-on: it is a keyword of Python. Choose another name.")
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name) or len(name) > LONGEST:
        raise CommandError(
            f"{name!r} cannot name an add-on: use small letters, digits and underscores, a letter first, "
            f"at most {LONGEST}."
        )
    if name in dict(plugins_found()) or any(config.label == f"liaison_{name}" for config in apps.get_app_configs()):
        raise CommandError(f"There is an add-on or app {name!r} already. Choose another name.")
    for module in (name, package):
        if find_spec(module) is not None:
            raise CommandError(f"There is a Python module {module!r} already. Choose another name.")


def _bundled(words: dict) -> dict[Path, str]:
    name, base = words["name"], Path(settings.BASE_DIR)
    plugin, tests = base / "plugins" / name, base / "tests" / "plugins" / name
    _refuse_existing(plugin, tests)
    return _package(plugin, words) | {tests / "__init__.py": "empty-tpl", tests / f"test_{name}.py": "test.py-tpl"}


def _third_party(words: dict) -> dict[Path, str]:
    name, root = words["name"], Path.cwd() / words["distribution"]
    _refuse_existing(root)
    return {
        root / "pyproject.toml": "pyproject.toml-tpl",
        root / "conftest.py": "conftest.py-tpl",
        root / "tests" / f"test_{name}.py": "test.py-tpl",
    } | _package(root / words["package"], words)


def _package(folder: Path, words: dict) -> dict[Path, str]:
    return {folder / Template(path).substitute(words): template for template, path in PACKAGE.items()}


def _refuse_existing(*folders: Path) -> None:
    for folder in folders:
        if folder.exists():
            raise CommandError(f"{folder} is there already. Nothing was written.")


def _next_steps(words: dict, third_party: bool) -> str:
    name, label = words["name"], f"liaison_{words['name']}"
    install = [f"pip install -e ./{words['distribution']}"] if third_party else []
    tests = f"./{words['distribution']}" if third_party else f"tests/plugins/{name}"
    steps = [
        *install,
        "python manage.py migrate",
        f"python manage.py plugins enable {name}",
        f"python -m pytest {tests}",
        "",
        f"After every change of its models: python manage.py makemigrations {label}, then migrate again.",
    ]
    return "\n" + "\n".join(steps)
