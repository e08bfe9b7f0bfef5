"""
"My matters": those that somebody chose to have remembered on their own phone or computer. No account, no cookie: the
device keeps numbers and codes, and sends them only to ask how things stand.
"""

import json

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_POST

from cms import limits
from cms.middleware import declared_bytes
from cms.workdays.wording import day_text
from forms import codes, wording
from forms.models import IntakeSubmission, State
from forms.selectors.status import find_submissions, joined_all, whose_step
from forms.views.status import MOST_REMEMBERED, LookupForm, at_address, at_number, secret_page

ANSWERED = (State.ANSWERED, State.CLOSED)
MOST_BYTES = MOST_REMEMBERED * 400  # a number and a code take some 70


@secret_page
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """An empty list, which the device fills by itself; without a script it says what to do instead."""
    return render(request, "liaison_forms/mine.html")


@secret_page
@csrf_exempt  # changes nothing, and needs no cookie
@require_POST
@sensitive_variables()
def states(request: HttpRequest) -> HttpResponse:
    """
    How each of {"matters": [{"number", "code"}, …]} stands, in that order: {"matters": [{…} or null, …]}.

    Null for an unknown number and for a wrong code alike. 400 for anything else, and for more than `MOST_REMEMBERED`.
    """
    pairs = _pairs(request.body) if declared_bytes(request) <= MOST_BYTES else None
    if pairs is None:
        return JsonResponse({"problem": _("请求不对，请重新打开这一页。")}, status=400)
    found = _looked_up(request, pairs)
    known = [submission for submission in found if submission]
    mains = dict(zip(known, joined_all(known), strict=True))
    answers = [
        submission and _stands(submission, mains[submission], code)
        for submission, (_number, code) in zip(found, pairs, strict=True)
    ]
    return JsonResponse({"matters": answers})


@sensitive_variables()
def _looked_up(request: HttpRequest, pairs: list[tuple[str, str]]) -> list[IntakeSubmission | None]:
    """`find_submissions`, with wrong guesses counted as on the status page. Raises Limited."""
    address = limits.address_of(request)
    of_numbers = [at_number(address, number) for number, _code in pairs]
    limits.ask(*of_numbers)
    found = find_submissions(pairs)
    wrong = [use for use, submission in zip(of_numbers, found, strict=True) if submission is None]
    if wrong:
        limits.spend(*wrong, *[at_address(address)] * len(wrong))
    return found


@sensitive_variables()
def _pairs(body: bytes) -> list[tuple[str, str]] | None:
    """The numbers and codes in a request; None when it holds anything else. What no form takes is nobody's."""
    try:
        sent = json.loads(body)["matters"]
        if not isinstance(sent, list) or len(sent) > MOST_REMEMBERED:
            return None
        forms = [LookupForm({"number": matter["number"], "code": matter["code"]}) for matter in sent]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return [_pair(form) for form in forms]


def _pair(form: LookupForm) -> tuple[str, str]:
    return (form.cleaned_data["number"], form.cleaned_data["code"]) if form.is_valid() else ("", "")


def _stands(submission: IntakeSubmission, main: IntakeSubmission, code: str) -> dict:
    due = whose_step(submission, main)
    now = wording.now(due)
    return {
        "number": submission.number,
        "heading": _("您提交的意见") if submission.is_hidden else submission.heading,
        "tag": now.tag,
        "tone": now.tone,
        "sentence": _("点开看答复。") if main.state in ANSWERED and due == main else now.sentence,
        "due": _due(now, due),
        "url": reverse("liaison_forms:status", args=[submission.number, codes.grouped(codes.plain_code(code))]),
    }


def _due(now: wording.Now, submission: IntakeSubmission) -> str:
    """By when what comes next is promised; empty where nothing is."""
    if not (now.promise and submission.due_on):
        return ""
    words = {"day": day_text(submission.due_on), "promise": now.promise}
    if submission.due_on < timezone.localdate():
        return _("原定 %(day)s 前%(promise)s，已经过了这一天。") % words
    return _("最迟 %(day)s %(promise)s。") % words
