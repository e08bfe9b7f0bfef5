"""
Help for demo.sh, in plain Python.

    demo_info.py is-port-free PORT      exits 0 when nothing answers on the loopback port
    demo_info.py show DEMO_JSON PORT    prints where the demo is and whom to sign in as
"""

import json
import re
import socket
import sys
from pathlib import Path


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


if __name__ == "__main__":
    if sys.argv[1] == "is-port-free":
        sys.exit(not is_port_free(sys.argv[2]))
    show(*sys.argv[2:4])
