"""How the screens of two districts are compared."""

from pathlib import Path

import pytest
from django.db import connection

from cms.access.models import User
from cms.bench import Workplace, scale
from cms.bench.scale import District, counted

pytestmark = pytest.mark.django_db


def test_queries_are_counted_when_the_log_is_full(settings):
    settings.DEBUG = True
    for _turn in range(connection.queries_limit):
        connection.queries_log.append({})
    assert counted(lambda: [User.objects.exists(), User.objects.count()]) == 2


def test_nothing_asked_is_no_figure():
    with pytest.raises(RuntimeError, match="no query was seen"):
        counted(lambda: None)


@pytest.fixture
def pointed(monkeypatch) -> list:
    """The databases pointed at, one after another; the tests' own connection stays."""
    paths = []
    monkeypatch.setattr(District, "_point_at", lambda self, path: paths.append(path))
    return paths


def test_district_is_left_when_a_screen_breaks(pointed):
    before = connection.settings_dict["NAME"]
    with pytest.raises(ZeroDivisionError), District(Path("small.sqlite3")).open():
        raise ZeroDivisionError
    assert pointed == [Path("small.sqlite3"), before]


def test_district_that_could_not_be_generated_is_made_again(pointed, tmp_path, monkeypatch):
    empty, path = tmp_path / "empty.sqlite3", tmp_path / "small.sqlite3"
    empty.write_text("migrated")
    bench = Workplace(root=tmp_path, folder=tmp_path, empty_database=empty, cleans_clone=False)
    asked = []

    def generate(name, **amounts):
        asked.append(path.read_text())
        path.write_text("half")
        if len(asked) == 1:
            raise ZeroDivisionError

    monkeypatch.setattr(scale, "call_command", generate)
    with pytest.raises(ZeroDivisionError):
        scale._made(path, scale.SMALL, bench)
    made = scale._made(path, scale.SMALL, bench)
    assert scale._made(path, scale.SMALL, bench) is made
    assert asked == ["migrated", "migrated"]
