"""The one view for moves in Wagtail's admin: shows a move's form, performs it, tells what happened."""

from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.kernel.actors import Staff
from cms.kernel.exceptions import Conflict, Denied, InvalidMove
from cms.kernel.perform import perform, prepare


class MoveView(WagtailAdminTemplateMixin, View):
    """
    GET asks for what the move needs, POST makes it. The move's name is the URL's `move`.

    A subclass says which objects are moved (`get_objects`, 404 for those the user may not see) and where to go
    afterwards (`get_return_url`). A denial answers 403, a conflict goes back with a message, faulty data show the form
    again with 422; none of them changes anything.
    """

    template_name = "kernel/move.html"
    header_icon = "arrow-right"
    index_url = reverse_lazy("wagtailadmin_home")
    index_label = ""
    success_message = _("已完成“%(move)s”。")
    form = None

    def get_objects(self) -> list:
        """The objects to move, at least one; raise Http404 for any that the user may not see."""
        raise NotImplementedError

    def get_return_url(self) -> str:
        """Where the user came from and goes back to."""
        raise NotImplementedError

    def dispatch(self, request, *args, **kwargs):
        self.objects = self.get_objects()
        self.actor = Staff(request.user)
        self.return_url = get_valid_next_url_from_request(request) or self.get_return_url()
        try:
            self.move = prepare(self.objects, kwargs["move"], self.actor)
            return super().dispatch(request, *args, **kwargs)
        except Denied as error:
            return render(request, "access/denied.html", {"reason": str(error)}, status=403)
        except Conflict as error:
            messages.warning(request, str(error))
            return redirect(self.return_url)

    def get(self, request, *args, **kwargs):
        self.form = self.move.get_form()
        return self.render_to_response(self.get_context_data())

    def post(self, request, *args, **kwargs):
        try:
            perform(self.objects, self.move.name, self.actor, request.POST)
        except InvalidMove as error:
            self.form = self.move.get_form(request.POST)
            messages.error(request, str(error))
            return self.render_to_response(self.get_context_data(), status=422)
        messages.success(request, self.success_message % {"move": self.move.title})
        return redirect(self.get_success_url())

    def get_success_url(self) -> str:
        """Where to go when it is done; back, unless a subclass knows better."""
        return self.return_url

    def get_page_title(self):
        return self.move.title

    def get_page_subtitle(self):
        return str(self.objects[0]) if len(self.objects) == 1 else _("%(count)d 件") % {"count": len(self.objects)}

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": self.index_url, "label": self.index_label or self.move.model._meta.verbose_name_plural},
            {"url": self.return_url, "label": self.get_page_subtitle()},
            {"url": "", "label": self.move.title},
        ]

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            move=self.move, objects=self.objects, form=self.form, return_url=self.return_url,
            media=self.form.media if self.form else "", **kwargs,
        )  # fmt: skip
