"""The status page of one submission, and the form that leads to it. What they show is for its author alone."""

from datetime import datetime, timedelta
from functools import wraps

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods

from cms import limits, secret_pages
from cms.limits import Limited, Use
from cms.limits.views import limited_response, words_until
from cms.notices.postmen import channels_on
from cms.notices.selectors import subscriptions_of
from cms.textfields import CleanCharField
from forms import codes, wording
from forms.models import State
from forms.selectors.feedback import JUST_NOW, messages_for_author
from forms.selectors.publishing import matter_of
from forms.selectors.status import (
    entries_of,
    find_submission,
    joined,
    joined_at,
    photo_count,
    whose_step,
    workdays_left,
)
from forms.services.following import TOPIC
from forms.views.resident_acts import ACTS, ADD, ERASE, KEEP_PRIVATE, RATE, WITHDRAW, offers

RECEIPT_SHOWN_FOR = timedelta(days=1)  # a bookmark of the receipt becomes the status page
MOST_REMEMBERED = 20  # matters on one device: they are asked for in one request
PUBLISHING = {"submission.prepare_publication", "submission.publish", "submission.take_down"}
# Not told to those who joined it.
OF_ITS_AUTHOR = {ADD.move, RATE.move, WITHDRAW.move, KEEP_PRIVATE.move, ERASE.move, *PUBLISHING}
TOLD_NO_MORE = {State.REJECTED, State.WITHDRAWN}  # nothing comes after them
WRITTEN_TO_ITS_AUTHOR = {"submission.grant_extension": "reason", "submission.uphold": "note"}
NOTICES_DONE = {
    "asked": _(
        "请打开收到的确认链接，点了才算开。几分钟还没有收到，看看是不是进了垃圾邮件。确认过的不再发；一天只发几次，今天发满了，请明天再试。"
    ),
    "off": _("通知关掉了。进展还在这一页。"),
}
NOT_FOUND = _("没有找到。编号或查询码可能有一个不对，请对照收据再看看。")
CHECK_AGAIN = {"number": _("请看看编号有没有抄错"), "code": _("请看看查询码有没有抄错")}  # both: which is not told


