"""What the pages of one submission share."""

from django.http import Http404
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from cms.access.guarded import DeniesPlainly
from cms.kernel.actors import Staff
from cms.kernel.views import FromList
from forms.models import IntakeSubmission
from forms.selectors import queue

INDEX = "liaison_queue:index"
DETAIL = "liaison_queue:detail"


class QueuePage(FromList, DeniesPlainly, WagtailAdminTemplateMixin, View):
    """A page below the queue. Denials are a 403, what the person may not know of a 404."""

    header_icon = "comment"
    index_url = reverse_lazy(INDEX)

    @property
    def actor(self) -> Staff:
        return Staff(self.request.user)

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": self.list_url, "label": _("社情民意")},
            {"url": "", "label": self.get_page_title()},
        ]


class SubmissionPage(QueuePage):
    """A page of one submission, `self.submission`."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.submission: IntakeSubmission = self.load()

    def load(self) -> IntakeSubmission:
        """The submission as it is now; Http404 when the person may not know of it."""
        submission = queue.submission_for(self.request.user, self.kwargs["pk"])
        if submission is None:
            raise Http404
        return submission

    @property
    def detail_url(self) -> str:
        return reverse(DETAIL, args=[self.submission.pk]) + self.kept
