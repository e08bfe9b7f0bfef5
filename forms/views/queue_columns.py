"""What a row of the queue shows: time first, then what, where, how far, and who has it."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import BaseColumn, TitleColumn

from cms.clock.columns import DeadlineColumn
from cms.kernel.registrar import registrar
from cms.kernel.states import enabled
from cms.kernel.templatetags.liaison_slots import render_viewlets
from cms.workdays.selectors import calendar_around_today
from forms.models import IntakeSubmission
from forms.selectors.claims import live_claimer
from forms.selectors.rights import shows_text
from forms.time_words import age_words, due_words


class DueColumn(DeadlineColumn):
    """Age and time limit, and what happened to it; overdue is a word, not only a colour."""

    cell_template_name = "forms/queue/columns/due.html"

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        table = context["table"]
        if "_calendar" not in table.__dict__:  # asked once a table and not once a row
            table._calendar = calendar_around_today()
        level, words = due_words(instance, table._calendar)
        return {**context, "level": level, "words": words, "age": age_words(instance)}


class SummaryColumn(TitleColumn):
    """The number, and what it is about in two lines at most."""

    cell_template_name = "forms/queue/columns/summary.html"

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        context["shows_text"] = shows_text(context["request"].user, instance)
        return context


class PlaceColumn(BaseColumn):
    """The venue, and the place that the resident named."""

    cell_template_name = "forms/queue/columns/place.html"

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        context["shows_text"] = shows_text(context["request"].user, instance)
        return context


class StateColumn(BaseColumn):
    """
    The state, and what add-ons say of the row (slot `queue.row`).

    Viewlets get `submission` and `submissions`, all of the page, so that they can fetch for all at once.
    """

    cell_template_name = "forms/queue/columns/state.html"

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        context["viewlets"] = self.viewlets(instance, context)
        return context

    def viewlets(self, instance, context) -> str:
        """The row's slot. Which add-ons are on is asked once a table and site, not once a row."""
        registered = registrar().all("slot", target="queue.row")
        if not registered:
            return ""
        table = context["table"]
        asked = table.__dict__.setdefault("_slot_of_site", {})
        if instance.site_id not in asked:
            asked[instance.site_id] = enabled(registered, instance.site)
        values = {"submission": instance, "submissions": table.data, "request": context["request"]}
        return render_viewlets(asked[instance.site_id], values)


class ClaimColumn(BaseColumn):
    """Who has it now, and until when."""

    cell_template_name = "forms/queue/columns/claim.html"

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        holder = live_claimer(instance)
        return {**context, "holder": holder, "is_mine": holder == context["request"].user}


def queue_columns(address_of: Callable[[IntakeSubmission], str]) -> list[BaseColumn]:
    """The columns after the checkbox, in reading order; `address_of` says where a row leads."""
    return [
        DueColumn("due_on", label=gettext_lazy("期限"), width="12%"),
        SummaryColumn(
            "number",
            label=gettext_lazy("什么事"),
            get_url=address_of,
            get_title_id=lambda submission: f"submission_{submission.pk}_title",
        ),
        PlaceColumn("venue", label=gettext_lazy("地点"), width="20%"),
        StateColumn("state", label=gettext_lazy("状态"), width="12%"),
        ClaimColumn("claimed_by", label=gettext_lazy("认领"), width="12%"),
    ]
