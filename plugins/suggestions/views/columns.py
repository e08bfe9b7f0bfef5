"""What a row of the list shows: the date first, then what, how far, who."""

from collections.abc import Callable

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import BaseColumn, Column, TitleColumn

from cms.clock.columns import DeadlineColumn
from plugins.suggestions.models import ENDED_STATES, State, Suggestion
from plugins.suggestions.timeline import due_words


class DueColumn(DeadlineColumn):
    """The due date, and what happened to it; overdue is a word, not only a colour."""

    cell_template_name = "suggestions/columns/due.html"

    def get_cell_context_data(self, instance, parent_context):
        level, words = due_words(instance, timezone.localdate())
        return {**super().get_cell_context_data(instance, parent_context), "level": level, "words": words}


class SummaryColumn(TitleColumn):
    cell_template_name = "suggestions/columns/summary.html"


class StateColumn(BaseColumn):
    cell_template_name = "suggestions/columns/state.html"

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        return {**context, "is_over": instance.state in ENDED_STATES}


def deputy_of_row(suggestion: Suggestion) -> str:
    """The lead, or whom the draft is proposed to."""
    if suggestion.lead_deputy:
        return suggestion.lead_deputy.name
    if suggestion.state != State.DRAFT:
        return ""
    if suggestion.proposed_deputy:
        return _("请 %(name)s 领衔") % {"name": suggestion.proposed_deputy.name}
    return _("请所有代表考虑")


def columns(address_of: Callable[[Suggestion], str]) -> list[BaseColumn]:
    """The list's columns; `address_of` says where a row leads."""
    return [
        DueColumn("due_on", label=gettext_lazy("期限"), width="20%"),
        SummaryColumn("title", label=gettext_lazy("建议"), get_url=address_of),
        StateColumn("state", label=gettext_lazy("状态"), width="14%"),
        Column("deputy", label=gettext_lazy("领衔代表"), accessor=deputy_of_row, width="16%"),
        Column("lead_unit", label=gettext_lazy("主办单位"), width="16%"),
    ]
