"""Tables to take away, as CSV that spreadsheets read right."""

import csv
from collections.abc import Iterable, Iterator

from django.http import StreamingHttpResponse

FORMULA = ("=", "+", "-", "@", "\t", "\r")
BYTE_ORDER_MARK = "\ufeff"  # without it spreadsheets read Chinese wrong


class Echo:
    """A file for the writer of CSV that gives back each line instead of keeping it."""

    @staticmethod
    def write(line: str) -> str:
        return line


def csv_response(filename: str, headings: Iterable, rows: Iterable[Iterable[str]]) -> StreamingHttpResponse:
    """All `rows` as they come. What a spreadsheet would take for a formula is kept as text."""
    response = StreamingHttpResponse(_lines(headings, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


def _lines(headings: Iterable, rows: Iterable[Iterable[str]]) -> Iterator[str]:
    write = csv.writer(Echo()).writerow
    yield BYTE_ORDER_MARK + write(headings)
    for row in rows:
        yield write([_as_text(cell) for cell in row])


def _as_text(cell: str) -> str:
    """`cell` so that no spreadsheet computes it: people write what they like."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
