"""Error pages in the site's voice: what went wrong, and the way on."""

import logging

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext as _
from django.views.decorators.csrf import requires_csrf_token

logger = logging.getLogger(__name__)

LAST_RESORT = (
    '<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8"><title>500</title></head><body>'
    "<h1>系统出了点问题</h1><p>请过几分钟再试。</p>"
    '<p lang="en">Something went wrong. Please try again in a few minutes.</p>'
    "</body></html>"
)


def _page(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    return render(request, "cms/error.html", {"status": status, "title": title, "text": text}, status=status)


@requires_csrf_token
def bad_request(request: HttpRequest, exception=None) -> HttpResponse:
    """400: something in the request makes no sense."""
    return _page(
        request, 400, _("这个请求我们看不懂"), _("网址或填写的内容里有系统不认识的东西。请回到上一页，改一下再试。")
    )


@requires_csrf_token
def forbidden(request: HttpRequest, exception=None) -> HttpResponse:
    """403: not for this visitor."""
    return _page(request, 403, _("这里不对外开放"), _("您要看的内容只有经办的人能看。如果您是工作人员，请先登录。"))


@requires_csrf_token
def not_found(request: HttpRequest, exception=None) -> HttpResponse:
    """404: no such page."""
    return _page(
        request,
        404,
        _("没有找到这一页"),
        _("网址可能写错了，或者这一页已经搬走。可以从上面的“找家站点”“找代表”重新找。"),
    )


def too_large(request: HttpRequest) -> HttpResponse:
    """413: more than any form of ours takes; the body stays unread."""
    text = _("什么都没有存下来。请回到上一页，少选几个文件，或先缩小再传。")
    return _page(request, 413, _("这次传的东西太大了"), text)


@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that was open too long or came from another site."""
    return _page(
        request, 403, _("这一页开得太久了"), _("为了安全，请回到上一页，刷新后再提交一次。写好的内容可以先复制下来。")
    )


@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    """500: a page of its own, without the database, in both languages; plain HTML if even that fails."""
    try:
        return HttpResponseServerError(loader.get_template("500.html").render())
    except Exception:
        logger.exception("the error page failed")
        return HttpResponseServerError(LAST_RESORT)
