"""The frame of the figures."""

from pathlib import Path

import pytest

from cms import bench
from cms.bench import code

WORKPLACE = bench.Workplace(root=Path(), folder=Path(), empty_database=Path(), cleans_clone=False)


@pytest.fixture
def figures(monkeypatch):
    """An empty list of figures for the test to fill."""
    empty = []
    monkeypatch.setattr(bench, "FIGURES", empty)
    return empty


def test_figures_are_measured_in_order_with_a_verdict(figures):
    bench.figure("first", unit="s", goal=2)(lambda workplace: 2)
    bench.figure("second", unit="s", goal=2)(lambda workplace: 2.1)
    bench.figure("third", unit="s", goal=2)(lambda workplace: None)
    assert [(result.figure.name, result.verdict) for result in bench.measure_all(WORKPLACE)] == [
        ("first", "holds"),
        ("second", "SHORT"),
        ("third", "not measured"),
    ]


def test_figure_that_breaks_does_not_stop_the_others(figures):
    bench.figure("broken", unit="s", goal=2)(lambda workplace: 1 / 0)
    bench.figure("sound", unit="s", goal=2)(lambda workplace: 1)
    assert [result.verdict for result in bench.measure_all(WORKPLACE)] == [
        "not measured: ZeroDivisionError: division by zero",
        "holds",
    ]


def test_figure_that_quotes_a_log_is_told_on_one_line(figures):
    @bench.figure("broken", unit="s", goal=2)
    def _broken(workplace):
        raise RuntimeError("make: \n  no rule\n")

    assert [result.verdict for result in bench.measure_all(WORKPLACE)] == ["not measured: RuntimeError: make: no rule"]


def test_code_lengths_leave_migrations_and_empty_files_out(tmp_path):
    for package in code.PACKAGES:
        (tmp_path / package / "migrations").mkdir(parents=True)
    (tmp_path / "cms" / "__init__.py").touch()
    (tmp_path / "cms" / "one.py").write_text("def one():\n    return 1\n\n\ndef two():\n    return 2\n")
    (tmp_path / "forms" / "migrations" / "0001_initial.py").write_text("x = 1\n" * 500)
    assert code.file_lines(tmp_path) == [6]
    assert code.function_lines(tmp_path) == [2, 2]
