"""What the form on a venue's page and the one at the district's entrance share once they are sent."""

from collections.abc import Callable
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cms.kernel.actors import Resident
from cms.limits import Limited
from cms.limits.views import limited_response, words_until
from forms import tokens
from forms.intake_form import IntakeForm
from forms.models import IntakePage
from forms.selectors.intake import Place
from forms.services.intake import PageClosed, Receipt, made_before
from forms.spam import admit
from forms.views.handing_in import hand_in, page_key
from media.uploads import MAX_BYTES

MAX_REQUEST_BYTES = 6 * MAX_BYTES + 2 * 1024 * 1024
TOO_LARGE = _("照片加起来太大了，什么都没有存下来。请重新打开表，少选几张照片，或先缩小再传。")
CONFLICT, TOO_LARGE_STATUS, UNPROCESSABLE = 409, 413, 422


def is_too_large(request: HttpRequest) -> bool:
    """Whether more is sent than a form takes; the body stays unread."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0) > MAX_REQUEST_BYTES
    except ValueError:
        return False


def take(
    request: HttpRequest,
    form: IntakeForm,
    token: tokens.Token | None,
    *,
    page: IntakePage | None,
    place: Place | None,
    again: Callable[[], HttpResponse],
    closed: Callable[[], HttpResponse],
) -> HttpResponse:
    """
    The way to the receipt (303). `again` shows the form with what is wrong, or as it is with 429 when it came too
    often; `closed` says that nothing is taken now. `place` may be missing where the form has errors.
    """
    try:
        receipt = hand_in(form, token, page=page, place=place, actor=Resident(), admit=partial(admit, request))
    except PageClosed:
        return closed()
    except Limited as limited:
        form.limited_until = words_until(limited)
        return limited_response(again(), limited)
    return _to_receipt(receipt) if receipt else again()


def handed_in_before(request: HttpRequest, page: IntakePage | None) -> HttpResponse | None:
    """The way to the receipt when this very form was handed in while it was open: its author may send it again."""
    try:
        token = tokens.read_token(request.POST.get("token", ""), page_pk=page_key(page))
    except tokens.ExpiredToken as error:
        token = error.token
    except tokens.BadToken:
        return None
    made = made_before(token.request_key)
    return _to_receipt(made) if made else None


def _to_receipt(receipt: Receipt) -> HttpResponse:
    code_url = reverse("liaison_forms:status", args=[receipt.submission.number, receipt.code])
    return see_other(f"{code_url}?new=1")


def see_other(url: str) -> HttpResponse:
    return HttpResponse(status=303, headers={"Location": url})
