"""The product without the add-on."""

import os
import subprocess
import sys

from django.conf import settings

SCRIPT = """
import django; django.setup()
from django.core.management import call_command
from django.urls import NoReverseMatch, reverse
from cms.kernel.registrar import registrar
call_command("check")
assert "suggestions" not in registrar().plugins
assert registrar().get("transition", "submission.escalate") is None
assert registrar().get("transition", "submission.answer_escalated") is not None
try:
    reverse("suggestions:list")
except NoReverseMatch:
    print("whole")
"""


def test_core_starts_checks_and_knows_nothing_of_the_add_on():
    environment = {
        **os.environ,
        "LIAISON_PLUGINS_EXCLUDE": "suggestions",
        "DJANGO_SETTINGS_MODULE": "cms.settings.test",
    }
    result = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    lines = result.stdout.split("\n")
    assert (result.returncode, lines[0].split(" (")[0], lines[1:]) == (
        0,
        "System check identified no issues",
        ["whole", ""],
    ), result.stderr