class LookupForm(forms.Form):
    number = CleanCharField(
        label=_("编号"),
        max_length=60,
        help_text=_("例如 GL-2026-000123"),
        error_messages={"required": _("请填写编号")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    code = CleanCharField(
        label=_("查询码"),
        max_length=60,
        help_text=_("提交后给您的 16 位字母和数字。大小写、空格和短横都不要紧。"),
        error_messages={"required": _("请填写查询码")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


def secret_page(view):
    """A page of one author's alone. Who guessed too often is asked to come back later, with the form as typed."""

    @secret_pages.secret_page
    @wraps(view)
    def wrapped(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except Limited as limited:
            return _too_often(request, limited, kwargs.get("number", ""))

    return wrapped


@secret_page
@require_GET
@sensitive_variables("code")
def status(request: HttpRequest, number: str, code: str) -> HttpResponse:
    """The receipt (`?new=1`) and the status of one submission; 404 with the way on when number or code is wrong."""
    submission = looked_up(request, number=number, code=code)
    if submission is None:
        return not_found(request, number)
    return show_status(request, submission, code)


@sensitive_variables("code")
def looked_up(request: HttpRequest, *, number: str, code: str):
    """
    `find_submission`, with wrong guesses counted. Raises Limited.

    Who guessed codes of one number too often from one address does not get it with the right one either. Beyond that a
    right code is never refused: a whole station may share the address of somebody who guesses.
    """
    address = limits.address_of(request)
    limits.ask(at_number(address, number))
    found = find_submission(number=number, code=code)
    if found is None:
        limits.spend(at_number(address, number), at_address(address))
    return found


def at_number(address: str | None, number: str) -> Use:
    """A wrong code for this number, from this address."""
    return "lookup.number", address and f"{address} {codes.read_number(number)}"


def at_address(address: str | None) -> Use:
    """A wrong number or code, from this address."""
    return "lookup.address", address


def _too_often(request: HttpRequest, limited: Limited, number: str) -> HttpResponse:
    typed = {"data": request.POST} if "number" in request.POST else {"initial": {"number": number[:60]}}
    context = {"form": LookupForm(**typed, label_suffix=""), "limited_until": words_until(limited)}
    return limited_response(render(request, "liaison_forms/status_lookup.html", context), limited)


def not_found(request: HttpRequest, number: str) -> HttpResponse:
    """The answer to a wrong number or code: 404, with the form to type them again."""
    form = LookupForm(initial={"number": number[:60]}, label_suffix="")
    return render(request, "liaison_forms/status_lookup.html", {"form": form, "not_found": NOT_FOUND}, status=404)


def show_status(request: HttpRequest, submission, code: str, *, status: int = 200, **said) -> HttpResponse:
    """The page as things stand. `said`: `problem` and `typed`, of what its author just tried in vain."""
    main = joined(submission)
    due = whose_step(submission, main)
    now = wording.now(due)
    own = entries_of(submission)
    since = joined_at(submission, own)
    is_merged = main.pk != submission.pk
    of_main = entries_of(main) if is_merged else own
    entries = [*own, *_since(since, of_main)] if is_merged else own
    due_on = due.due_on if now.promise else None
    context = {
        "submission": submission,
        "main": main,
        "heading": _("您提交的意见") if submission.is_hidden else submission.heading,
        "photos": photo_count(submission),
        "is_merged": is_merged,
        "now": now,
        "note": _note(main, own, of_main),
        "own_code": codes.grouped(codes.plain_code(code)),
        "is_new": "new" in request.GET and _is_fresh(submission),
        "link": request.build_absolute_uri(reverse("liaison_forms:status", args=[submission.number, code])),
        "timeline": wording.timeline(entries, now.tone),
        "due_on": due_on,
        "workdays_left": workdays_left(due_on),
        "is_overdue": bool(due_on and due_on < timezone.localdate()),
        "why_extended": wording.why_extended(own, due_on) if due_on else "",
        "code": code,
        "done": _done(request.GET.get("done", ""), own) or NOTICES_DONE.get(request.GET.get("notices", ""), ""),
        "messages_said": messages_for_author(submission, main, since),
        "offers": offers(submission),
        "subscriptions": subscriptions_of(submission, TOPIC),
        "may_add_notices": bool(channels_on()) and submission.state not in TOLD_NO_MORE,
        "most_remembered": MOST_REMEMBERED,
        "public_matter": matter_of(submission) if submission.publication else None,
        **said,
    }
    return render(request, "liaison_forms/status.html", context, status=status)


def _is_fresh(submission) -> bool:
    """Whether the receipt is still what matters: nobody took it up yet, and it was handed in within a day."""
    return submission.state == State.SCREENING and timezone.now() - submission.created_at < RECEIPT_SHOWN_FOR


def _done(slug: str, own: list) -> Promise | str:
    """What is said of the act that its author comes from; empty when it is not the last thing that just happened."""
    done = ACTS.get(slug)
    is_last = done is not None and own and own[-1].action == done.move
    return done.done if is_last and timezone.now() - own[-1].created_at < JUST_NOW else ""


def _note(main, own: list, of_main: list) -> str:
    """What staff say of it beside the sentence: why it was turned down, or why it waits."""
    if main.paused_until:
        return wording.why_paused(of_main, is_authors=own is of_main)
    return wording.note_of(own) if main.state == State.REJECTED else ""


def _since(joined: datetime, of_main: list) -> list:
    """What happened to the one it joined after that, without what only the other author is told or reads."""
    since = [entry for entry in of_main if entry.created_at > joined and entry.action not in OF_ITS_AUTHOR]
    for entry in since:
        entry.data = {
            name: value for name, value in entry.data.items() if name != WRITTEN_TO_ITS_AUTHOR.get(entry.action)
        }
    return since


@secret_page
@csrf_exempt  # changes nothing, and needs no cookie
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def status_lookup(request: HttpRequest) -> HttpResponse:
    """Asks for number and code and leads to the status page (303). `?number=` fills in the number."""
    asked = {"number": request.GET.get("number", "")[:60]}  # from the printed code
    form = LookupForm(request.POST if request.method == "POST" else None, initial=asked, label_suffix="")
    if not form.is_bound:
        return render(request, "liaison_forms/status_lookup.html", {"form": form})
    if not form.is_valid():
        return render(request, "liaison_forms/status_lookup.html", {"form": form}, status=422)
    found = looked_up(request, **form.cleaned_data)
    if found is None:
        form.add_error(None, NOT_FOUND)
        for field, message in CHECK_AGAIN.items():
            form.add_error(field, message)
        return render(request, "liaison_forms/status_lookup.html", {"form": form}, status=404)
    code = codes.grouped(codes.plain_code(form.cleaned_data["code"]))
    return HttpResponse(status=303, headers={"Location": reverse("liaison_forms:status", args=[found.number, code])})
