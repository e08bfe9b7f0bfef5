"""Columns of lists in Wagtail's admin."""

from wagtail.admin.ui.tables import BaseColumn

from cms.clock.selectors import running_by_object


class DeadlineColumn(BaseColumn):
    """
    Base of a column that tells how a row's time limit stands: `deadline` in the cell's context is what runs, or None.

    All of a page are asked for once. `clock/includes/marks.html` shows what happened to the date.
    """

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        table = context["table"]
        if "_deadlines" not in table.__dict__:
            table._deadlines = running_by_object(list(table.data))
        return {**context, "deadline": table._deadlines.get(instance.pk)}
