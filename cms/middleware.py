"""Refusing what no form can hold before any view or query meets it; saying what went wrong; compressing answers."""

import logging

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render
from django.utils.translation import gettext as _
from wagtail.exceptions import PageClassNotFoundError

from cms import errors
from cms.access.bad_input import is_bad_input

logger = logging.getLogger(__name__)

MAX_ADDRESS_LENGTH = 8_000  # bytes of path and query: what nginx and gunicorn take by default, and far over any of ours


class MaintenanceMiddleware:
    """
    Answers 503 to everything but static files while the operator's file `MAINTENANCE_FILE` is there. What stands in it
    is shown to visitors, such as when it will be over.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        try:
            note = settings.MAINTENANCE_FILE.read_text(encoding="utf-8", errors="replace").strip()
        except FileNotFoundError:
            return self.get_response(request)
        except OSError as error:  # a file that cannot be read, or a folder of that name, says so too
            logger.error("the note of the maintenance cannot be read: %s", error)
            note = ""
        return errors.bare_page(errors.AWAY, request, note=note)


class BadInputMiddleware:
    """
    Answers 400 to a path, query string or cookie with a null byte: databases refuse it, and no honest client sends one;
    414 to an address longer than `MAX_ADDRESS_LENGTH`; 413 to a body larger than any form of ours takes
    (`MAX_REQUEST_BYTES`), before it is read to the disk, but for views that say so in their visitors' words
    (`limits_its_body`).

    Fields of forms are checked by the forms themselves, with a message at the field.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        query = request.META.get("QUERY_STRING", "")
        if len(request.path_info) + len(query) > MAX_ADDRESS_LENGTH:
            return errors.bare_page(errors.TOO_LONG, request)
        if "%00" in query or any("\x00" in text for text in (request.path_info, query, *request.COOKIES.values())):
            return errors.bare_page(errors.BAD_REQUEST, request)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """
        A page whose type is gone with its add-on, and fields that no page of the admin sends: Wagtail's screens have no
        answer for either but an error.
        """
        if isinstance(error, PageClassNotFoundError):
            return render(request, "access/denied.html", {"reason": _("这个页面属于一个没有安装的扩展。")}, status=404)
        return errors.bare_page(errors.BAD_REQUEST, request) if is_bad_input(request, error) else None

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        if getattr(view, "limits_its_body", False) or declared_bytes(request) <= settings.MAX_REQUEST_BYTES:
            return None
        return errors.page(request, errors.TOO_LARGE)


class EmptyErrorsMiddleware:
    """An error that a view or Django left without a word, such as 405, gets the page of its status."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        problem = errors.PROBLEMS.get(response.status_code)
        if problem is None or response.streaming or response.content or request.path_info.startswith("/admin/"):
            return response
        told = errors.page(request, problem)
        for name, value in response.items():  # such as Allow
            told.headers.setdefault(name, value)
        return told


class CompressedPagesMiddleware(GZipMiddleware):
    """
    Compresses pages for whoever has no web server in front that does; files are streamed, and sent as they are.

    Against guessing from lengths (BREACH) Django adds a random number of bytes and masks the forms' tokens.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        return response if response.streaming else super().process_response(request, response)


def declared_bytes(request: HttpRequest) -> int:
    """What Content-Length says, 0 without one: the server hands over no more than that."""
    declared = request.META.get("CONTENT_LENGTH") or ""
    return int(declared) if declared.isascii() and declared.isdigit() else 0
