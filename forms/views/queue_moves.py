"""Making a move: with one submission, or with many."""

import json

from django.forms import Form
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages

from cms.access.guarded import denied
from cms.kernel.exceptions import Conflict, Denied, InvalidMove
from cms.kernel.perform import find, perform, prepare
from forms.models import IntakeSubmission
from forms.selectors import queue
from forms.selectors.rights import shows_text
from forms.views.queue_common import DETAIL, INDEX, QueuePage, SubmissionPage
from forms.views.queue_detail import DetailMixin

CONFLICT, UNPROCESSABLE = 409, 422
BULK_LIMIT = 200


def move_class(name: str, submission: IntakeSubmission):
    """The move called `name`; Http404 when there is none for submissions or its add-on is off."""
    try:
        factory = find(name, submission)
    except Denied as error:
        raise Http404 from error
    if factory.model is not IntakeSubmission:
        raise Http404
    return factory


class MoveMixin:
    """GET shows the move's form, POST makes the move. Subclasses say with which `submissions`."""

    template_name = "forms/queue/move.html"

    @property
    def submissions(self) -> list[IntakeSubmission]:
        raise NotImplementedError

    def get_page_title(self):
        return self.factory.title

    def get(self, request, *args, **kwargs):
        try:
            move = prepare(self.submissions, self.factory.name, self.actor)
        except Denied:
            return denied(request)
        except Conflict as error:
            messages.error(request, str(error))
            return redirect(self.way_back)
        return self.show(move.get_form())

    def post(self, request, *args, **kwargs):
        try:
            moved = perform(self.submissions, self.factory.name, self.actor, request.POST)
        except Denied:
            return denied(request)
        except Conflict as error:
            return self.too_late(str(error))
        except InvalidMove as error:
            form = self.form_as_typed()
            messages.validation_error(request, str(error), form)
            return self.show(form, status=UNPROCESSABLE)
        self.say_done(moved)
        return redirect(self.way_on(moved))

    def form_as_typed(self) -> Form | None:
        """The form with what was typed and its errors, whatever stands in the way of the move now."""
        move = self.factory(list(self.submissions))
        move.actor = self.actor  # what `guard` would set; forms ask for it
        form = move.get_form(self.request.POST)
        if form is not None:
            form.is_valid()
        return form

    def show(self, form, status: int = 200):
        user = self.request.user
        rules = getattr(form, "shown_when", {})
        context = {
            "form": form,
            "fields": [(field, json.dumps(rules[field.name]) if field.name in rules else "") for field in form or []],
            "title": self.factory.title,
            "explanation": getattr(self.factory, "explanation", ""),
            "items": [(submission, shows_text(user, submission)) for submission in self.submissions],
            "submission": self.submissions[0] if len(self.submissions) == 1 else None,
            "way_back": self.way_back,
            "media": form.media if form else "",
        }
        return self.render_to_response({**self.get_context_data(), **context}, status=status)

    def typed(self) -> list[tuple[str, str]]:
        """What was typed as (label, words), for a page that can no longer take it."""
        fields = self.factory.form.base_fields if self.factory.form else {}
        values = [(field.label, self.request.POST.get(name, "").strip()) for name, field in fields.items()]
        return [(label, value) for label, value in values if value]

    def say_done(self, moved: list) -> None:
        """Tell what the resident is told, and offer the next one."""
        told = getattr(self.factory(moved), "told", None)
        numbers = "、".join(submission.number for submission in moved)
        text = _("%(numbers)s：%(move)s，已完成。") % {"numbers": numbers, "move": self.factory.title}
        following = queue.next_waiting(self.request.user, [submission.pk for submission in moved])
        buttons = [messages.button(reverse(DETAIL, args=[following.pk]), _("下一件"))] if following else []
        messages.success(self.request, text + (told() if told else ""), buttons=buttons)

    def way_on(self, moved: list) -> str:
        """Back to the list, unless the same person goes on with the case."""
        if getattr(self.factory, "keeps_claim", False) and len(moved) == 1:
            return reverse(DETAIL, args=[moved[0].pk])
        return reverse(INDEX)


class MoveView(DetailMixin, MoveMixin, SubmissionPage):
    """A move of one submission."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.factory = move_class(kwargs["name"], self.submission)

    @property
    def submissions(self):
        return [self.submission]

    @property
    def way_back(self) -> str:
        return self.detail_url

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": self.detail_url, "label": self.submission.number},
            {"url": "", "label": self.get_page_title()},
        ]

    def too_late(self, reason: str):
        """Another's claim: the form stays as typed. Another's decision: the page as it is now, with what was typed."""
        self.submission = self.load()
        messages.error(self.request, reason)
        if self.submission.state in self.factory.sources:
            return self.show(self.form_as_typed(), status=CONFLICT)
        self.template_name = self.detail_template_name
        context = {**self.get_context_data(), **self.detail_context(), "typed": self.typed()}
        return self.render_to_response(context, status=CONFLICT)


class BulkMoveView(MoveMixin, QueuePage):
    """A move of the selected submissions, all or none. `id` names them, in the query or the form."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.chosen = self.load(request)
        self.factory = move_class(kwargs["name"], self.chosen[0]) if self.chosen else None
        if self.factory and not self.factory.takes_many:
            raise Http404

    def load(self, request) -> list[IntakeSubmission]:
        """The selected submissions; Http404 when one of them is not the person's to know of."""
        given = request.POST.getlist("id") or request.GET.getlist("id")
        if len(given) > BULK_LIMIT or not all(pk.isascii() and pk.isdigit() and len(pk) < 19 for pk in given):
            raise Http404
        pks = sorted({int(pk) for pk in given})
        found = queue.submissions_for(request.user, pks) if pks else []
        if len(found) != len(pks):
            raise Http404
        return found

    def dispatch(self, request, *args, **kwargs):
        if not self.chosen:
            messages.warning(request, _("请先选中要处理的意见。"))
            return redirect(INDEX)
        return super().dispatch(request, *args, **kwargs)

    @property
    def submissions(self):
        return self.chosen

    @property
    def way_back(self) -> str:
        return reverse(INDEX)

    def too_late(self, reason: str):
        """Nothing was moved; the form stays as typed."""
        messages.error(self.request, reason)
        self.chosen = self.load(self.request)
        return self.show(self.form_as_typed(), status=CONFLICT)
