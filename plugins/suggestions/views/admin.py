"""The list, the page of one suggestion, its moves and its publication, in Wagtail's admin."""

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from cms.access.guarded import DeniesPlainly, denied
from cms.clock.words import clock_lines
from cms.kernel.actors import Staff
from cms.kernel.exceptions import Conflict, Denied
from cms.kernel.perform import available_transitions
from cms.kernel.views import FromList, KeptList, MoveView
from cms.search.lists import SearchesRows
from cms.workdays.selectors import calendar_around_today
from forms.selectors import rights
from plugins.suggestions import selectors, services
from plugins.suggestions.models import DUE_LABELS, PauseReason, Suggestion
from plugins.suggestions.move_forms import PublishForm
from plugins.suggestions.timeline import due_words, staff_history
from plugins.suggestions.views.columns import columns
from plugins.suggestions.views.filters import SuggestionFilterSet

INDEX = "suggestions_admin:index"
DETAIL = "suggestions_admin:detail"


class SuggestionIndexView(KeptList, SearchesRows, DeniesPlainly, generic.IndexView):
    """The suggestions that the signed-in person may see, newest first."""

    model = Suggestion
    any_permission_required = ["view"]
    page_title = gettext_lazy("代表建议")
    header_icon = "edit"
    index_url_name = INDEX
    index_results_url_name = "suggestions_admin:index_results"
    detail_url_name = DETAIL
    filterset_class = SuggestionFilterSet
    is_searchable = True
    search_fields = ["title", "facts", "lead_deputy__name", "lead_unit__name"]
    paginate_by = 50
    table_classname = "listing liaison-queue"

    @cached_property
    def columns(self):
        return columns(self.address_of)

    def get_base_queryset(self):
        return selectors.listed(self.request.user)

    @cached_property
    def is_export(self):
        return False

    @cached_property
    def header_more_buttons(self):
        if not selectors.is_any_office(self.request.user):
            return []
        return [HeaderButton(_("会次"), reverse("suggestion_sessions:index"), icon_name="calendar", priority=10)]

    @property
    def no_results_message(self):
        if self.is_searching or self.is_filtering:
            return _("没有符合条件的建议。可以放宽筛选。")
        return _("还没有建议。在“社情民意”里选中意见，点“转为代表建议”，建议就会出现在这里。")


class OneSuggestion(FromList):
    """A view of one suggestion, which answers 404 unless the user may see it."""

    index_url = reverse_lazy(INDEX)

    @cached_property
    def suggestion(self) -> Suggestion:
        found = selectors.listed(self.request.user).filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    @property
    def detail_url(self) -> str:
        return reverse(DETAIL, args=[self.suggestion.pk]) + self.kept


class SuggestionDetailView(OneSuggestion, WagtailAdminTemplateMixin, TemplateView):
    """What it says, where it comes from, who has it, what was done, and what can be done now."""

    template_name = "suggestions/admin/detail.html"
    header_icon = "edit"

    def get_page_title(self):
        return self.suggestion.title

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": self.list_url, "label": _("代表建议")},
            {"url": "", "label": self.suggestion.title},
        ]

    def get_context_data(self, **kwargs):
        suggestion, user = self.suggestion, self.request.user
        shown, hidden_count = selectors.sources_for(user, suggestion)
        due_level, words = due_words(suggestion, timezone.localdate())
        return super().get_context_data(
            suggestion=suggestion,
            kept=self.kept,
            moves=available_transitions([suggestion], Staff(user)),
            submissions=[(submission, rights.shows_text(user, submission)) for submission in shown],
            hidden_count=hidden_count,
            replies=selectors.replies_of(suggestion),
            history=staff_history(suggestion),
            clock=clock_lines(suggestion, calendar_around_today(), what=DUE_LABELS, reasons=dict(PauseReason.choices)),
            is_office=selectors.is_office(user, suggestion.site),
            due_level=due_level,
            due_words=words,
            is_publishable=suggestion.state in services.PUBLISHABLE,
            **kwargs,
        )


class SuggestionMoveView(OneSuggestion, MoveView):
    """A move of one suggestion."""

    index_label = gettext_lazy("代表建议")

    def get_objects(self):
        return [self.suggestion]

    def get_return_url(self):
        return self.detail_url

    def get_success_url(self, moved):
        """The suggestion; the list when the move took it out of sight."""
        return self.detail_url if selectors.may_see(self.request.user, self.suggestion) else self.list_url


class PublicationView(OneSuggestion, WagtailAdminTemplateMixin, TemplateView):
    """Base of the two pages that ask before the public sees a suggestion, or no longer does. The office's alone."""

    template_name = "suggestions/admin/publication.html"
    header_icon = "globe"
    form = None

    def dispatch(self, request, *args, **kwargs):
        if not selectors.is_office(request.user, self.suggestion.site):
            return denied(request)
        return super().dispatch(request, *args, **kwargs)

    def change(self, **data) -> None:
        raise NotImplementedError

    def finish(self, **data):
        try:
            self.change(suggestion=self.suggestion, actor=Staff(self.request.user), **data)
        except (Conflict, Denied) as error:
            messages.warning(self.request, str(error))
        else:
            messages.success(self.request, self.done_message)
        return redirect(self.detail_url)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            suggestion=self.suggestion,
            form=self.form,
            return_url=self.detail_url,
            explanation=self.explanation,
            **kwargs,
        )

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": self.list_url, "label": _("代表建议")},
            {"url": self.detail_url, "label": self.suggestion.title},
            {"url": "", "label": self.page_title},
        ]


class PublishView(PublicationView):
    page_title = pgettext_lazy("action", "向公众公开")
    explanation = gettext_lazy("建议全文、答复和办理经过会出现在公开页面上。提意见的居民不会出现。")
    done_message = gettext_lazy("已公开。")

    def change(self, **values):
        services.publish(**values)

    def get(self, request, *args, **kwargs):
        self.form = PublishForm()
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        self.form = PublishForm(request.POST)
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data(), status=422)
        return self.finish(**self.form.cleaned_data)


class UnpublishView(PublicationView):
    page_title = gettext_lazy("停止公开")
    explanation = gettext_lazy("公开页面会立刻消失，记录仍在后台。")
    done_message = gettext_lazy("已停止公开。")

    def change(self, **values):
        services.unpublish(**values)

    def post(self, request, *args, **kwargs):
        return self.finish()
