"""The history of a suggestion in words."""

from django.utils.translation import gettext_lazy as _

from cms.kernel.audit import history
from cms.kernel.registrar import registrar

OTHER_ACTIONS = {
    "suggestion.draft": _("起草"),
    "suggestion.publish": _("向公众公开"),
    "suggestion.unpublish": _("停止公开"),
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
        detail = move.value.describe(entry.data) if move else ""
        rows.append({"title": title, "detail": detail, "who": entry.actor_name, "when": entry.created_at})
    return rows
