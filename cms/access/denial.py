"""
Saying no. Wagtail answers a denied page of its admin with a redirect to the dashboard; ours is a 403 with the reason.
"""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from wagtail.admin import auth


def denied(request, reason: str = "", status: int = 403):
    """The page that says no, as a response. `reason` replaces its general sentence; 409 is for "not while …"."""
    return render(request, "access/denied.html", {"reason": reason}, status=status)


def permission_denied(request):
    """Stands in for `wagtail.admin.auth.permission_denied`: scripts get the plain 403, people get the page."""
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        raise PermissionDenied
    return denied(request)


def answer_denials_plainly() -> None:
    """
    Make Wagtail's admin answer 403 where it would redirect.

    Its decorators look the function up in their own module at each call, and offer no setting or hook for it.
    """
    auth.permission_denied = permission_denied
