"""Commands that operators run."""

import base64
from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cms.kernel.registrar import registrar
from cms.vault import KEY_BYTES


def run(*args) -> str:
    out = StringIO()
    call_command(*args, stdout=out)
    return out.getvalue()


def test_vault_newkey_prints_an_entry_that_settings_take():
    key_id, encoded = run("vault", "newkey", "--id", "k1").strip().split(":")
    assert key_id == "k1"
    assert len(base64.b64decode(encoded)) == KEY_BYTES


def test_vault_newkey_gives_another_key_each_time():
    assert run("vault", "newkey") != run("vault", "newkey")


def test_tasks_list_names_each_registered_task():
    names = [line.split("\t")[0] for line in run("tasks", "list").splitlines()]
    assert names == [entry.name for entry in registrar().all("task")]
    assert "liaison_pages.clear_imports" in names


@pytest.mark.django_db
def test_tasks_run_refuses_an_unknown_name():
    with pytest.raises(CommandError, match="There is no task 'nothing'"):
        run("tasks", "run", "nothing")


@pytest.mark.django_db
def test_tasks_run_runs_for_each_site(site):
    assert run("tasks", "run", "liaison_pages.clear_imports") == f"liaison_pages.clear_imports: {site.hostname}\n"


@pytest.mark.django_db
def test_task_that_fails_is_told_and_logged_and_stops_no_other(site, monkeypatch, caplog):
    entry = registrar().get("task", "liaison_pages.clear_imports")
    failing = replace(entry, name="toys.fail", plugin_id="forms", value=lambda site: 1 / 0)
    monkeypatch.setattr(registrar(), "all", lambda kind: [failing, entry])
    out = StringIO()
    with pytest.raises(CommandError, match=f"Failed, and told in the log: toys.fail: {site.hostname}"):
        call_command("tasks", "run", stdout=out)
    assert out.getvalue() == f"liaison_pages.clear_imports: {site.hostname}\n"
    assert "task toys.fail of forms failed" in caplog.text


@pytest.mark.django_db
def test_task_whose_add_on_is_on_nowhere_is_told(site):
    assert run("tasks", "run", "toys.tidy") == "toys.tidy: nothing to do, toys is on for no site\n"
