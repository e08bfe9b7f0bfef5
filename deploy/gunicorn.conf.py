"""
gunicorn's settings, for the demo and for production: `gunicorn --config deploy/gunicorn.conf.py cms.wsgi:application`.

There is no access log: a path may carry a resident's query code. Django's own log names routes (cms/logs.py).
"""

import os

from gunicorn import util
from gunicorn.glogging import Logger


class LoggerWithoutPaths(Logger):
    """gunicorn's log, without the request line that it adds to an error: the traceback says enough."""

    def exception(self, msg, *args, **kwargs):
        if args and str(msg).startswith("Error handling request %s"):
            msg, args = "Error handling a request", ()
        super().exception(msg, *args, **kwargs)


def write_error(sock, status_int, reason, mesg):
    """What never reaches the application, such as a broken request line, is answered with the site's page as well."""
    from cms.errors import BAD_REQUEST, FAILED, PROBLEMS, bare_page  # Django is set up in the workers

    problem = PROBLEMS.get(status_int) or (BAD_REQUEST if status_int < 500 else FAILED)
    body = bare_page(problem).content
    head = f"HTTP/1.1 {status_int} {reason}\r\nConnection: close\r\nContent-Type: text/html; charset=utf-8\r\n"
    util.write_nonblock(sock, f"{head}Content-Length: {len(body)}\r\n\r\n".encode("ascii", "replace") + body)


util.write_error = write_error
limit_request_line = 8190  # as nginx; the application answers 414 to what is longer than any address of ours

bind = os.environ.get("BIND") or f"127.0.0.1:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
worker_class = "gthread"
preload_app = True  # one import for all workers: half the start-up, and shared memory
timeout = 60  # seconds until a stuck worker is replaced
graceful_timeout = 20
max_requests, max_requests_jitter = 2000, 200
accesslog = None
errorlog = "-"
loglevel = "warning"
logger_class = LoggerWithoutPaths
