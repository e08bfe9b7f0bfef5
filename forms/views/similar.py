"""Public matters like what somebody is writing: a part of a page, asked for by the intake form's script."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST
from wagtail.models import Site

from cms import limits
from cms.limits.views import limited_response
from cms.textfields import clean_text
from forms.selectors.similar import similar_matters

MOST_SHOWN = 3
MOST_BYTES = 20_000  # a form's longest texts, as browsers encode them
MOST_CHARACTERS = {"content": 600, "place": 120}
TOO_LARGE, NOTHING = 413, 204


@never_cache
@csrf_exempt  # changes nothing, and needs no cookie: there is nothing of the visitor's to ride on
@sensitive_post_parameters()
@sensitive_variables("texts")
@require_POST  # so that what is written stands in no address and in no log
def similar(request: HttpRequest) -> HttpResponse:
    """
    `/matters/similar/`: up to three matters like `content` at `place`, as HTML; 204 for none.

    413 for more than any form holds, 429 for whoever asks too often: the script then asks no more.
    """
    if _is_too_large(request):
        return HttpResponse(status=TOO_LARGE)
    try:
        limits.spend(("similar.address", limits.address_of(request)))
    except limits.Limited as limited:
        return limited_response(HttpResponse(), limited)
    try:
        texts = {name: clean_text(request.POST.get(name, "")[:most]) for name, most in MOST_CHARACTERS.items()}
    except ValidationError:  # characters that the form refuses as well
        return HttpResponse(status=NOTHING)
    found = similar_matters(Site.find_for_request(request), **texts, limit=MOST_SHOWN)
    if not found:
        return HttpResponse(status=NOTHING)
    return render(request, "liaison_forms/includes/similar.html", {"matters": found})


def _is_too_large(request: HttpRequest) -> bool:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return not (length.isascii() and length.isdigit()) or int(length) > MOST_BYTES
