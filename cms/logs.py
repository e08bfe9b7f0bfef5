"""
Log lines name the route, not the path: a path may hold a resident's query code.

Two guards: Django's own records about a request get the route in place of the path, whichever handler takes them; and
whatever is written at last, tracebacks included, has the secret part of a status page's address and of a link in a
notice blanked out.
"""

import logging
import re

from django.urls import ResolverMatch

# forms.urls: s/<number>/<code>/, cms.notices.urls: n/<token>/
SECRET_PATH = re.compile(r"(/s/)[^/\s\"']+/[^/\s\"'?]+|(/n/)[^/\s\"'?]+")
BLANKED = r"\1\2…"


class RouteInsteadOfPath(logging.Filter):
    """Replaces the path in records about a request by the resolved route. For loggers and handlers alike."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        if request is not None and hasattr(request, "path") and isinstance(record.args, tuple):
            match = getattr(request, "resolver_match", None)
            route = _readable(match) if match else "(no route)"
            paths = _spellings(request.path) | _spellings(request.get_full_path())
            record.args = tuple(route if arg in paths else arg for arg in record.args)
        return True


def _readable(match: ResolverMatch) -> str:
    """The route as it is written in `path()`; the name of a route that is a regular expression (`wagtail_serve`)."""
    is_regex = any(character in match.route for character in "^$(\\")
    return match.view_name if is_regex and match.view_name else f"/{match.route}"


def _spellings(path: str) -> set[str]:
    """The path as it is, and as `django.utils.log.log_response` escapes it."""
    return {path, path.encode("unicode_escape").decode("ascii")}


class SafeFormatter(logging.Formatter):
    """Blanks out number and code of status pages, and the tokens of notices, in the finished line and its traceback."""

    def format(self, record: logging.LogRecord) -> str:
        return SECRET_PATH.sub(BLANKED, super().format(record))
