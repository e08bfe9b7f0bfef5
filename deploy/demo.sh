#!/usr/bin/env bash
# Serves the demo district as a district would run it: DEBUG off, gunicorn, whitenoise, on loopback.
# The first start makes the database and fills it; later starts keep what is there. `rm -r var` starts afresh.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

export DJANGO_SETTINGS_MODULE=cms.settings.demo PORT=${PORT:-8000} LOG_LEVEL=${LOG_LEVEL:-WARNING}
python=.venv/bin/python
var=${LIAISON_VAR_DIR:-var}
mkdir -p "$var/static"

"$python" deploy/demo_info.py is-port-free "$PORT" || {
    echo "Port $PORT is taken. Choose another: make demo PORT=8080" >&2
    exit 1
}

# Compressing the static files takes a while: only after a change, and beside the rest.
static=$("$python" deploy/demo_info.py static-key)
collecting=
if [ ! -e "$var/static/liaison-$static" ]; then
    echo "Collecting the static files …"
    { "$python" manage.py collectstatic --noinput --clear --verbosity 0 && touch "$var/static/liaison-$static"; } &
    collecting=$!
fi

"$python" manage.py compile_translations --verbosity 0
echo "Preparing the database (about half a minute the first time) …"
"$python" manage.py migrate --noinput --verbosity 0
if [ ! -e "$var/demo.json" ]; then
    echo "Filling in the demo district (about half a minute) …"
    "$python" manage.py demo --verbosity 0 --json "$var/demo.json" ${SEED:+--seed "$SEED"}
fi
"$python" deploy/demo_info.py show "$var/demo.json" "$PORT"
[ -z "$collecting" ] || wait "$collecting"

# Sends what residents are told, for as long as this process, gunicorn's later on, is there.
{
    "$python" manage.py notices send --watch &
    while kill -0 $$ 2>/dev/null; do sleep 1; done
    kill $!
} &
printf '\nMails and short messages are written to %s and %s.\n' "$var/mail" "$var/sms"
printf '\nServing on http://127.0.0.1:%s/ — Ctrl-C stops it; the data stay.\n' "$PORT"
exec "$python" -m gunicorn --config deploy/gunicorn.conf.py cms.wsgi:application
