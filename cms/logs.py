"""Log lines name the route, not the path: a path may hold a resident's query code."""

import logging


class RouteInsteadOfPath(logging.Filter):
    """Replaces the path in django.request's records by the resolved route, and drops the query string."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        if request is not None and hasattr(request, "path") and isinstance(record.args, tuple):
            match = getattr(request, "resolver_match", None)
            route = f"/{match.route}" if match else "(no route)"
            record.args = tuple(route if arg == request.path else arg for arg in record.args)
        return True
