"""Refusing requests in another charset than UTF-8. Imported by `cms.wsgi` before Django is set up: no models here."""

import codecs
from collections.abc import Callable, Iterable

from django.utils.http import parse_header_parameters


def utf8_only(application: Callable) -> Callable:
    """
    A WSGI application that answers 400 to a content type with another charset than UTF-8, or one that cannot be read.

    Django reads all fields in that charset, the query's before any middleware sees the request, and falls over codecs
    that make no text ("base64") or refuse it ("idna"). A name that Python does not know is ignored.
    """

    def guarded(environ: dict, start_response: Callable) -> Iterable[bytes]:
        if _is_utf8(environ.get("CONTENT_TYPE", "")):
            return application(environ, start_response)
        from cms.errors import BAD_REQUEST, bare_page  # Django is set up only when requests come

        start_response("400 Bad Request", [("Content-Type", "text/html; charset=utf-8")])
        return [bare_page(BAD_REQUEST).content]

    return guarded


def _is_utf8(content_type: str) -> bool:
    """Whether fields sent with it are read as UTF-8."""
    try:
        return codecs.lookup(parse_header_parameters(content_type)[1].get("charset", "utf-8")).name == "utf-8"
    except LookupError:
        return True
    except ValueError:
        return False
