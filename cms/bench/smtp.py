"""A mail server on loopback that takes everything and remembers what it took, to measure and to test with."""

import email
import socketserver
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class Conversation(socketserver.StreamRequestHandler):
    """As much of SMTP (RFC 5321) as a client needs to hand over a message."""

    wbufsize = 0
    timeout = 60

    def handle(self) -> None:
        with suppress(OSError):  # a client that was killed
            self._converse()

    def _converse(self) -> None:
        self._say("220 bench")
        while line := self.rfile.readline():
            word = line[:4].upper().strip()
            if word == b"DATA":
                self._say("354 go on")
                if not self._take():
                    return  # hung up in the middle: nothing was accepted
                self._say("250 taken")
            elif word == b"QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 bench")

    def _take(self) -> bool:
        lines = []
        while line := self.rfile.readline():
            if line == b".\r\n":
                self.server.accept(b"".join(lines))
                return True
            lines.append(line.removeprefix(b"."))
        return False

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


class MailServer(socketserver.ThreadingTCPServer):
    """`taken`: how often a message of each Message-ID was accepted, whether or not its sender lived to hear it."""

    allow_reuse_address = daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Conversation)
        self.taken: Counter[str] = Counter()
        self.last = b""
        self._lock = threading.Lock()

    @property
    def port(self) -> int:
        return self.server_address[1]

    def accept(self, message: bytes) -> None:
        head, _blank, _body = message.partition(b"\r\n\r\n")
        with self._lock:
            self.taken[email.message_from_bytes(head + b"\r\n\r\n")["Message-ID"]] += 1
            self.last = message


@contextmanager
def mail_server() -> Iterator[MailServer]:
    with MailServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
