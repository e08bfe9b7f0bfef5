"""Following a public matter by e-mail. No session and no account: the mail to confirm is the key."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from wagtail.models import Site

from cms.kernel.actors import Resident
from cms.limits import Limited
from cms.limits.views import limited_response, words_until
from forms import tokens
from forms.follow_form import FollowForm, renew
from forms.selectors.matters import public_matter
from forms.services.following import follow_matter
from forms.spam import admit_person
from forms.views.matters import can_be_followed, show_matter

UNPROCESSABLE = 422
READER = Resident()


@never_cache
@csrf_exempt  # there is no session to ride on
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, code: str) -> HttpResponse:
    """
    POST sends the address the link to confirm and goes back to the matter (303), which says the same whether the
    address was known or not. GET leads to the matter, where the form is.
    """
    matter = public_matter(Site.find_for_request(request), code)
    if matter is None:
        raise Http404
    here = reverse("liaison_forms:matter", args=[matter.code])
    if request.method != "POST" or not can_be_followed():
        return redirect(here)
    form = FollowForm(request.POST, label_suffix="")
    if not form.is_valid():
        return show_matter(request, matter, renew(form), status=UNPROCESSABLE)
    try:
        is_person = admit_person(request, "follow", tokens.FOLLOWING)
    except Limited as limited:
        return limited_response(show_matter(request, matter, renew(form, words_until(limited))), limited)
    if is_person:
        follow_matter(matter=matter, address=form.cleaned_data["email"], language=get_language(), actor=READER)
    return HttpResponse(status=303, headers={"Location": f"{here}?follow=asked#follow"})
