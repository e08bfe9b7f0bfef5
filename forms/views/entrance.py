"""The district's own entrance, for whoever does not know which venue or deputy to turn to."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from wagtail.models import Site

from forms import tokens
from forms.arrival import arrival
from forms.entrance_form import EntranceForm
from forms.selectors.entrance import Entrance, entrance_of
from forms.views.handing_in import renew, token_of
from forms.views.public_forms import (
    CONFLICT,
    TOO_LARGE,
    TOO_LARGE_STATUS,
    UNPROCESSABLE,
    handed_in_before,
    is_too_large,
    take,
)


@never_cache
@csrf_exempt  # there is no session to ride on: the signed token in the form is what counts
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def entrance(request: HttpRequest) -> HttpResponse:
    """GET shows the form, POST makes the submission at the home of its street or at the district's desk (303)."""
    here = entrance_of(Site.find_for_request(request))
    if is_too_large(request):
        return _closed(request, here, status=TOO_LARGE_STATUS, reason=TOO_LARGE)
    if request.method != "POST":
        return _show(request, here, _blank(request, here)) if here.is_open else _closed(request, here, status=200)
    if not here.is_open:
        return handed_in_before(request, None) or _closed(request, here, status=CONFLICT)
    form = EntranceForm(request.POST, request.FILES, entrance=here)
    token = token_of(form, None)
    place = here.place(form.cleaned_data["street"]) if form.is_valid() else None

    def again() -> HttpResponse:
        return _show(request, here, renew(form, None, here.district), status=UNPROCESSABLE)

    return take(
        request,
        form,
        token,
        page=None,
        place=place,
        again=again,
        closed=lambda: _closed(request, here, status=CONFLICT),
    )


entrance.limits_its_body = True


def _blank(request: HttpRequest, here: Entrance) -> EntranceForm:
    version = here.district.notice_version
    token = tokens.new_token(page_pk=tokens.ENTRANCE, notice_version=version, **arrival(request.GET))
    return EntranceForm(entrance=here, initial={"token": token.sign()})


def _show(request: HttpRequest, here: Entrance, form: EntranceForm, status: int = 200) -> HttpResponse:
    return render(request, "liaison_forms/entrance.html", {"entrance": here, "form": form}, status=status)


def _closed(request: HttpRequest, here: Entrance, *, status: int, reason: Promise | str | None = None) -> HttpResponse:
    """Says that nothing was handed in, why, and where to go; keeps what was typed in sight."""
    typed = "" if status == TOO_LARGE_STATUS else request.POST.get("content", "")
    reason = reason or _("这里暂时不收意见。请选一个家站点来提，也可以打电话或当面说。")
    context = {"place": here, "typed": typed, "reason": reason}
    return render(request, "liaison_forms/entrance_closed.html", context, status=status)
