"""
gunicorn's settings, for the demo and for production: `gunicorn --config deploy/gunicorn.conf.py cms.wsgi:application`.

There is no access log: a path may carry a resident's query code. Django's own log names routes (cms/logs.py).
"""

import os

from gunicorn.glogging import Logger


class LoggerWithoutPaths(Logger):
    """gunicorn's log, without the request line that it adds to an error: the traceback says enough."""

    def exception(self, msg, *args, **kwargs):
        if args and str(msg).startswith("Error handling request %s"):
            msg, args = "Error handling a request", ()
        super().exception(msg, *args, **kwargs)


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
