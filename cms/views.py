"""Where Django turns when something goes wrong: `cms.errors` says it."""

import sys

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import requires_csrf_token

from cms import errors


@requires_csrf_token
def bad_request(request: HttpRequest, exception=None) -> HttpResponse:
    """400: something in the request makes no sense."""
    return errors.page(request, errors.BAD_REQUEST)


@requires_csrf_token
def forbidden(request: HttpRequest, exception=None) -> HttpResponse:
    """403: not for this visitor."""
    return errors.page(request, errors.FORBIDDEN)


@requires_csrf_token
def not_found(request: HttpRequest, exception=None) -> HttpResponse:
    """404: no such page."""
    return errors.page(request, errors.NOT_FOUND)


@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that was open too long or came from another site."""
    return errors.page(request, errors.OPEN_TOO_LONG)


@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 while the database is away: a page of its own, in both languages; plain HTML if even that fails."""
    if errors.is_database_away(sys.exc_info()[1]):
        return errors.bare_page(errors.AWAY, request)
    return errors.bare_page(errors.FAILED, request)
