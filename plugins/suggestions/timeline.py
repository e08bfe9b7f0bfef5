"""The history of a suggestion, and its time limit, in words."""

import datetime
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from cms.clock.models import Step
from cms.clock.words import paused_words
from cms.kernel.audit import history
from cms.kernel.failures import shown
from cms.kernel.registrar import registrar
from plugins.suggestions.models import State, Suggestion

OTHER_ACTIONS = {
    "suggestion.remind": gettext_lazy("到期提醒"),
    "suggestion.draft": gettext_lazy("起草"),
    "suggestion.publish": pgettext_lazy("action", "向公众公开"),
    "suggestion.unpublish": gettext_lazy("停止公开"),
}


def public_timeline(suggestion) -> list[dict]:
    """Entries for `cms/includes/timeline.html`, newest first: what residents and the public are told."""
    entries = []
    for entry in history(suggestion):
        move = registrar().get("transition", entry.action)
        text = move.value.resident_text(entry) if move else ""
        if text:
            entries.append({"title": text, "detail": "", "when": entry.created_at, "tone": "", "is_current": False})
    entries.reverse()
    if entries:
        entries[0]["is_current"] = True
    return entries


def staff_history(suggestion) -> list[dict]:
    """Everything that was done, oldest first: title, detail, who, when."""
    rows = []
    for entry in history(suggestion):
        move = registrar().get("transition", entry.action)
        title = move.value.title if move else OTHER_ACTIONS.get(entry.action, entry.action)
        detail = shown("description", move, partial(move.value.describe, entry.data)) if move else _step(entry)
        rows.append({"title": title, "detail": detail, "who": entry.who, "when": entry.created_at})
    return rows


def _step(entry) -> str:
    """Which step of the ladder a reminder was."""
    return str(dict(Step.choices).get(entry.data.get("step"), ""))


def due_words(suggestion: Suggestion, today: datetime.date) -> tuple[str, str]:
    """How the time limit stands: ("overdue" | "ahead" | "paused" | "soon" | "", words); no words without a unit."""
    if suggestion.paused_until:
        return paused_words(suggestion.paused_until)
    if suggestion.due_on is None or suggestion.state != State.ASSIGNED:
        return "", ""
    days = (suggestion.due_on - today).days
    if days < 0:
        return "overdue", ngettext("逾期 %d 天", "逾期 %d 天", -days) % -days
    return "ahead", ngettext("还有 %d 天", "还有 %d 天", days) % days if days else _("今天到期")
