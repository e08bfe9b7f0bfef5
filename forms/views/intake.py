"""Handing in the form. No session, no cookie, no cache: the form carries a signed token instead."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from cms.kernel.actors import Resident
from cms.limits import Limited
from cms.limits.views import limited_response, words_until
from forms import tokens
from forms.intake_form import IntakeForm
from forms.models import IntakePage
from forms.selectors.intake import accepts, desk_of, intake_page, place_of
from forms.services.intake import PageClosed, Receipt, made_before
from forms.spam import admit
from forms.views.handing_in import hand_in, renew, token_of
from media.uploads import MAX_BYTES

MAX_REQUEST_BYTES = 6 * MAX_BYTES + 2 * 1024 * 1024


@never_cache
@csrf_exempt  # there is no session to ride on: the signed token in the form is what counts
@sensitive_post_parameters()
@require_http_methods(["POST", "GET"])
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the submission and send its author to the receipt (303), or show the form again with what is wrong."""
    desk = desk_of(pk)
    if desk is None:
        raise Http404
    page, place = desk.page, desk.place
    if request.method == "GET":  # a reload after an error
        return _see_other(page.get_url(request) or reverse("liaison_forms:status_lookup"))
    if _content_length(request) > MAX_REQUEST_BYTES:
        return _closed(
            request,
            page,
            status=413,
            reason=_("照片加起来太大了，什么都没有存下来。请重新打开表，少选几张照片，或先缩小再传。"),
        )
    if not accepts(page, place):
        return _handed_in_before(request, page) or _closed(request, page, status=409)
    form = IntakeForm(request.POST, request.FILES, page=page, venue=place.venue)
    token = token_of(form, page)
    try:
        receipt = hand_in(form, token, page=page, place=place, actor=Resident(), admit=partial(admit, request))
    except PageClosed:
        return _closed(request, page, status=409)
    except Limited as limited:
        form.limited_until = words_until(limited)
        return limited_response(_again(request, page, form, token), limited)
    return _to_receipt(receipt) if receipt else _again(request, page, form, token)


submit.limits_its_body = True


def _to_receipt(receipt: Receipt) -> HttpResponse:
    code_url = reverse("liaison_forms:status", args=[receipt.submission.number, receipt.code])
    return _see_other(f"{code_url}?new=1")


def _handed_in_before(request: HttpRequest, page: IntakePage) -> HttpResponse | None:
    """The way to the receipt when this very form was handed in while it was open: its author may send it again."""
    try:
        token = tokens.read_token(request.POST.get("token", ""), page_pk=page.pk)
    except tokens.ExpiredToken as error:
        token = error.token
    except tokens.BadToken:
        return None
    made = made_before(token.request_key)
    return _to_receipt(made) if made else None


def _again(request: HttpRequest, page: IntakePage, form: IntakeForm, token: tokens.Token | None) -> HttpResponse:
    """The page with what was typed, what is wrong, and a fresh token."""
    page = intake_page(page.pk)  # one's own, as a template may
    place = place_of(page)
    renew(form, page, place, token=token)
    context = {**page.get_context(request), "form": form, "place": place}
    return render(request, page.get_template(request), context, status=422)


def _closed(request: HttpRequest, page: IntakePage, *, status: int, reason: str | None = None) -> HttpResponse:
    """Says that nothing was handed in, why, and where to go; keeps what was typed in sight."""
    typed = "" if status == 413 else request.POST.get("content", "")
    page = intake_page(page.pk)
    context = {"page": page, "place": place_of(page), "typed": typed, "reason": reason}
    return render(request, "liaison_forms/intake_closed.html", context, status=status)


def _see_other(url: str) -> HttpResponse:
    return HttpResponse(status=303, headers={"Location": url})


def _content_length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0
