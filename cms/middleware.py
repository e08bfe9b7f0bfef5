"""Refusing what no form can hold before any view or query meets it; compressing what is answered."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render
from django.utils.translation import gettext as _
from wagtail.exceptions import PageClassNotFoundError

from cms.access.bad_input import is_bad_input
from cms.views import too_large


class BadInputMiddleware:
    """
    Answers 400 to a path or query string with a null byte: databases refuse it, and no honest client sends one. Answers
    413 to a body larger than any form of ours takes (`MAX_REQUEST_BYTES`), before it is read to the disk, but for views
    that say so in their visitors' words (`limits_its_body`).

    Fields of forms are checked by the forms themselves, with a message at the field.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            return _bad_request()
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """
        A page whose type is gone with its add-on, and fields that no page of the admin sends: Wagtail's screens have no
        answer for either but an error.
        """
        if isinstance(error, PageClassNotFoundError):
            return render(request, "access/denied.html", {"reason": _("这个页面属于一个没有安装的扩展。")}, status=404)
        return _bad_request() if is_bad_input(request, error) else None

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        if getattr(view, "limits_its_body", False) or declared_bytes(request) <= settings.MAX_REQUEST_BYTES:
            return None
        return too_large(request)


def _bad_request() -> HttpResponse:
    return HttpResponseBadRequest("400 Bad Request", content_type="text/plain; charset=utf-8")


def declared_bytes(request: HttpRequest) -> int:
    """What Content-Length says, 0 without one: the server hands over no more than that."""
    declared = request.META.get("CONTENT_LENGTH") or ""
    return int(declared) if declared.isascii() and declared.isdigit() else 0


class CompressedPagesMiddleware(GZipMiddleware):
    """
    Compresses pages for whoever has no web server in front that does; files are streamed, and sent as they are.

    Against guessing from lengths (BREACH) Django adds a random number of bytes and masks the forms' tokens.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        return response if response.streaming else super().process_response(request, response)
