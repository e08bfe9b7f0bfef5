"""Workers that are killed lose nothing and double nothing; stopped kindly, they finish the message under way."""

import os
import signal
import subprocess
import time
from collections import Counter

import pytest
from django.db import connection

from cms.bench.smtp import mail_server
from cms.notices import bench
from cms.notices.models import Notice

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def url() -> str:
    """The test's own database, for other processes."""
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{known['NAME']}"
    return f"postgres://{known['USER']}:{known['PASSWORD']}@{known['HOST']}:{known['PORT']}/{known['NAME']}"


def test_two_kills_lose_none_and_double_none(url, tmp_path):
    outcome = bench.ordeal(url, tmp_path, count=200, kills=2)
    assert (outcome.lost, outcome.doubled) == (0, 0)
    assert outcome.uncertain <= 2


def test_sigterm_ends_the_watch_with_nothing_left_in_between(url, tmp_path):
    with mail_server() as server:
        env = bench._environment(url, tmp_path, server.port)
        bench._shell(env, "from cms.notices.bench_rows import write; write(400)")
        command = bench._manage("notices", "send", "--watch", "--every", "0.2")
        worker = subprocess.Popen(command, cwd=bench.settings.BASE_DIR, env=env, stdout=subprocess.DEVNULL)
        while len(server.taken) < 20:
            assert worker.poll() is None
            time.sleep(0.01)
        os.kill(worker.pid, signal.SIGTERM)
        assert worker.wait(20) == 0
        states = Counter(Notice.objects.values_list("state", flat=True))
        assert states.keys() == {"sent", "waiting"}
        assert states["sent"] == len(server.taken)
        assert set(server.taken.values()) == {1}
        assert b"List-Unsubscribe-Post: List-Unsubscribe=One-Click" in server.last
        assert bench.finish(env).keys() == {"sent"}
