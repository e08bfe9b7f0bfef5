"""
The pages that links in messages lead to. No session: the token in the address says whose notices they are.

A GET changes nothing, for filters open every link in a mail before its reader does.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from cms.kernel.actors import Resident
from cms.notices import links, services
from cms.notices.models import Subscription
from cms.notices.selectors import may_still_confirm, subscription_by_token
from cms.secret_pages import secret_page

READER = Resident()


@secret_page
@csrf_exempt  # there is no session to ride on: who does not know the token cannot write the address
@sensitive_variables("token")
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Asks whether notices are wanted; POST says yes. 404 with the way on for a link that does not hold any more."""
    subscription = subscription_by_token(token, links.CONFIRM)
    if subscription is None or not (subscription.is_confirmed or may_still_confirm(subscription)):
        return _gone(request)
    if request.method == "POST":
        subscription = services.confirm(subscription=subscription, actor=READER)
        if subscription.is_ended:  # just now, on another page
            return _gone(request)
    return _page(request, "liaison_notices/confirm.html", subscription)


@secret_page
@csrf_exempt  # mail programs post here without any cookie (RFC 8058)
@sensitive_variables("token")
@require_http_methods(["GET", "HEAD", "POST"])
def manage(request: HttpRequest, token: str) -> HttpResponse:
    """
    One button that ends the notices, and one that makes them one mail a day. POST ends them, as a mail program does
    it (`List-Unsubscribe=One-Click`), unless it carries `how` ('daily' or 'at_once').
    """
    subscription = subscription_by_token(token, links.MANAGE)
    if subscription is None:
        return _gone(request)
    if request.method == "POST":
        how = request.POST.get("how")
        if how in ("daily", "at_once"):
            services.set_daily(subscription=subscription, is_daily=how == "daily", actor=READER)
        else:
            services.end(subscription=subscription, actor=READER)
        subscription.refresh_from_db()
    return _page(request, "liaison_notices/manage.html", subscription, is_changed=request.method == "POST")


def _page(request: HttpRequest, template: str, subscription: Subscription, **more) -> HttpResponse:
    return render(request, template, {"subscription": subscription, **more})


def _gone(request: HttpRequest) -> HttpResponse:
    return render(request, "liaison_notices/gone.html", status=404)
