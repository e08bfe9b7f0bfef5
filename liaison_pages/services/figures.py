"""Reported figures saved by the district office."""

from django.db import transaction

from cms.kernel.audit import record
from liaison_pages.models import ReportedFigure


@transaction.atomic
def save_figure(*, figure: ReportedFigure, actor) -> ReportedFigure:
    """Save a figure, already valid, and write it down. Who may is asked by the views: figures are the district's."""
    action = "figure.change" if figure.pk else "figure.add"
    figure.save()
    record(figure, action=action, actor=actor, site=figure.site, data={"label": figure.label, "value": figure.value})
    return figure
