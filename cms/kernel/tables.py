"""Whether an add-on's tables are there, and what to run where they are not."""

from django.apps import apps
from django.db import connection
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.questioner import MigrationQuestioner
from django.db.migrations.state import ProjectState


def command_first(plugin_id: str) -> str:
    """The command that must be run before the add-on is switched on; empty when its tables are as its models say."""
    loader = MigrationLoader(connection)
    label = _label(plugin_id)
    if label in _labels_of_changes(loader, {label}):
        return _makemigrations(label)
    written = {key for key in loader.disk_migrations if key[0] == label}
    return "" if written <= loader.applied_migrations.keys() else "python manage.py migrate"


def unwritten(plugin_ids: list[str]) -> dict[str, str]:
    """plugin id → the command that writes the migrations its models lack, of those that lack some. Asks no database."""
    labels = {_label(plugin_id): plugin_id for plugin_id in plugin_ids}
    changed = _labels_of_changes(MigrationLoader(None), labels.keys())
    return {plugin_id: _makemigrations(label) for label, plugin_id in labels.items() if label in changed}


def _labels_of_changes(loader: MigrationLoader, labels: set[str]) -> set[str]:
    """Those of `labels` whose models differ from their migrations; an app without migrations has none of its models."""
    questioner = MigrationQuestioner(specified_apps=labels)  # answers by itself
    detector = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps), questioner)
    return detector.changes(graph=loader.graph, trim_to_apps=labels, convert_apps=labels).keys() & labels


def _label(plugin_id: str) -> str:
    plugins = ((getattr(config, "plugin", None), config.label) for config in apps.get_app_configs())
    return next(label for plugin, label in plugins if plugin is not None and plugin.id == plugin_id)


def _makemigrations(label: str) -> str:
    return f"python manage.py makemigrations {label}"
