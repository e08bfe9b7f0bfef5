"""The one view for moves in Wagtail's admin: shows a move's form, performs it, tells what happened."""

from urllib.parse import urlencode

from django import forms
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.choices import flatten_choices
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.kernel.actors import Staff
from cms.kernel.exceptions import Conflict, Denied, Failed, InvalidMove
from cms.kernel.perform import blank_form, find, form_as_typed, perform, prepare
from cms.kernel.registrar import registrar

CONFLICT, UNPROCESSABLE, FAULTY = 409, 422, 500
NOT_TYPED = (forms.ModelChoiceField, forms.BooleanField, forms.FileField)


class KeptList:
    """A list of the admin whose rows lead to pages that lead back to it as it was (`FromList`)."""

    def address_of(self, row) -> str:
        """The row's page."""
        address = reverse(self.detail_url_name, args=[row.pk])
        query = self.request.GET.copy()
        query.pop("_w_filter_fragment", None)  # results fetched alone belong to the same list
        return f"{address}?{urlencode({'next': f'{self.index_url}?{query.urlencode()}'})}" if query else address


class FromList:
    """
    A page reached from a list of the admin, and the way back to that list as it was: its filters, its page.

    The list travels in `next`, as Wagtail's own pages name it; an address other than `index_url` is ignored.
    """

    index_url = ""

    @cached_property
    def list_url(self) -> str:
        """The list one came from; the whole list without one."""
        index = str(self.index_url)
        came_from = get_valid_next_url_from_request(self.request)
        return came_from if came_from.partition("?")[0] == index else index

    @property
    def kept(self) -> str:
        """What links to pages of the same list end with: "?next=…", or nothing for the whole list."""
        return "" if self.list_url == str(self.index_url) else "?" + urlencode({"next": self.list_url})


class MoveView(FromList, WagtailAdminTemplateMixin, View):
    """
    GET asks for what the move needs, POST makes it. The move's name is the URL's `move`.

    A subclass says which objects are moved (`get_objects`, 404 for those the user may not see) and where to go
    afterwards (`get_return_url`). None of these changes anything: a move that does not exist or is off (404), a denial
    (403), a conflict (409, with what was typed, so that nothing is lost), faulty data (422, the form again), an error
    in the move's own code (500, the form as typed, under a message).

    What went out of one's sight while one typed answers 404 like what was never in it, and both in the same words: the
    page tells nothing but what the person typed.
    """

    template_name = "kernel/move.html"
    header_icon = "arrow-right"
    index_url = reverse_lazy("wagtailadmin_home")
    index_label = ""

    def get_objects(self) -> list:
        """The objects to move, at least one; raise Http404 for any that the user may not see."""
        raise NotImplementedError

    def get_return_url(self) -> str:
        """Where the user came from and goes back to."""
        raise NotImplementedError

    def get_success_url(self, moved: list) -> str:
        """Where to go when it is done: back, unless a subclass knows better."""
        return self.get_return_url()

    def dispatch(self, request, *args, **kwargs):
        self.actor = Staff(request.user)
        try:
            self.objects = self.get_objects()
            self.factory = self.get_factory(kwargs["move"])
            return super().dispatch(request, *args, **kwargs)
        except Denied as error:
            return self.refuse(str(error), status=403)
        except Http404:
            if request.method != "POST" or not registrar().get("transition", kwargs["move"]):
                raise
            return self.refuse(_("它现在不归您办理：可能已收回、改交别人，或者已不存在。什么都没有改变。"), status=404)

    def refuse(self, reason: str, status: int):
        """The page that says no, with what was typed."""
        return render(self.request, "access/denied.html", {"reason": reason, "typed": self.typed()}, status=status)

    def typed(self) -> list[tuple[str, str]]:
        """
        What was typed and chosen as (label, words), for a page that can no longer take it.

        Rows that were chosen are not told: one may no longer see them.
        """
        form = registrar().get("transition", self.kwargs["move"]).value.form
        fields = form.base_fields.items() if form else []
        kept = [(name, field) for name, field in fields if not isinstance(field, NOT_TYPED)]
        words = [(field.label, words_of(field, self.request.POST.getlist(name))) for name, field in kept]
        return [(label, text) for label, text in words if text]

    def get_factory(self, name: str):
        """The move's class; Http404 when there is none of this name for these objects, or its add-on is off."""
        try:
            factory = find(name, self.objects[0])
        except Denied as error:
            raise Http404 from error
        if not isinstance(self.objects[0], factory.model):
            raise Http404
        return factory

    def get(self, request, *args, **kwargs):
        try:
            form = blank_form(prepare(self.objects, self.factory.name, self.actor))
        except (Conflict, Failed) as error:
            messages.warning(request, str(error))
            return redirect(self.get_return_url())
        return self.show(form)

    def post(self, request, *args, **kwargs):
        try:
            moved = perform(self.objects, self.factory.name, self.actor, request.POST)
        except InvalidMove as error:
            form = self.form_as_typed()
            messages.validation_error(request, str(error), form)
            return self.show(form, status=UNPROCESSABLE)
        except Conflict as error:
            return self.show_conflict(str(error))
        except Failed as error:
            messages.error(request, str(error))
            return self.show(self.form_as_typed(), status=FAULTY)
        self.say_done(moved)
        return redirect(self.get_success_url(moved))

    def show_conflict(self, reason: str):
        """Nothing was moved: the form stays as typed, under the reason."""
        messages.error(self.request, reason)
        return self.show(self.form_as_typed(), status=CONFLICT)

    def form_as_typed(self):
        """The form with what was typed, whatever stands in the way of the move now; None where the form fails."""
        try:
            return form_as_typed(self.factory.name, self.objects, self.actor, self.request.POST)
        except Failed:
            return None

    def say_done(self, moved: list) -> None:
        messages.success(self.request, _("“%(move)s”已完成。") % {"move": self.factory.title})

    def show(self, form, status: int = 200):
        focus_first(form)
        return self.render_to_response(self.get_context_data(form=form), status=status)

    def get_page_title(self):
        return self.factory.title

    def get_objects_label(self) -> str:
        return (
            str(self.objects[0])
            if len(self.objects) == 1
            else ngettext("%(count)d 件", "%(count)d 件", len(self.objects)) % {"count": len(self.objects)}
        )

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": self.list_url, "label": self.index_label or self.factory.model._meta.verbose_name_plural},
            {"url": self.get_return_url(), "label": self.get_objects_label()},
            {"url": "", "label": self.factory.title},
        ]

    def get_context_data(self, form=None, **kwargs):
        return super().get_context_data(
            move=self.factory,
            objects=self.objects,
            form=form,
            media=form.media if form else "",
            return_url=self.get_return_url(),
            **kwargs,
        )


def focus_first(form) -> None:
    """Let the keyboard start at the first field with an error, else at the first that is empty."""
    fields = form.visible_fields() if form else []
    wanted = [field for field in fields if form.is_bound and field.errors] or [
        field for field in fields if not field.value()
    ]
    if wanted:
        wanted[0].field.widget.attrs["autofocus"] = True


def words_of(field: forms.Field, values: list[str]) -> str:
    """What `values` say as people read it: the last as it stands, of a choice their labels; empty for nothing."""
    if not isinstance(field, forms.ChoiceField):
        return values[-1].strip() if values else ""
    labels = {str(value): str(label) for value, label in flatten_choices(field.choices)}
    return _("、").join(labels[value] for value in values if value and value in labels)
