"""Making PDFs: one process each, a few at once, and what was made is kept."""

import hashlib
import json
import logging
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import BoundedSemaphore

from django.core.cache import caches
from django.utils.translation import gettext_lazy as _

from cms.papers.fonts import chinese_families, folders

logger = logging.getLogger(__name__)

HOUSE = Path(__file__).resolve().parent / "house.typ"
SEAL = Path(__file__).resolve().parent.parent / "static" / "cms" / "img" / "seal.svg"
TYPESETTER = Path(__file__).resolve().parent / "typesetter.py"
SECONDS = 8  # a full sheet takes less than one
# What the typesetter knows of our environment: where fonts and libraries lie, and none of our secrets. One thread each.
PASSED_ON = ("HOME", "XDG_DATA_HOME", "FONTCONFIG_FILE", "FONTCONFIG_PATH", "LD_LIBRARY_PATH")
THREADS = {"RAYON_NUM_THREADS": "1"}
AT_ONCE = 2  # in one process of the server; whoever comes then is asked to come back, and threads stay free for pages
QUEUE = BoundedSemaphore(AT_ONCE)


class PaperError(Exception):
    """No PDF. The text tells a visitor what to do instead."""


class NoChineseFont(PaperError):
    """The machine has none that knows Chinese."""


class Busy(PaperError):
    """Others are being made."""


@dataclass(frozen=True)
class Sheet:
    """
    What is printed. `template` may `#import "house.typ"`, reads `json("data.json")` and finds `pictures`, name → bytes,
    beside it.
    """

    template: Path
    data: Mapping
    pictures: Mapping[str, bytes] = field(default_factory=dict)

    def files(self) -> dict[str, bytes]:
        """Everything the typesetter gets, by name."""
        families = chinese_families()
        fonts = {"serif": families.serif, "sans": families.sans}
        return {
            **self.pictures,
            "main.typ": self.template.read_bytes(),
            "house.typ": HOUSE.read_bytes(),
            "seal.svg": SEAL.read_bytes(),
            "data.json": json.dumps({**self.data, "fonts": fonts}, ensure_ascii=False, sort_keys=True).encode(),
        }


def key_of(files: Mapping[str, bytes]) -> str:
    """The same for the same paper, whoever asks: a hash of all that goes in."""
    digest = hashlib.sha256()
    for name, content in sorted(files.items()):
        digest.update(f"{name}:{len(content)}:".encode() + content)
    return digest.hexdigest()


def typeset(sheet: Sheet, *, admit=lambda: None) -> bytes:
    """
    The sheet as PDF, from the cache where the same was made before. `admit` is asked before a new one is made, and may
    raise. Raises PaperError.
    """
    if not chinese_families().sans:
        raise NoChineseFont(_("这台服务器上没有中文字体，排不出可以打印的文件。请先用浏览器打印网页。"))
    files = sheet.files()
    key = key_of(files)
    pdf = _kept(key)
    if pdf is None:
        with _place_in_queue():
            admit()
            pdf = _made(files)
        _keep(key, pdf)
    return pdf


def _kept(key: str) -> bytes | None:
    try:
        return caches["papers"].get(key)
    except OSError as error:
        logger.warning("papers: cannot read what was made before: %s", error)
        return None


def _keep(key: str, pdf: bytes) -> None:
    try:
        caches["papers"].set(key, pdf)
    except OSError as error:  # a full disk: who asked has the paper all the same
        logger.warning("papers: cannot keep what was made: %s", error)


@contextmanager
def _place_in_queue():
    if not QUEUE.acquire(blocking=False):
        raise Busy(_("正在排别的文件，请过几秒再点一次。"))
    try:
        yield
    finally:
        QUEUE.release()


def _made(files: Mapping[str, bytes]) -> bytes:
    try:
        with tempfile.TemporaryDirectory(prefix="liaison-paper-") as folder:
            for name, content in files.items():
                (Path(folder) / name).write_bytes(content)
            done = _run(folder)
    except (OSError, subprocess.TimeoutExpired) as error:
        logger.error("papers: not made: %s", error)
        raise PaperError(FAILED) from error
    if done.returncode or not done.stdout.startswith(b"%PDF-"):
        words = done.stderr.decode(errors="replace").strip().splitlines()
        logger.error("papers: the typesetter failed (%s): %s", done.returncode, words[0] if words else "")
        raise PaperError(FAILED)
    return done.stdout


def _run(folder: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-I", str(TYPESETTER), folder, "main.typ", str(SECONDS), *folders()]
    env = {name: os.environ[name] for name in PASSED_ON if name in os.environ} | THREADS
    return subprocess.run(command, env=env, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603  ours alone


FAILED = _("这份文件没有排出来，已经记下来了。请先用浏览器打印网页，或过一会儿再试。")
