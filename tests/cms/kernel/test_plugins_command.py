"""`manage.py plugins`: what it refuses, and that it says what to do instead."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from cms.kernel.models import PluginState
from cms.kernel.registrar import registrar

pytestmark = pytest.mark.django_db


def run(*arguments) -> tuple[str, str]:
    """What the command prints: its output and its complaints."""
    out, err = StringIO(), StringIO()
    call_command("plugins", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


@pytest.mark.parametrize("arguments", [("list",), ("enable", "toys"), ("disable", "toys")])
def test_database_that_is_not_there_yet_is_told(monkeypatch, arguments):
    monkeypatch.setattr(connection.introspection, "table_names", list)
    with pytest.raises(CommandError, match="run `python manage.py migrate` first"):
        run(*arguments)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("enable",), "Which add-on? `manage.py plugins enable ID`. Installed are: suggestions, toys."),
        (("disable",), "Which add-on? `manage.py plugins disable ID`. Installed are: suggestions, toys."),
        (("enable", "toy"), "There is no add-on 'toy'. Installed are: suggestions, toys."),
        (("enable", "forms"), "There is no add-on 'forms'. Installed are: suggestions, toys."),
    ],
)
def test_switching_what_is_no_add_on_names_those_there_are(site, arguments, said):
    with pytest.raises(CommandError) as caught:
        run(*arguments)
    assert str(caught.value) == said
    assert PluginState.objects.count() == 0


def test_add_on_whose_models_have_no_migrations_is_found_and_not_switched_on(site, settings):
    assert run("check") == ("2 add-ons keep their contract.\n", "")
    settings.MIGRATION_MODULES = {"toys": None}
    err = StringIO()
    with pytest.raises(CommandError, match="does not keep its contract"):
        call_command("plugins", "check", stderr=err)
    assert "'toys'" in err.getvalue()
    assert "python manage.py makemigrations toys, then python manage.py migrate" in err.getvalue()
    with pytest.raises(CommandError, match="'toys'.* Run first: python manage.py makemigrations toys"):
        run("enable", "toys")
    assert PluginState.objects.count() == 0


def test_add_on_that_is_not_migrated_is_not_switched_on(site):
    MigrationRecorder.Migration.objects.filter(app="toys").delete()
    with pytest.raises(CommandError, match="'toys'.* Run first: python manage.py migrate"):
        run("enable", "toys")
    assert PluginState.objects.count() == 0
    assert run("disable", "toys")[1] == ""


def test_enabled_one_is_listed_as_on(site):
    said, complaints = run("enable", "toys")
    assert "toys\t1.2.0\ton\t玩具" in said.splitlines()
    assert complaints == ""
    assert [plugin.id for plugin in registrar().add_ons()] == ["suggestions", "toys"]
