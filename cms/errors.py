"""
What is said when something goes wrong: in the site's own voice, with the way on.

`page` is a page like any other, in the visitor's language. `bare_page` needs neither the database nor a request that
can be read: it speaks both languages, and stands where the other cannot be made.
"""

import logging
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from cms.kernel.registrar import registrar
from cms.notices.interfaces import ISiteName

logger = logging.getLogger(__name__)

MOST_PHONES = 100
_phones: dict[str, str] = {}  # by host, as this process read them last
AWAY_SECONDS = 60  # when to come back while the database is away
LAST_RESORT = (
    '<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8"><title>500</title></head><body>'
    "<h1>系统出了点问题</h1><p>请过几分钟再试。</p>"
    '<p lang="en">Something went wrong. Please try again in a few minutes.</p>'
    "</body></html>"
)


@dataclass(frozen=True)
class Problem:
    """A status, and what it means to the visitor."""

    status: int
    title: str
    text: str


BAD_REQUEST = Problem(
    400, _("这个请求我们看不懂"), _("网址或填写的内容里有系统不认识的东西。请回到上一页，改一下再试。")
)
FORBIDDEN = Problem(403, _("这里不对外开放"), _("您要看的内容只有经办的人能看。如果您是工作人员，请先登录。"))
OPEN_TOO_LONG = Problem(
    403, _("这一页开得太久了"), _("为了安全，请回到上一页，刷新后再提交一次。写好的内容可以先复制下来。")
)
NOT_FOUND = Problem(
    404, _("没有找到这一页"), _("网址可能写错了，或者这一页已经搬走。搜一搜，或者从上面的“找家站点”“找代表”重新找。")
)
NOT_ALLOWED = Problem(405, _("这一页只能打开看"), _("这个地址不接收提交的内容。请回到上一页，用页面上的按钮。"))
TOO_LARGE = Problem(413, _("这次传的东西太大了"), _("什么都没有存下来。请回到上一页，少选几个文件，或先缩小再传。"))
TOO_LONG = Problem(414, _("这个网址太长了"), _("可能是复制时多粘了别的内容。请从首页重新进入，或者搜一搜。"))
TOO_OFTEN = Problem(429, _("刚才点得太密了"), _("请过几分钟再试。很多人共用一个网络时也会这样。"))
FAILED = Problem(
    500,
    _("系统出了点问题"),
    _(
        "不是您的错。请过几分钟再试；还是这样，请打电话告诉站里。有了编号的意见都存好了，凭编号还能查到；"
        "还没有拿到编号的，请再交一次。"
    ),
)
AWAY = Problem(
    503,
    _("网站暂时打不开"),
    _("正在维护，或者后台一时没有回应。请过几分钟再来。有了编号的意见都存好了；还没有拿到编号的，请到时再交一次。"),
)
PROBLEMS = {
    problem.status: problem
    for problem in (BAD_REQUEST, FORBIDDEN, NOT_FOUND, NOT_ALLOWED, TOO_LARGE, TOO_LONG, TOO_OFTEN, FAILED, AWAY)
}


def page(request: HttpRequest, problem: Problem) -> HttpResponse:
    """The problem as a page of the site; as a bare one where that fails, 503 when the database is why."""
    try:
        context = {"problem": problem, "phone": office_phone(request)}
        return render(request, "cms/error.html", context, status=problem.status)
    except DatabaseError as error:
        return bare_page(AWAY if is_database_away(error) else problem, request)
    except SuspiciousOperation:  # a host or a query that cannot be read: the frame asks for them, too
        return bare_page(problem, request)
    except Exception:
        logger.exception("the page of a %d could not be made", problem.status)
        return bare_page(problem, request)


def bare_page(problem: Problem, request: HttpRequest | None = None, *, note: str = "") -> HttpResponse:
    """The problem in both languages, by a template that asks for nothing. `note` comes from the operator."""
    parts = []
    for language, tag in (("zh-hans", "zh-Hans"), ("en", "en")):
        with translation.override(language):
            parts.append({"tag": tag, "title": str(problem.title), "text": str(problem.text)})
    phone = office_phone(request, asks=problem is not AWAY) if request else settings.PHONE
    context = {"problem": problem, "parts": parts, "note": note, "phone": phone}
    try:
        html = render_to_string("cms/bare_error.html", context)
    except Exception:
        logger.exception("the error page failed")
        html = LAST_RESORT
    response = HttpResponse(html, status=problem.status)
    if problem is AWAY:
        response["Retry-After"] = str(AWAY_SECONDS)
        response["Cache-Control"] = "no-store"
    return response


def is_database_away(error: BaseException | None) -> bool:
    """Whether `error` came from a database that cannot be reached, or was locked all the while, not from our query."""
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    if "locked" in str(error):
        return True
    try:
        connection.close_if_unusable_or_obsolete()
        connection.ensure_connection()
    except DatabaseError:
        return True
    return False


def office_phone(request: HttpRequest, *, asks: bool = True) -> str:
    """The phone of the site's office as its settings say; where they cannot be asked, as they last said, else PHONE."""
    try:
        host = request.get_host()
        if asks:
            site = Site.find_for_request(request)
            found = (phone for each in registrar().utilities(ISiteName) if (phone := each.phone_of(site)))
            if host in _phones or len(_phones) < MOST_PHONES:
                _phones[host] = next(found, "")
        return _phones.get(host) or settings.PHONE
    except Exception:  # noqa: BLE001  said on the page of an error: whatever it was may hit this, too
        return settings.PHONE
