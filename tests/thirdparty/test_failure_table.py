"""
What happens when an add-on of a stranger breaks, with real distributions in an environment of their own.

All are installed there; every process leaves out (LIAISON_PLUGINS_EXCLUDE) those that its test is not about.
"""

import fcntl
import json
import re
from pathlib import Path

import pytest

from cms.kernel.discovery import plugins_found
from tests.database import copy_for_processes
from tests.environments import Environment

HERE = Path(__file__).parent
DISTRIBUTIONS = sorted(HERE.glob("liaison-*"))
IDS = {path.name.removeprefix("liaison-").replace("-", "_") for path in DISTRIBUTIONS}
WORKING = ("benches", "broken_viewlet", "broken_handler", "broken_guard", "broken_apply")  # they start, at least


@pytest.fixture(scope="module")
def environment(tmp_path_factory, worker_id) -> Environment:
    """The environment with every distribution, made once for all workers of the run."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "strangers"
    with (folder.with_suffix(".lock")).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        environment = Environment(folder)
        if environment.is_new:
            environment.install(*DISTRIBUTIONS)
    return environment


@pytest.fixture(scope="module")
def run(environment, tmp_path_factory, django_db_setup, django_db_blocker):
    """`run("check", ids=["benches"])`: manage.py there, with these of the strangers' add-ons."""
    with django_db_blocker.unblock(), copy_for_processes(tmp_path_factory.mktemp("database")) as url:

        def run(*arguments, ids=()):
            excluded = ",".join(sorted(IDS - set(ids)))
            return environment.run(*arguments, LIAISON_PLUGINS_EXCLUDE=excluded, DATABASE_URL=url)

        yield run


@pytest.fixture(scope="module")
def day(run):
    """What a day with the add-ons that start looks like, and the log of it."""
    result = run("-m", "tests.thirdparty.scenario", *WORKING, ids=WORKING)
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout), result.stderr


def test_the_good_one_has_at_most_thirty_lines():
    lines = [line for path in HERE.glob("liaison-benches/**/*.py") for line in path.read_text("utf-8").splitlines()]
    assert len([line for line in lines if line.strip() and not line.strip().startswith("#")]) <= 30


def test_none_of_them_is_installed_beside_the_product():
    assert IDS & dict(plugins_found()).keys() == set()


@pytest.mark.parametrize(
    ("plugin_id", "reason"),
    [
        ("broken_import", "cannot be loaded: RuntimeError: no import today"),
        ("broken_registration", "cannot be registered: RuntimeError: no registration today"),
        ("broken_contract", "cannot be registered: MultipleInvalid: .*IPlugin.register.registrar. attribute was not"),
    ],
)
def test_start_stops_naming_the_add_on_and_the_way_without_it(run, plugin_id, reason):
    result = run("manage.py", "check", ids=[plugin_id])
    assert result.returncode == 1
    last = result.stderr[result.stderr.rindex("CannotStart: ") :].replace("\n", " ")
    expected = f"The add-on '{plugin_id}' {reason}.* Start without it by LIAISON_PLUGINS_EXCLUDE={plugin_id}."
    assert re.search(expected, last), last


def test_core_answers_without_those_that_stop_the_start_and_the_good_one_works(day):
    found, log = day
    assert found["page"][:2] == [200, True]
    assert found["moves"]["benches.sit"] == {
        "status": 302, "told": False, "state": "accepted", "title": "路灯不亮", "audited": 1,
    }  # fmt: skip
    assert "benches counted [" in log


def test_broken_viewlet_shows_nothing_and_is_logged_and_a_slow_one_shows_and_is_logged(day):
    found, log = day
    assert found["page"] == [200, True, True]
    assert "viewlet broken_viewlet.crashing of broken_viewlet failed" in log
    assert "RuntimeError: no viewlet today" in log
    assert "viewlet broken_viewlet.slow of broken_viewlet took over 200 ms" in log


def test_broken_handler_is_logged_and_tried_again_and_stops_no_other(day):
    found, log = day
    assert found["deliveries"] == {"benches.count": [1, True], "broken_handler.crash": [1, False]}
    assert found["delivered again"] == {"benches.count": [1, True], "broken_handler.crash": [2, False]}
    assert "handler broken_handler.crash of broken_handler failed" in log


def test_broken_guard_denies_and_is_logged(day):
    found, log = day
    assert found["moves"]["broken_guard.move"] == {
        "status": 403, "told": False, "state": "screening", "title": "路灯不亮", "audited": 0,
    }  # fmt: skip
    assert "guard of broken_guard.move of broken_guard failed" in log


def test_broken_apply_is_rolled_back_and_told_and_logged(day):
    found, log = day
    assert found["moves"]["broken_apply.move"] == {
        "status": 500, "told": True, "state": "screening", "title": "路灯不亮", "audited": 0,
    }  # fmt: skip
    assert "apply of broken_apply.move of broken_apply failed" in log


def test_unmet_requirement_makes_it_inactive_and_says_why(run):
    result = run("manage.py", "plugins", "enable", "needy", ids=["needy"])
    assert result.returncode == 0
    assert result.stdout.splitlines()[0] == "needy\t0.1.0\toff\t\t需要 liaison-nowhere>=2，没有安装。"


UNMIGRATE = """
import sys
from django.core.management import execute_from_command_line
import django; django.setup()
from django.apps import apps
from django.db import connection
KERNEL = apps.get_app_config("liaison_kernel")  # no other app's migrations ask for it
with connection.schema_editor() as editor:
    for model in reversed(list(KERNEL.get_models())):
        editor.delete_model(model)
with connection.cursor() as cursor:
    cursor.execute("DELETE FROM django_migrations WHERE app = 'liaison_kernel'")
try:
    execute_from_command_line(["manage.py", "migrate", "--no-color"])
finally:
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT app FROM django_migrations")
        applied = {app for app, in cursor.fetchall()} & {"liaison_kernel", "liaison_broken_migration"}
    print()
    tables = {model._meta.db_table for model in KERNEL.get_models()}
    print(applied, tables <= set(connection.introspection.table_names()))
"""


def test_broken_migration_stops_migrate_after_the_core_is_whole(run):
    """A part of the core is still to be migrated, as after an update."""
    result = run("-c", UNMIGRATE, ids=["broken_migration"])
    assert result.returncode == 1
    assert result.stdout.splitlines()[-1] == "{'liaison_kernel'} True"
    assert "RuntimeError: no migration today" in result.stderr
