"""Writing down what somebody says who has no phone. What is saved goes the way of the resident's own form."""

from datetime import timedelta

from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from wagtail.admin import messages

from cms.access import roles
from cms.access.guarded import denied
from cms.access.selectors import holds_somewhere
from forms.behalf_form import ChooseVenueForm, OnBehalfForm
from forms.models import IntakePage
from forms.printed_code import drawn
from forms.selectors.intake import Place, accepts, intake_page_of, place_of, receiving_venues, top_of
from forms.services.intake import PageClosed, Receipt
from forms.tokens import new_token
from forms.venue_staff_link import ReceivedLink
from forms.views.handing_in import hand_in, renew, token_of
from forms.views.queue_common import DETAIL, QueuePage
from liaison_pages.views.hub import HubView

CONFLICT, UNPROCESSABLE = 409, 422
RECEIPT_AGAIN = timedelta(minutes=10)  # for a second click and a jammed printer; afterwards the code is the author's


class RegisterStartView(QueuePage):
    """At which station? Whoever works at one alone is led on."""

    template_name = "forms/behalf/start.html"
    page_title = gettext_lazy("代为登记")

    def get(self, request):
        if not holds_somewhere(request.user, roles.HANDLE_SUBMISSIONS):
            return denied(request)
        venues = receiving_venues(request.user)
        asked = request.GET if "venue" in request.GET else None
        form = ChooseVenueForm(asked, venues=venues, initial={"venue": top_of(venues)})
        if form.is_valid():
            return redirect("liaison_queue:register_at", form.cleaned_data["venue"].pk)
        first, *others = venues[:2] or [None]
        if first and not others:
            return redirect("liaison_queue:register_at", first.pk)
        return self.render_to_response(self.get_context_data(form=form, has_venues=first is not None))


@method_decorator(sensitive_post_parameters(), name="dispatch")
class RegisterView(HubView):
    """
    The form, and the receipt in answer to it: the code is in no address and no session. Sent again it shows the
    receipt once more for `RECEIPT_AGAIN`, then leads to the submission.
    """

    permission = roles.HANDLE_SUBMISSIONS
    hub_name = "register"
    page_title = gettext_lazy("代为登记")
    header_icon = "edit"
    template_name = "forms/behalf/register.html"

    @cached_property
    def page(self) -> IntakePage | None:
        """The venue's form."""
        return intake_page_of(self.venue)

    @cached_property
    def place(self) -> Place:
        return place_of(self.page)

    def get(self, request, *args, **kwargs):
        if not self.page or not accepts(self.page, self.place):
            return self.show_closed(200)
        return self.show_form(self.blank_form())

    def post(self, request, *args, **kwargs):
        if not self.page:
            return self.show_closed(CONFLICT)
        form = self.form(request.POST, request.FILES)
        token = token_of(form, self.page, staff=request.user)
        try:
            receipt = hand_in(form, token, page=self.page, place=self.place, actor=self.actor)
        except PageClosed:
            return self.show_closed(CONFLICT)
        if receipt is None:
            messages.error(request, _("还没有登记，请看下面标出的地方。"))
            return self.show_form(renew(form, self.page, self.place.district, staff=request.user), UNPROCESSABLE)
        return self.show_receipt(receipt, is_asked=bool(form.cleaned_data.get("wants_notices")))

    def form(self, *args, **kwargs) -> OnBehalfForm:
        return OnBehalfForm(*args, page=self.page, venue=self.venue, district=self.place.district, **kwargs)

    def blank_form(self) -> OnBehalfForm:
        """`?channel=` keeps that of the last one: a box is emptied letter by letter."""
        version = self.place.district.notice_version
        token = new_token(page_pk=self.page.pk, notice_version=version, staff=self.request.user)
        return self.form(initial={"token": token.sign(), "channel": self.request.GET.get("channel")})

    def show_form(self, form: OnBehalfForm, status: int = 200):
        form.set_focus()
        back = ReceivedLink().url(self.venue, self.request.user)
        return self.render_to_response(self.get_context_data(form=form, place=self.place, back_url=back), status=status)

    def show_closed(self, status: int):
        """Why nothing can be registered here now, with what was typed."""
        self.template_name = "forms/behalf/closed.html"
        names = ("content", "place", "reach")
        typed = [(OnBehalfForm.base_fields[name].label, self.request.POST.get(name, "")) for name in names]
        context = self.get_context_data(typed=[pair for pair in typed if pair[1]], page=self.page)
        return self.render_to_response(context, status=status)

    def show_receipt(self, receipt: Receipt, *, is_asked: bool):
        """`is_asked`: the author gets a message that asks to confirm."""
        submission = receipt.submission
        if timezone.now() - submission.created_at > RECEIPT_AGAIN:
            messages.warning(self.request, _("这一件已经登记过了。查询码只在登记时给一次，不能再看。"))
            return redirect(DETAIL, submission.pk)
        self.template_name = "forms/behalf/receipt.html"
        status_url = self.venue.site.root_url + reverse("liaison_forms:status_lookup")
        context = self.get_context_data(
            submission=submission,
            code=receipt.code,
            photos=submission.photos.count(),
            is_asked=is_asked,
            status_url=status_url,
            printed_code=drawn(f"{status_url}?number={submission.number}"),
            next_url=f"{self.request.path}?channel={submission.channel}",
        )
        return self.render_to_response(context)
