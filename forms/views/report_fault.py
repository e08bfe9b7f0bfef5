"""Saying what is wrong on a page. No session, no cookie, no name."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from wagtail.models import Site

from cms.kernel.actors import Resident
from cms.limits import Limited
from cms.limits.views import limited_response, words_until
from cms.secret_pages import without_key
from forms import tokens
from forms.fault_form import FaultForm, blank_form, renew
from forms.models import PageFault
from forms.services.page_faults import report_fault
from forms.spam import admit_person

UNPROCESSABLE = 422
READER = Resident()
LONGEST = PageFault._meta.get_field("path").max_length


@never_cache  # the form in it is one visitor's
@csrf_exempt  # there is no session to ride on
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """`/report/?page=`: the form, filled in with the page; POST keeps it and says thank you (303 to `?sent=1`)."""
    host = request.get_host().partition(":")[0]
    if request.method != "POST":
        page = without_key(request.GET.get("page", ""))
        return _show(request, blank_form(host, page if len(page) <= LONGEST else ""))
    form = FaultForm(request.POST, host=host)
    if not form.is_valid():
        return _show(request, renew(form), status=UNPROCESSABLE)
    try:
        is_person = admit_person(request, "report", tokens.REPORTING)
    except Limited as limited:
        return limited_response(_show(request, renew(form, words_until(limited))), limited)
    if is_person:
        data = form.cleaned_data
        report_fault(site=Site.find_for_request(request), path=data["page"], what=data["what"], actor=READER)
    return HttpResponse(status=303, headers={"Location": f"{reverse('liaison_forms:report_fault')}?sent=1"})


def _show(request: HttpRequest, form: FaultForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "is_sent": request.method != "POST" and request.GET.get("sent") == "1"}
    return render(request, "liaison_forms/report_fault.html", context, status=status)
