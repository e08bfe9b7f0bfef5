"""What an author does on the status page. No session: number and code in the address say who it is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from cms import limits
from cms.kernel.exceptions import Conflict, Denied, Failed, InvalidMove, KernelError
from cms.kernel.perform import blank_form, form_as_typed, perform, prepare
from cms.limits import Limited
from cms.limits.views import limited_response, words_until
from forms.selectors.status import find_submission
from forms.views.resident_acts import ACTS, AUTHOR, Act, was_done
from forms.views.status import looked_up, not_found, secret_page, show_status


@secret_page
@csrf_exempt  # there is no session to ride on: who does not know the code cannot write the address
@sensitive_post_parameters()
@sensitive_variables("code")
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, number: str, code: str, slug: str) -> HttpResponse:
    """
    GET asks for what the act needs, POST does it and goes back to the status page (303).

    Faulty input: 422, the form as typed. What stands in the way: 409, the status page as it is now, with what was
    typed. An act that is not possible, or that there is not, leads to the status page.
    """
    submission = looked_up(request, number=number, code=code)
    if submission is None:
        return not_found(request, number)
    chosen = ACTS.get(slug)
    if chosen is None:
        return _to_status(number, code)
    if request.method == "POST":
        return _do_unless_limited(request, submission, code, chosen)
    try:
        form = blank_form(prepare([submission], chosen.move, AUTHOR))
    except KernelError:
        return _to_status(number, code)
    return _ask(request, submission, code, chosen, form)


def _do_unless_limited(request: HttpRequest, submission, code: str, chosen: Act) -> HttpResponse:
    try:
        limits.spend(("act.submission", str(submission.pk)), ("act.address", limits.address_of(request)))
    except Limited as limited:
        until = words_until(limited)
        form = _typed(request, submission, chosen)
        return limited_response(_ask(request, submission, code, chosen, form, limited_until=until), limited)
    return _do(request, submission, code, chosen)


def _do(request: HttpRequest, submission, code: str, chosen: Act) -> HttpResponse:
    try:
        perform([submission], chosen.move, AUTHOR, request.POST)
    except InvalidMove:
        return _ask(request, submission, code, chosen, _typed(request, submission, chosen), status=422)
    except Failed as error:
        return _hinder(request, submission, code, chosen, error, status=500)
    except (Conflict, Denied) as error:
        return _hinder(request, submission, code, chosen, error, status=409)
    return _to_status(submission.number, code, done=chosen)


def _hinder(request: HttpRequest, submission, code: str, chosen: Act, error, status: int) -> HttpResponse:
    """Nothing was changed. Sent twice, it is done; else the page as it is now says why, and keeps what was typed."""
    fresh = find_submission(number=submission.number, code=code)
    form = _typed(request, fresh, chosen)
    data = form.cleaned_data if form is not None and form.is_valid() else {}
    if status == 409 and was_done(chosen, fresh, data):
        return _to_status(submission.number, code, done=chosen)
    typed = [request.POST.get(name, "").strip() for name in ("reason", "text")]
    return show_status(request, fresh, code, status=status, problem=str(error), typed="\n".join(filter(None, typed)))


def _typed(request: HttpRequest, submission, chosen: Act):
    return form_as_typed(chosen.move, [submission], AUTHOR, request.POST)


def _ask(
    request: HttpRequest, submission, code: str, chosen: Act, form, status: int = 200, limited_until: str = ""
) -> HttpResponse:
    if form is not None:
        form.label_suffix = ""
    context = {"submission": submission, "code": code, "act": chosen, "form": form, "limited_until": limited_until}
    return render(request, "liaison_forms/status_act.html", context, status=status)


def _to_status(number: str, code: str, done: Act | None = None) -> HttpResponse:
    query = f"?done={done.slug}" if done else ""
    return HttpResponse(status=303, headers={"Location": reverse("liaison_forms:status", args=[number, code]) + query})
