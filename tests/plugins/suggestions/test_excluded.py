"""The product without the add-on."""

import os
import subprocess
import sys

from django.conf import settings

SCRIPT = """
import django; django.setup()
from django.urls import NoReverseMatch, reverse
from cms.kernel.registrar import registrar
assert "suggestions" not in registrar().plugins
assert registrar().get("transition", "submission.escalate") is None
assert registrar().get("transition", "submission.answer_escalated") is not None
try:
    reverse("suggestions:list")
except NoReverseMatch:
    print("whole")
"""


def run(*command: str) -> subprocess.CompletedProcess:
    environment = {
        **os.environ,
        "LIAISON_PLUGINS_EXCLUDE": "suggestions",
        "DJANGO_SETTINGS_MODULE": "cms.settings.test",
    }
    return subprocess.run(
        [sys.executable, *command], cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False
    )


def test_core_starts_and_checks_without_the_add_on():
    result = run("manage.py", "check")
    assert (result.returncode, result.stdout.splitlines()[0].split(" (")[0]) == (
        0,
        "System check identified no issues",
    ), result.stderr


def test_core_knows_nothing_of_the_add_on():
    result = run("-c", SCRIPT)
    assert (result.returncode, result.stdout.strip()) == (0, "whole"), result.stderr
