"""What a newcomer waits for: a clean clone to the first page of the demo, and through the tests. Minutes long."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cms.bench import Workplace, figure

DEMO_LIMIT_SECONDS = 600
OURS = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "LIAISON_VAR_DIR", "VIRTUAL_ENV", "MAKEFLAGS", "MAKELEVEL")


@contextmanager
def _clone(root: Path) -> Iterator[tuple[Path, dict]]:
    """A clone of the last commit, with an environment whose caches are empty; both are deleted afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "liaison"
        subprocess.run(["git", "clone", "--quiet", root, clone], check=True)  # noqa: S603, S607  fixed words
        env = {key: value for key, value in os.environ.items() if key not in OURS}
        yield clone, {**env, "HOME": folder, "XDG_CACHE_HOME": folder}


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=10) as response:  # noqa: S310  our own loopback address
            return response.status == 200
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@figure("make demo, clean clone to first page", unit="s", goal=180)
def demo_seconds(bench: Workplace) -> float | None:
    if not bench.cleans_clone:
        return None
    with _clone(bench.root) as (clone, env):
        port = _free_port()
        started = time.monotonic()
        make = [shutil.which("make"), "demo", f"PORT={port}"]
        with (clone / "demo.log").open("w") as log:
            server = subprocess.Popen(make, cwd=clone, env=env, stdout=log, stderr=log, start_new_session=True)  # noqa: S603
        try:
            while not _answers(f"http://127.0.0.1:{port}/"):
                if server.poll() is not None or time.monotonic() - started > DEMO_LIMIT_SECONDS:
                    raise RuntimeError((clone / "demo.log").read_text()[-400:])
                time.sleep(0.2)
            return time.monotonic() - started
        finally:
            if server.poll() is None:
                os.killpg(server.pid, 15)
            server.wait(30)


@figure("make test, clean clone", unit="s", goal=480)
def test_seconds(bench: Workplace) -> float | None:
    if not bench.cleans_clone:
        return None
    with _clone(bench.root) as (clone, env):
        started = time.monotonic()
        result = subprocess.run([shutil.which("make"), "test"], cwd=clone, env=env, capture_output=True, text=True)  # noqa: S603
        if result.returncode:
            raise RuntimeError(result.stdout[-400:])
        return time.monotonic() - started
