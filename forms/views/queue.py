"""The list of the queue."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import HeaderButton

from cms.access.guarded import DeniesPlainly
from cms.kernel.views import KeptList
from forms.models import IntakeSubmission
from forms.selectors import queue
from forms.venue_staff_link import register_url
from forms.views.queue_columns import queue_columns
from forms.views.queue_filters import LOOKING_THROUGH_ALL, SCOPES, QueueFilterSet
from liaison_pages.selectors.hub import hub_links, main_page, public_url

PAGE_SIZE = 50


class QueueIndexView(KeptList, DeniesPlainly, generic.IndexView):
    """What waits for the signed-in person, oldest due first; the filters lead to the rest."""

    model = IntakeSubmission
    any_permission_required = ["view"]
    template_name = "forms/queue/index.html"
    results_template_name = "forms/queue/index_results.html"
    page_title = _("社情民意")
    header_icon = "comment"
    index_url_name = "liaison_queue:index"
    index_results_url_name = "liaison_queue:index_results"
    detail_url_name = "liaison_queue:detail"
    filterset_class = QueueFilterSet
    is_searchable = True
    paginate_by = PAGE_SIZE
    table_classname = "listing liaison-queue"

    @cached_property
    def bulk_moves(self) -> list:
        return queue.bulk_moves(self.request.user)

    @cached_property
    def columns(self):
        checkbox = [BulkActionsCheckboxColumn("bulk_actions", obj_type="submission")] if self.bulk_moves else []
        return [*checkbox, *queue_columns(self.address_of)]

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.is_export = False  # `?export=` would list everything on one page

    def get_base_queryset(self):
        return queue.rows_for(self.request.user)

    def order_queryset(self, queryset):
        return queryset  # the selector's order is the queue's order

    def search_queryset(self, queryset):
        return queue.search(queryset, self.request.user, self.search_query) if self.is_searching else queryset

    @property
    def no_results_message(self):
        if self.is_searching or self.is_filtering:
            return _("没有符合条件的。可以放宽筛选，或把范围改为“全部”。")
        if self.filters.scopes is SCOPES:
            return _("现在没有等您处理的。新的意见提交后会出现在这里。")
        return _("现在没有没办完的意见。以前的在“全部”里。")

    @cached_property
    def header_buttons(self):
        address = register_url(self.request.user, self.venue)
        return [HeaderButton(_("代为登记"), url=address, icon_name="edit")] if address else []

    @cached_property
    def venue(self):
        """The one venue that is shown, if the filter names one."""
        form = self.filters.form
        return form.cleaned_data.get("venue") if form.is_valid() else None

    def get_context_data(self, *args, **kwargs):
        context = super().get_context_data(*args, **kwargs)
        form = self.filters.form
        values = form.cleaned_data if form.is_valid() else {}
        searches_all = self.is_searching or any(values.get(name) for name in LOOKING_THROUGH_ALL)
        chosen = self.filters.data.get("scope")
        return {
            **context,
            **(self.hub_context(self.venue) if self.venue else {}),
            "venue": self.venue,
            "bulk_moves": [{"name": move.name, "title": move.title} for move in self.bulk_moves],
            "scopes": [
                {"value": value, "label": label, "is_current": value == ("all" if searches_all else chosen)}
                for value, label in self.filters.scopes
            ],
            "counts": queue.counts_for(self.request.user),
        }

    def hub_context(self, venue) -> dict:
        """The row of links between the screens of the one venue that is shown."""
        page = main_page(venue)
        return {"hub_links": hub_links(venue, self.request.user, page), "public_url": public_url(page)}
