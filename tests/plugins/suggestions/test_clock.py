"""Suggestions on the district's ladder: the unit before and after the due date, then the office."""

from datetime import date

import time_machine

from cms.clock import services
from cms.clock.models import Reminder
from cms.kernel.audit import history
from plugins.suggestions.deadlines import remind
from plugins.suggestions.timeline import staff_history
from tests.factories.suggestions import SuggestionFactory


def test_each_step_is_told_once_in_the_history(stage, site):
    suggestion = SuggestionFactory(state="assigned", lead_unit=stage.unit)
    with time_machine.travel(date(2026, 11, 2), tick=False):
        services.start(suggestion, due_on=date(2026, 12, 4), what="suggestion_reply", unit=stage.unit)
        suggestion.save()
    for day in (3, 3, 7, 9, 14, 14):  # the day before; 1, 3 and 6 working days after
        with time_machine.travel(date(2026, 12, day), tick=False):
            remind(site)

    assert list(Reminder.objects.values_list("step", flat=True)) == ["before", "late", "office"]
    assert [entry.data["step"] for entry in history(suggestion)] == ["before", "late", "office"]
    assert [(row["title"], row["detail"]) for row in staff_history(suggestion)] == [
        ("到期提醒", "快到期"), ("到期提醒", "过了期限"), ("到期提醒", "报代表工委"),
    ]  # fmt: skip
