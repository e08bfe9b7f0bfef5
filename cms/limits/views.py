"""What somebody sees who does the same thing too often: when to come back, and a phone number meanwhile."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.limits.addresses import address_of
from cms.limits.counting import Limited, spend
from cms.templatetags.liaison_theme import day

STATUS = 429


def limit_posts(name: str) -> Callable:
    """For a view: each POST of one address counts against the limit `name`; beyond it, a page that keeps the form."""

    def decorate(view: Callable) -> Callable:
        @wraps(view)
        def wrapped(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if request.method == "POST":
                try:
                    spend((name, address_of(request)))
                except Limited as limited:
                    return limited_page(request, limited)
            return view(request, *args, **kwargs)

        return wrapped

    return decorate


def limited_page(request: HttpRequest, limited: Limited) -> HttpResponse:
    """The page with what was sent in hidden fields and a button to send it again. Files are not kept."""
    kept = [(key, value) for key, values in request.POST.lists() for value in values]
    context = {"limited_until": words_until(limited), "kept": kept, "has_files": bool(request.FILES)}
    return limited_response(render(request, "cms/limited.html", context), limited)


def limited_response(response: HttpResponse, limited: Limited) -> HttpResponse:
    """`response` as an answer 429 that tells programs how long to wait."""
    response.status_code = STATUS
    response["Retry-After"] = str(limited.retry_seconds)
    response["Cache-Control"] = "no-store"
    return response


def words_until(limited: Limited, now: datetime | None = None) -> str:
    """When to come back, absolute and relative: '14:35 以后（大约 8 分钟后）'."""
    now = timezone.localtime(now)
    until = now + timedelta(seconds=limited.retry_seconds + 59)  # the minute after it, for seconds are not said
    minutes = -(-limited.retry_seconds // 60)
    if minutes <= 90:
        wait = ngettext("大约 %(count)d 分钟后", "大约 %(count)d 分钟后", minutes) % {"count": minutes}
    else:
        hours = round(minutes / 60)
        wait = ngettext("大约 %(count)d 小时后", "大约 %(count)d 小时后", hours) % {"count": hours}
    clock = f"{until:%H:%M}"
    moment = clock if until.date() == now.date() else _("%(day)s %(time)s") % {"day": day(until), "time": clock}
    return _("%(moment)s 以后（%(wait)s）") % {"moment": moment, "wait": wait}
