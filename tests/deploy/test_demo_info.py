"""What a later start of the demo prints, and that its addresses follow the port."""

import importlib.util
import json
import socket

import pytest
from django.conf import settings

SCRIPT = settings.BASE_DIR / "deploy" / "demo_info.py"
DEMO = {
    "base_url": "http://127.0.0.1:8000",
    "directory_url": "http://127.0.0.1:8000/venues/",
    "login_url": "http://127.0.0.1:8000/admin/login/",
    "accounts": [
        {"username": "head1", "password": "one", "role": "venue_head", "venue_id": 1},
        {"username": "head2", "password": "two", "role": "venue_head", "venue_id": 2},
        {"username": "office", "password": "three", "role": "district_editor", "venue_id": None},
    ],
}


@pytest.fixture(scope="module")
def demo_info():
    spec = importlib.util.spec_from_file_location("demo_info", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_show_moves_the_addresses_to_the_port_of_this_start(demo_info, tmp_path, capsys):
    file = tmp_path / "demo.json"
    file.write_text(json.dumps(DEMO), encoding="utf-8")
    demo_info.show(str(file), "8123")
    assert json.loads(file.read_text(encoding="utf-8"))["login_url"] == "http://127.0.0.1:8123/admin/login/"
    printed = capsys.readouterr().out
    assert "http://127.0.0.1:8123/venues/" in printed
    assert ":8000" not in printed


def test_lines_name_one_account_for_each_role(demo_info):
    printed = "\n".join(demo_info.lines(DEMO))
    assert [name in printed for name in ("head1", "head2", "office")] == [True, False, True]


def test_port_in_use_is_not_free(demo_info):
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        assert demo_info.is_port_free(str(server.getsockname()[1])) is False
