"""Where an author switches notices on and off. No session: number and code in the address say who it is."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from cms import limits
from cms.limits import Limited
from cms.limits.views import limited_response, words_until
from cms.notices import services
from cms.notices.selectors import subscriptions_of
from cms.textfields import CleanCharField
from forms.builder import TOO_LONG
from forms.models import IntakeSubmission
from forms.reach import MAX_LENGTH, Reach, channel_for, recognise
from forms.services.following import TOPIC, follow
from forms.views.resident_acts import AUTHOR, Act
from forms.views.status import looked_up, not_found, secret_page

NOTICES = Act(
    "notices",
    "",
    label=_("有进展时通知我"),
    heading=_("有进展时通知您"),
    explanation=_("每走一步就告诉您一声。先给您发一条，点里面的链接确认以后才开；以后每条里都能一步关掉。"),
    button=_("发确认链接给我"),
    done="",  # `forms.views.status` says it
)


class NoticesForm(forms.Form):
    reach = CleanCharField(
        label=_("邮箱或手机号"),
        max_length=MAX_LENGTH,
        help_text=_("加密保存，只用来发通知，关掉就删去。"),
        error_messages={"required": _("请填邮箱或手机号"), "max_length": TOO_LONG},
        widget=forms.TextInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )
    is_daily = forms.BooleanField(label=_("每天最多一封邮件，一起说"), required=False)

    def clean_reach(self) -> Reach:
        reach = recognise(self.cleaned_data["reach"])
        channel_for(reach)
        return reach


@secret_page
@csrf_exempt  # there is no session to ride on: who does not know the code cannot write the address
@sensitive_post_parameters()
@sensitive_variables("code")
@require_http_methods(["GET", "HEAD", "POST"])
def notices(request: HttpRequest, number: str, code: str) -> HttpResponse:
    """
    Asks for an address; POST sends it the link to confirm, or with `off` ends one of this submission's subscriptions,
    and goes back to the status page (303), which says the same whether the address was known or not.
    """
    submission = looked_up(request, number=number, code=code)
    if submission is None:
        return not_found(request, number)
    if request.method != "POST":
        return _ask(request, submission, code, NoticesForm(label_suffix=""))
    if "off" in request.POST:
        return _switch_off(submission, code, request.POST["off"])
    form = NoticesForm(request.POST, label_suffix="")
    if not form.is_valid():
        return _ask(request, submission, code, form, status=422)
    try:
        limits.spend(("act.submission", str(submission.pk)), ("act.address", limits.address_of(request)))
    except Limited as limited:
        page = _ask(request, submission, code, form, limited_until=words_until(limited))
        return limited_response(page, limited)
    data = form.cleaned_data
    follow(
        submission=submission,
        reach=data["reach"],
        is_daily=data["is_daily"],
        language=get_language(),
        actor=AUTHOR,
    )
    return _to_status(submission, code, "asked")


def _switch_off(submission: IntakeSubmission, code: str, pk: str) -> HttpResponse:
    for subscription in subscriptions_of(submission, TOPIC):
        if str(subscription.pk) == pk:
            services.end(subscription=subscription, actor=AUTHOR)
    return _to_status(submission, code, "off")


def _ask(request: HttpRequest, submission, code: str, form, status: int = 200, limited_until: str = "") -> HttpResponse:
    context = {"submission": submission, "code": code, "act": NOTICES, "form": form, "limited_until": limited_until}
    return render(request, "liaison_forms/status_act.html", context, status=status)


def _to_status(submission: IntakeSubmission, code: str, done: str) -> HttpResponse:
    url = reverse("liaison_forms:status", args=[submission.number, code])
    return HttpResponse(status=303, headers={"Location": f"{url}?notices={done}"})
