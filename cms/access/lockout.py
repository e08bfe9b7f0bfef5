"""What somebody sees whose password was wrong too often (django-axes)."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def locked_out(request: HttpRequest, original_response=None, credentials=None) -> HttpResponse:
    """A page that says how long to wait, with 429 and the seconds for programs."""
    hours = settings.AXES_COOLOFF_TIME
    context = {"limit": settings.AXES_FAILURE_LIMIT, "hours": hours}
    response = render(request, "access/locked_out.html", context, status=settings.AXES_HTTP_RESPONSE_CODE)
    response["Retry-After"] = str(hours * 3600)
    return response
