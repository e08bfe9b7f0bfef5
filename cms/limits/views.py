"""What somebody sees who does the same thing too often: when to come back, and a phone number meanwhile."""

from datetime import datetime, timedelta

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.limits.counting import Limited
from cms.templatetags.liaison_theme import day

STATUS = 429


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
