"""One submission as staff see it: what was said, what happened, who has it, what can be done."""

from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin import messages

from cms.access.guarded import denied
from cms.clock.words import clock_lines
from cms.kernel.exceptions import Denied, KernelError
from cms.kernel.perform import available_transitions
from cms.vault import VaultError
from cms.workdays.selectors import calendar_around_today
from forms.models import OPEN_STATES, Due, PauseReason, Progress
from forms.selectors import queue
from forms.selectors.claims import handles, live_claimer, may_claim
from forms.selectors.feedback import messages_of
from forms.selectors.history import history_lines
from forms.selectors.publishing import draft_of, matter_of, progress_of
from forms.selectors.rights import may_see_contact, shows_text
from forms.services import claims
from forms.services.contacts import read_contact
from forms.time_words import age_words, due_words
from forms.views.queue_common import SubmissionPage
from liaison_pages.selectors.hub import hub_links


class DetailMixin:
    """The context of the detail page; a move that came too late shows it as well, with what was typed."""

    detail_template_name = "forms/queue/detail.html"

    @cached_property
    def moves(self) -> list:
        return available_transitions([self.submission], self.actor)

    def detail_context(self) -> dict:
        submission, user = self.submission, self.request.user
        calendar = calendar_around_today()
        level, words = due_words(submission, calendar)
        holder = live_claimer(submission)
        readable = shows_text(user, submission)
        matter = matter_of(submission) if submission.publication else None
        return {
            "submission": submission,
            "venue_links": hub_links(submission.venue, user),
            "kept": self.kept,
            "shows_text": readable,
            "words": messages_of(submission) if readable else [],
            "public_draft": draft_of(submission) if submission.publication else None,
            "public_matter": matter,
            "is_outdated": bool(matter) and matter.progress != progress_of(submission) == Progress.DONE,
            "history": history_lines(submission),
            "clock": clock_lines(submission, calendar, what=dict(Due.choices), reasons=dict(PauseReason.choices)),
            "merged": queue.merged_into_it(submission, user),
            "moves": [(move, move.form is None) for move in self.moves],
            "age": age_words(submission),
            "due_level": level,
            "due_words": words,
            "holder": holder,
            "is_mine": holder == user,
            "photos": queue.photos_of(submission),
            "left_contact": queue.left_contact(submission),
            "may_see_contact": may_see_contact(user, submission),
            "can_claim": submission.state in OPEN_STATES and may_claim(user, submission),
        }


class DetailView(DetailMixin, SubmissionPage):
    """GET shows the submission."""

    template_name = DetailMixin.detail_template_name

    def get_page_title(self):
        return self.submission.number

    def get(self, request, *args, **kwargs):
        return self.render_to_response({**self.get_context_data(), **self.detail_context()})


class ContactView(DetailMixin, SubmissionPage):
    """POST shows the submission with the author's contact data, once, and writes the look down."""

    http_method_names = ["post"]
    template_name = DetailMixin.detail_template_name

    def get_page_title(self):
        return self.submission.number

    def post(self, request, *args, **kwargs):
        try:
            contact = read_contact(submission=self.submission, actor=self.actor, purpose=_("办理中与居民联系"))
        except Denied:
            return denied(request)
        except VaultError:
            messages.error(request, _("联系方式现在打不开，请联系系统管理员检查密钥。"))
            return redirect(self.detail_url)
        response = self.render_to_response({**self.get_context_data(), **self.detail_context(), "contact": contact})
        response["Cache-Control"] = "no-store"
        return response


class ClaimView(SubmissionPage):
    """POST puts the person's name on the submission or takes it off, and goes back to it."""

    http_method_names = ["post"]
    releases = False

    def post(self, request, *args, **kwargs):
        if not handles(request.user, self.submission):
            return denied(request)
        try:
            if self.releases:
                claims.release(submission=self.submission, actor=self.actor)
                messages.success(request, _("已放开，别人可以办理了。"))
            else:
                claimed = claims.claim(submission=self.submission, actor=self.actor)
                messages.success(request, self.until(claimed))
        except KernelError as error:
            messages.error(request, str(error))
        return redirect(self.detail_url)

    @staticmethod
    def until(submission) -> str:
        return _("%(number)s 由您办理，保留到 %(time)s。") % {
            "number": submission.number,
            "time": timezone.localtime(submission.claimed_until).strftime("%H:%M"),
        }
