"""Making a move: with one submission, or with many."""

import json

from django.http import Http404, HttpRequest, QueryDict
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from cms.kernel.views import CONFLICT, MoveView
from forms.models import IntakeSubmission
from forms.selectors import queue
from forms.selectors.rights import shows_text
from forms.views.queue_common import DETAIL, INDEX
from forms.views.queue_detail import DetailMixin
from forms.views.queue_filters import filtered_rows

BULK_LIMIT = 200
NAMED = 5  # numbers that a message lists; more are counted


class QueueMoveView(MoveView):
    """What moves of one and of many share: the items are listed, the resident's words told, the next one offered."""

    template_name = "forms/queue/move.html"
    header_icon = "comment"
    index_url = reverse_lazy(INDEX)
    index_label = gettext_lazy("社情民意")

    def get_context_data(self, form=None, **kwargs):
        user = self.request.user
        rules = getattr(form, "shown_when", {})
        return super().get_context_data(
            form=form,
            fields=[(field, json.dumps(rules[field.name]) if field.name in rules else "") for field in form or []],
            items=[(submission, shows_text(user, submission)) for submission in self.objects],
            kept=self.kept,
            **kwargs,
        )

    def say_done(self, moved: list) -> None:
        move = self.factory(moved)
        move.actor = self.actor
        text = _("%(what)s：%(move)s，已完成。") % {"what": name_all(moved), "move": move.title}
        buttons = [messages.button(address, label) for address, label in move.links()]
        if following := self.following(moved):
            buttons.append(messages.button(reverse(DETAIL, args=[following.pk]) + self.kept, _("下一件")))
        messages.success(self.request, text + move.told(), buttons=buttons)

    def following(self, moved: list) -> IntakeSubmission | None:
        """The next one that waits for the person, out of the list they came from."""
        listed = filtered_rows(self.request, QueryDict(self.list_url.partition("?")[2]))
        return queue.next_waiting(self.request.user, [submission.pk for submission in moved], among=listed)

    def get_success_url(self, moved: list) -> str:
        """Back to the list, unless the same person goes on with the case."""
        if getattr(self.factory, "keeps_claim", False) and len(moved) == 1:
            return reverse(DETAIL, args=[moved[0].pk]) + self.kept
        return self.list_url


class SubmissionMoveView(DetailMixin, QueueMoveView):
    """A move of one submission."""

    def get_objects(self) -> list[IntakeSubmission]:
        self.submission = queue.submission_for(self.request.user, self.kwargs["pk"])
        if self.submission is None:
            raise Http404
        return [self.submission]

    def get_return_url(self) -> str:
        return reverse(DETAIL, args=[self.submission.pk]) + self.kept

    def show_conflict(self, reason: str):
        """Another's claim: the form stays as typed. Another's decision: the page as it is now, with what was typed."""
        self.objects = self.get_objects()
        if self.submission.state in self.factory.sources:
            return super().show_conflict(reason)
        messages.error(self.request, reason)
        self.template_name = self.detail_template_name
        context = {**self.get_context_data(), **self.detail_context(), "typed": self.typed()}
        return self.render_to_response(context, status=CONFLICT)


class BulkMoveView(QueueMoveView):
    """A move of the selected submissions, all or none. `id` names them, in the query or the form."""

    def dispatch(self, request, *args, **kwargs):
        if not _selected(request):
            messages.warning(request, _("请先选中要处理的意见。"))
            return redirect(self.list_url)
        return super().dispatch(request, *args, **kwargs)

    def get_objects(self) -> list[IntakeSubmission]:
        """The selected submissions; Http404 when one of them is not the person's to know of."""
        given = _selected(self.request)
        if len(given) > BULK_LIMIT or not all(pk.isascii() and pk.isdigit() and len(pk) < 19 for pk in given):
            raise Http404
        pks = sorted({int(pk) for pk in given})
        found = queue.submissions_for(self.request.user, pks)
        if len(found) != len(pks):
            raise Http404
        return found

    def get_factory(self, name: str):
        factory = super().get_factory(name)
        if not factory.takes_many:
            raise Http404
        return factory

    def get_return_url(self) -> str:
        return self.list_url

    def get_context_data(self, form=None, **kwargs):
        return super().get_context_data(form=form, is_bulk=True, **kwargs)

    def show_conflict(self, reason: str):
        """Nothing was moved; the form stays as typed, the items are shown as they are now."""
        self.objects = self.get_objects()
        return super().show_conflict(reason)


def name_all(moved: list[IntakeSubmission]) -> str:
    """Their numbers; how many more than a message can list."""
    if len(moved) <= NAMED:
        return _("、").join(submission.number for submission in moved)
    return ngettext("%(count)d 件意见", "%(count)d 件意见", len(moved)) % {"count": len(moved)}


def _selected(request: HttpRequest) -> list[str]:
    return request.POST.getlist("id") or request.GET.getlist("id")
