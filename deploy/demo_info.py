"""
Help for demo.sh, in plain Python.

    demo_info.py is-port-free PORT      exits 0 when nothing answers on the loopback port
    demo_info.py show DEMO_JSON PORT    prints where the demo is and whom to sign in as
    demo_info.py static-key             prints a key of what `collectstatic` would collect: another key, other files
"""

import hashlib
import json
import os
import re
import socket
import sys
from collections.abc import Iterator
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("cms", "forms", "liaison_pages", "media", "plugins")


def is_port_free(port: str) -> bool:
    """True when nothing answers there."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", int(port))) != 0


def at_port(text: str, port: str) -> str:
    """The description with every loopback address at this start's port."""
    return re.sub(r"http://127\.0\.0\.1(:\d+)?", f"http://127.0.0.1:{port}", text)


def lines(demo: dict) -> list[str]:
    """What to print: addresses, then one account for each role."""
    addresses = [("Home", "base_url"), ("Venues", "directory_url"), ("Sign in", "login_url"), ("Queue", "queue_url")]
    found = [f"  {label:<10}{demo[key]}" for label, key in addresses if demo.get(key)]
    by_role = {}
    for account in demo.get("accounts", []):
        by_role.setdefault(account["role"], account)
    people = [f"  {role:<18}{account['username']:<20}{account['password']}" for role, account in by_role.items()]
    return ["", "Liaison 连心站", *found, "", "  role              user name           password", *people, ""]


def show(path: str, port: str) -> None:
    """Brings the file's addresses to this start's port and prints what a visitor needs."""
    file = Path(path)
    text = at_port(file.read_text(encoding="utf-8"), port)
    file.write_text(text, encoding="utf-8")
    sys.stdout.write("\n".join(lines(json.loads(text))))


def static_key(root: Path = ROOT) -> str:
    """
    A digest of the static files of the product and of installed add-ons, with the versions of the other packages that
    bring some. Without Django, for it is asked at each start.
    """
    digest = hashlib.sha256((root / "requirements.txt").read_bytes())
    digest.update(os.environ.get("LIAISON_PLUGINS_EXCLUDE", "").encode())
    for folder in (*(root / name for name in PACKAGES), *add_on_folders()):
        for path in sorted(path for path in folder.rglob("static/**/*") if path.is_file()):
            digest.update(f"\0{folder.name}/{path.relative_to(folder)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def add_on_folders() -> Iterator[Path]:
    """The folders of the packages that are installed as add-ons; one whose package is gone has none."""
    for point in sorted(entry_points(group="liaison.plugins")):
        spec = find_spec(point.module.partition(".")[0])
        yield from map(Path, spec.submodule_search_locations or () if spec else ())


if __name__ == "__main__":
    if sys.argv[1] == "is-port-free":
        sys.exit(not is_port_free(sys.argv[2]))
    if sys.argv[1] == "static-key":
        sys.stdout.write(static_key())
    else:
        show(*sys.argv[2:4])
