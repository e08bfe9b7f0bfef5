"""Environments of their own for tests: packages installed with pip, processes run there, a database they share."""

import os
import shutil
import subprocess
import sysconfig
import venv
from pathlib import Path

from django.conf import settings

NOT_SOURCE = shutil.ignore_patterns("__pycache__", "build", "*.egg-info")


class Environment:
    """
    A virtual environment in `folder`, fresh unless the folder is there already.

    What this process can import can be imported there too, so nothing is downloaded.

    Its processes run with a developer's settings and files of their own; name a database in DATABASE_URL.
    """

    def __init__(self, folder: Path):
        self.folder = folder
        self.is_new = not folder.exists()
        if self.is_new:
            venv.create(folder / "venv", symlinks=True)
            site_packages = next((folder / "venv" / "lib").glob("python*/site-packages"))
            (site_packages / "host.pth").write_text(sysconfig.get_path("purelib") + "\n")
        self.python = folder / "venv" / "bin" / "python"

    def install(self, *packages: Path) -> None:
        """Build and install source folders with pip, in copies: building leaves rubbish."""
        copies = [Path(shutil.copytree(each, self.folder / "src" / each.name, ignore=NOT_SOURCE)) for each in packages]
        pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        self.run(*pip, "--no-index", "--no-deps", "--no-build-isolation", *copies).check_returncode()

    def run(self, *arguments, cwd: Path | None = None, **environ: str) -> subprocess.CompletedProcess:
        """Run Python with `arguments` in the product's folder (or `cwd`); its output and errors as text."""
        return subprocess.run(
            [self.python, *map(str, arguments)],
            cwd=cwd or settings.BASE_DIR,
            env=self.environ(**environ),
            capture_output=True,
            text=True,
            check=False,
        )

    def environ(self, **more: str) -> dict[str, str]:
        """This process's environment variables, with the settings and files of the environment's own."""
        return os.environ | {
            "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
            "LIAISON_VAR_DIR": str(self.folder / "var"),
            "PYTHONPATH": "",
            "PYTHONDONTWRITEBYTECODE": "1",
            **more,
        }
