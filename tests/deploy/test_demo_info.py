"""What a later start of the demo prints, that its addresses follow the port, and when it collects static files anew."""

import importlib.util
import json
import socket
from importlib.metadata import EntryPoint

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


@pytest.fixture
def add_on(demo_info, tmp_path, monkeypatch):
    """The folder of an installed add-on's package, as its entry point leads to it."""
    folder = tmp_path / "liaison_benches"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    point = EntryPoint("benches", "liaison_benches.apps:PluginConfig", "liaison.plugins")
    monkeypatch.setattr(demo_info, "entry_points", lambda group: [point])
    return folder


def test_static_files_of_an_installed_add_on_change_the_key(demo_info, add_on):
    keys = [demo_info.static_key(), demo_info.static_key()]
    style = add_on / "static" / "benches" / "css" / "benches.css"
    style.parent.mkdir(parents=True)
    for text in ("a {}", "b {}"):
        style.write_text(text)
        keys.append(demo_info.static_key())
    style.rename(style.with_name("other.css"))
    keys.append(demo_info.static_key())
    (add_on / "models.py").write_text("changed = True")  # nothing that is collected
    keys.append(demo_info.static_key())
    assert [keys.index(key) for key in keys] == [0, 0, 2, 3, 4, 4]


def test_add_ons_left_out_change_the_key(demo_info, add_on, monkeypatch):
    before = demo_info.static_key()
    monkeypatch.setenv("LIAISON_PLUGINS_EXCLUDE", "benches")
    assert demo_info.static_key() != before


def test_add_on_whose_package_is_gone_has_no_static_files(demo_info, monkeypatch):
    point = EntryPoint("benches", "liaison_nowhere.apps:PluginConfig", "liaison.plugins")
    monkeypatch.setattr(demo_info, "entry_points", lambda group: [point])
    assert list(demo_info.add_on_folders()) == []
