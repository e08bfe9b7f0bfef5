"""
A venue's screens for its staff, one click from one another: page, rota, roster, form, record.

Each asks the policy of its place: 404 for a venue that the user may not see, 403 for what they may not do there.
"""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.access import roles
from cms.access.guarded import DeniesPlainly, denied
from cms.access.selectors import may
from cms.editing import TellsOfOthers
from cms.kernel.actors import Staff
from cms.kernel.exceptions import Denied, InvalidMove
from liaison_pages.models import Venue
from liaison_pages.selectors.gaps import mendable
from liaison_pages.selectors.hub import hub_links, main_page, public_url
from liaison_pages.services.receptions import NoticeIsUp


class HubView(DeniesPlainly, WagtailAdminTemplateMixin, TemplateView):
    """A screen of one venue. `permission` is asked of the venue; `hub_name` marks the screen in the row of links."""

    permission = roles.VIEW_VENUE
    hub_name = ""
    page_title = ""

    def dispatch(self, request, *args, **kwargs):
        self.venue = get_object_or_404(Venue.objects.select_related("site"), pk=kwargs["venue_id"])
        if not may(request.user, roles.VIEW_VENUE, self.venue):
            raise Http404
        if not may(request.user, self.permission, self.venue):
            return denied(request)
        self.actor = Staff(request.user)
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self):
        return str(self.venue)

    def get_header_title(self):
        return _("%(venue)s：%(title)s") % {"venue": self.venue, "title": self.get_page_title()}

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("venues:index"), "label": Venue._meta.verbose_name_plural},
            {"url": "", "label": str(self.venue), "sublabel": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs):
        page = main_page(self.venue)
        return super().get_context_data(
            venue=self.venue,
            hub_links=hub_links(self.venue, self.request.user, page),
            hub_name=self.hub_name,
            public_url=public_url(page),
            gaps=mendable(self.venue, self.request.user),
            **kwargs,
        )


class HubFormView(TellsOfOthers, HubView, FormView):
    """
    A form about the venue. `save(form)` calls a service and returns the message of success.

    What the service refuses is shown at its field; a day whose notice is up asks for a confirmation first.
    """

    template_name = "liaison_pages/admin/hub_form.html"
    submit_label = _("保存")
    success_view = "venue_hub:rota"
    explanation = ""

    def save(self, form) -> str:
        raise NotImplementedError

    def get_success_url(self):
        return reverse(self.success_view, args=[self.venue.pk])

    def form_valid(self, form):
        try:
            message = self.save(form)
        except NoticeIsUp as error:
            form.ask_confirmation(str(error))
            messages.warning(self.request, _("还没有保存：%(reason)s请在表单末尾勾选后再提交。") % {"reason": error})
            return self.refuse(form)
        except InvalidMove as error:
            for name, errors in error.errors.items() or [(None, [str(error)])]:
                form.add_error(name if name in form.fields else None, errors)
            return self.form_invalid(form)
        except Denied:
            return denied(self.request)
        messages.success(self.request, message)
        return redirect(self.get_success_url())

    def form_invalid(self, form):
        messages.error(self.request, _("还没有保存，请看下面标出的地方。"))
        return self.refuse(form)

    def refuse(self, form):
        """The form again, with what was typed."""
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_breadcrumbs_items(self):
        *before, venue = super().get_breadcrumbs_items()
        return [
            *before,
            {"url": self.get_success_url(), "label": venue["label"]},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "media": context["form"].media,
            "submit_label": self.submit_label,
            "back_url": self.get_success_url(),
            "explanation": self.explanation,
        }
