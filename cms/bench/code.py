"""How long files and functions are, migrations and tests apart. Aims: architecture.md, house rule 3."""

import ast
import statistics
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from cms.bench import Workplace, figure

PACKAGES = ("cms", "forms", "liaison_pages", "media", "plugins")


def sources(root: Path) -> Iterator[Path]:
    """Python files of the product that hold code; empty `__init__.py` files are none."""
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*.py")):
            if "migrations" not in path.parts and path.stat().st_size:
                yield path


@cache
def file_lines(root: Path) -> list[int]:
    """Lines of each file."""
    return [len(path.read_text(encoding="utf-8").splitlines()) for path in sources(root)]


@cache
def function_lines(root: Path) -> list[int]:
    """Lines of each function, from `def` to its last line."""
    return [
        node.end_lineno - node.lineno + 1
        for path in sources(root)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def percentile_95(values: list[int]) -> float:
    """The value that 95 of 100 do not exceed."""
    return statistics.quantiles(values, n=20, method="inclusive")[-1]


@figure("lines per file, median", unit="lines", goal=80)
def median_file(bench: Workplace) -> float:
    return statistics.median(file_lines(bench.root))


@figure("lines per file, p95", unit="lines", goal=300)
def long_file(bench: Workplace) -> float:
    return percentile_95(file_lines(bench.root))


@figure("lines per function, median", unit="lines", goal=7)
def median_function(bench: Workplace) -> float:
    return statistics.median(function_lines(bench.root))


@figure("lines per function, p95", unit="lines", goal=30)
def long_function(bench: Workplace) -> float:
    return percentile_95(function_lines(bench.root))
