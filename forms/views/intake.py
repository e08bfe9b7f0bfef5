"""Handing in the form. No session, no cookie, no cache: the form carries a signed token instead."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from cms.kernel.actors import Resident
from forms import tokens
from forms.intake_form import IntakeForm
from forms.models import Channel, IntakePage
from forms.selectors.intake import Place, accepts, adds_to, intake_page, place_of
from forms.services.intake import PageClosed, Receipt, made_before, receive
from media.uploads import MAX_BYTES

MAX_REQUEST_BYTES = 6 * MAX_BYTES + 2 * 1024 * 1024


@never_cache
@csrf_exempt  # there is no session to ride on: the signed token in the form is what counts
@sensitive_post_parameters()
@require_http_methods(["POST", "GET"])
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the submission and send its author to the receipt (303), or show the form again with what is wrong."""
    page = intake_page(pk)
    if page is None:
        raise Http404
    place = place_of(page)
    if request.method == "GET":  # a reload after an error
        return _see_other(page.get_url(request) or reverse("liaison_forms:status_lookup"))
    if _content_length(request) > MAX_REQUEST_BYTES:
        return _closed(
            request,
            page,
            place,
            status=413,
            reason=_("照片加起来太大了，什么都没有存下来。请重新打开表，少选几张照片，或先缩小再传。"),
        )
    if not accepts(page, place):
        return _handed_in_before(request, page) or _closed(request, page, place, status=409)
    form = IntakeForm(request.POST, request.FILES, page=page, venue=place.venue)
    token = _token(form, page)
    if not form.is_valid():
        return _again(request, page, place, form, token)
    made = made_before(token.request_key)
    if made is None and not form.decode_photos():
        return _again(request, page, place, form, token)
    try:
        receipt = made or _receive(page, place, form, token)
    except PageClosed:
        return _closed(request, page, place, status=409)
    if not receipt.is_new and adds_to(receipt.submission, form.cleaned_data):  # gone back, and written more
        other = _("您刚才已经交了一件（编号 %(number)s）。如果这是另一件事，请再点一次“提交意见”。")
        form.add_error(None, other % {"number": receipt.submission.number})
        return _again(request, page, place, form, token)
    return _to_receipt(receipt)


submit.limits_its_body = True


def _to_receipt(receipt: Receipt) -> HttpResponse:
    code_url = reverse("liaison_forms:status", args=[receipt.submission.number, receipt.code])
    return _see_other(f"{code_url}?new=1")


def _handed_in_before(request: HttpRequest, page: IntakePage) -> HttpResponse | None:
    """The way to the receipt when this very form was handed in while it was open: its author may send it again."""
    try:
        token = tokens.read_token(request.POST.get("token", ""), page_pk=page.pk)
    except tokens.BadToken:
        return None
    made = made_before(token.request_key)
    return _to_receipt(made) if made else None


def _token(form: IntakeForm, page: IntakePage) -> tokens.Token | None:
    """The form's token; None, with a message on the form, when it cannot be used."""
    try:
        return tokens.read_token(form.data.get("token", ""), page_pk=page.pk)
    except tokens.ExpiredToken:
        form.add_error(None, _("这张表打开超过一天了。您写的还在，请再点一次“提交意见”。"))
    except tokens.BadToken:
        form.add_error(None, _("这张表没有传完整。您写的还在，请再点一次“提交意见”。"))
    return None


def _receive(page: IntakePage, place: Place, form: IntakeForm, token: tokens.Token) -> Receipt:
    return receive(
        page=page,
        place=place,
        data={**form.cleaned_data, "notice_version": token.notice_version},
        photos=form.cleaned_data["photos"],
        channel=token.channel,
        request_key=token.request_key,
        language=get_language(),
        actor=Resident(),
    )


def _again(
    request: HttpRequest, page: IntakePage, place: Place, form: IntakeForm, token: tokens.Token | None
) -> HttpResponse:
    """The page with what was typed, what is wrong, and a fresh token."""
    form.add_photo_reminder()
    channel = token.channel if token else Channel.WEB
    fresh = tokens.new_token(page_pk=page.pk, notice_version=place.district.notice_version, channel=channel)
    form.data = form.data.copy()
    form.data["token"] = fresh.sign()
    context = {**page.get_context(request), "form": form, "place": place}
    return render(request, page.get_template(request), context, status=422)


def _closed(
    request: HttpRequest, page: IntakePage, place: Place, *, status: int, reason: str | None = None
) -> HttpResponse:
    """Says that nothing was handed in, why, and where to go; keeps what was typed in sight."""
    typed = "" if status == 413 else request.POST.get("content", "")
    context = {"page": page, "place": place, "typed": typed, "reason": reason}
    return render(request, "liaison_forms/intake_closed.html", context, status=status)


def _see_other(url: str) -> HttpResponse:
    return HttpResponse(status=303, headers={"Location": url})


def _content_length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0
