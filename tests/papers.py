"""Reading papers as those on a wall would: words, fonts, the square code."""

import subprocess
import tempfile
from pathlib import Path

import zxingcpp
from PIL import Image


def _run(tool: str, pdf: bytes, *arguments: str) -> str:
    done = subprocess.run([tool, *arguments], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def words_of(pdf: bytes) -> str:
    """The text, without blanks and line breaks, which say nothing in Chinese."""
    return "".join(_run("pdftotext", pdf, "-", "-").split())


def pages_of(pdf: bytes) -> tuple[int, str]:
    """How many pages, and the size of the first: (1, 'A4')."""
    facts = dict(line.split(":", 1) for line in _run("pdfinfo", pdf, "-").splitlines())
    width = round(float(facts["Page size"].split()[0]))
    return int(facts["Pages"]), {595: "A4", 842: "A3"}[width]


def fonts_of(pdf: bytes) -> list[tuple[str, str, str]]:
    """(name, embedded, subset) of every font: ('NotoSansCJKsc-Bold', 'yes', 'yes')."""
    rows = [line.split() for line in _run("pdffonts", pdf, "-").splitlines()[2:]]
    return [(row[0].partition("+")[2].removesuffix("-Identity-H"), row[-5], row[-4]) for row in rows]


def codes_on(pdf: bytes, dpi: int = 100) -> list[str]:
    """What a camera reads."""
    return [found.text for found in _codes(pdf, dpi)]


def code_mm(pdf: bytes) -> float:
    """The width of the one code, without its quiet zone."""
    (found,) = _codes(pdf, dpi=100)
    return (found.position.top_right.x - found.position.top_left.x) / 100 * 25.4


def _codes(pdf: bytes, dpi: int) -> list:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "page"
        _run("pdftoppm", pdf, "-r", str(dpi), "-png", "-gray", "-singlefile", "-", str(target))
        return zxingcpp.read_barcodes(Image.open(f"{target}.png"), formats=zxingcpp.BarcodeFormat.QRCode)
