"""Handing in the form of a venue. No session, no cookie, no cache: the form carries a signed token instead."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from forms.intake_form import IntakeForm
from forms.models import IntakePage
from forms.selectors.intake import accepts, desk_of, intake_page, place_of
from forms.views.handing_in import renew, token_of
from forms.views.public_forms import (
    CONFLICT,
    TOO_LARGE,
    TOO_LARGE_STATUS,
    UNPROCESSABLE,
    handed_in_before,
    is_too_large,
    see_other,
    take,
)


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
        return see_other(page.get_url(request) or reverse("liaison_forms:status_lookup"))
    if is_too_large(request):
        return _closed(request, page, status=TOO_LARGE_STATUS, reason=TOO_LARGE)
    if not accepts(page, place):
        return handed_in_before(request, page) or _closed(request, page, status=CONFLICT)
    form = IntakeForm(request.POST, request.FILES, page=page, venue=place.venue)
    token = token_of(form, page)
    return take(
        request,
        form,
        token,
        page=page,
        place=place,
        again=lambda: _again(request, page, form),
        closed=lambda: _closed(request, page, status=CONFLICT),
    )


submit.limits_its_body = True


def _again(request: HttpRequest, page: IntakePage, form: IntakeForm) -> HttpResponse:
    """The page with what was typed, what is wrong, and a fresh token."""
    page = intake_page(page.pk)  # one's own, as a template may
    place = place_of(page)
    renew(form, page, place.district)
    context = {**page.get_context(request), "form": form, "place": place}
    return render(request, page.get_template(request), context, status=UNPROCESSABLE)


def _closed(
    request: HttpRequest, page: IntakePage, *, status: int, reason: Promise | str | None = None
) -> HttpResponse:
    """Says that nothing was handed in, why, and where to go; keeps what was typed in sight."""
    typed = "" if status == TOO_LARGE_STATUS else request.POST.get("content", "")
    page = intake_page(page.pk)
    context = {"page": page, "place": place_of(page), "typed": typed, "reason": reason}
    return render(request, "liaison_forms/intake_closed.html", context, status=status)
