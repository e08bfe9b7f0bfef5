"""Refusing what no form can hold before any view or query meets it."""

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest


class BadInputMiddleware:
    """
    Answers 400 to a path or query string with a null byte: databases refuse it, and no honest client sends one.

    Fields of forms are checked by the forms themselves, with a message at the field.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            return HttpResponseBadRequest("400 Bad Request", content_type="text/plain; charset=utf-8")
        return self.get_response(request)
