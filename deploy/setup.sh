#!/usr/bin/env bash
# Makes .venv from the lock files. A stamp remembers what it was made from, so that a second run does nothing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

python=${PYTHON:-python3}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "Liaison needs Python 3.11 or newer. Name one: make setup PYTHON=python3.12" >&2
    exit 1
}
stamp=".venv/liaison-$({ cat requirements-boot.txt requirements-dev.txt; pwd; "$python" --version; } | cksum | tr ' ' -)"
[ ! -e "$stamp" ] || exit 0

echo "Setting up .venv (once for each change of the requirements) …"
"$python" -c 'import ensurepip, venv' 2>/dev/null || {
    echo "Python's venv is missing. On Debian: apt-get install python3-venv" >&2
    exit 1
}
[ ! -L .venv ] || {
    echo ".venv is a link: what it leads to would be emptied. Remove the link first." >&2
    exit 1
}
"$python" -m venv --clear .venv

# uv is quick; where it cannot be had or does not reach what pip reaches, pip does the same from the same hashes.
[ -z "${PIP_INDEX_URL:-}" ] || export UV_DEFAULT_INDEX="${UV_DEFAULT_INDEX:-$PIP_INDEX_URL}"
pip_install() { .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$1"; }
if ! { pip_install requirements-boot.txt &&
    .venv/bin/uv pip sync --quiet --python .venv/bin/python --require-hashes requirements-dev.txt; }; then
    echo "uv did not do it; pip takes over, which takes a minute longer …"
    pip_install requirements-dev.txt
fi
touch "$stamp"
