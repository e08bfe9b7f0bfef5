"""
The figures that the project holds itself to, printed by `manage.py bench`.

An app registers its own in a module `bench`, which the command finds by itself:

    @figure("import of the district workbook", unit="s", goal=10)
    def import_seconds(bench: Workplace) -> float: ...
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Workplace:
    """What a measurement may use: the repository's root, and a migrated SQLite database that is thrown away."""

    root: Path
    folder: Path  # for files of the figures' own
    empty_database: Path  # migrated and otherwise untouched, to be copied
    cleans_clone: bool  # whether the slow figures of a clean clone are wanted


@dataclass(frozen=True)
class Figure:
    """A measurement: its value is to be at most `goal`."""

    name: str
    unit: str
    goal: float
    # None: cannot be measured here, or not wanted. With a value there may be a note of what it was made from.
    measure: Callable[[Workplace], float | tuple[float, str] | None]


@dataclass(frozen=True)
class Result:
    """A measured figure. `note` tells what it was made from; where `value` is None, why it was not measured."""

    figure: Figure
    value: float | None
    note: str = ""

    @property
    def verdict(self) -> str:
        if self.value is None:
            return f"not measured{': ' if self.note else ''}{self.note}"
        return "holds" if self.value <= self.figure.goal else "SHORT"


FIGURES: list[Figure] = []


def figure(name: str, *, unit: str, goal: float):
    """Registers the decorated function as a figure; figures are measured in the order of registration."""

    def register(measure):
        FIGURES.append(Figure(name, unit, goal, measure))
        return measure

    return register


def measure_all(workplace: Workplace, words: str = "") -> Iterator[Result]:
    """Every figure with `words` in its name; one that raises is reported as not measured, and the others go on."""
    for item in FIGURES:
        if words not in item.name:
            continue
        try:
            measured = item.measure(workplace)
            yield Result(item, *(measured if isinstance(measured, tuple) else (measured,)))
        except Exception as error:  # noqa: BLE001  a figure that breaks is a finding, not the end of the run
            note = " ".join(f"{type(error).__name__}: {error}".split())  # one line, though a log is quoted
            yield Result(item, None, note)
