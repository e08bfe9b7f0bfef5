"""`manage.py notices send`: the worker of the outbox."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from cms.notices.models import NoticeState
from cms.notices.sending import send_waiting


@contextmanager
def _signalled() -> Iterator[threading.Event]:
    """Set by SIGTERM and by Ctrl-C: the message under way is finished, the rest let go."""
    stop = threading.Event()
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    for number in before:
        signal.signal(number, lambda *_args: stop.set())
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class Command(BaseCommand):
    help = "Send the notices that are due, once, or with --watch until SIGTERM."

    def add_arguments(self, parser):
        parser.add_argument("action", choices=["send"])
        parser.add_argument("--watch", action="store_true", help="keep going; SIGTERM or Ctrl-C ends it cleanly")
        parser.add_argument("--every", type=float, default=5, metavar="SECONDS", help="how often to look, with --watch")

    def handle(self, *args, watch: bool, every: float, **options):
        with _signalled() as stop:
            self._send(stop)
            while watch and not stop.wait(every):
                close_old_connections()
                self._send(stop)

    def _send(self, stop: threading.Event) -> None:
        if told := self._told(send_waiting(should_stop=stop.is_set)):
            self.stdout.write(told)

    def _told(self, tally) -> str:
        """How many messages ended how; never to whom."""
        words = {NoticeState.SENT: "sent", NoticeState.WAITING: "to be tried again", NoticeState.FAILED: "failed"}
        words[NoticeState.UNCERTAIN] = "uncertain"
        return ", ".join(f"{tally[state]} {word}" for state, word in words.items() if tally[state])
