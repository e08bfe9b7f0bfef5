"""What the add-on shows on pages of others."""

from cms.kernel.viewlets import Viewlet
from plugins.suggestions import selectors
from plugins.suggestions.models import State
from plugins.suggestions.timeline import public_timeline

ENDED = (State.DECLINED, State.RETURNED)


class ProgressViewlet(Viewlet):
    """The resident's status page: how far the suggestion is. Context: `submission`."""

    name = "suggestions.progress"
    template_name = "suggestions/includes/progress.html"

    def render_html(self, parent_context=None):
        suggestion = selectors.current_suggestion(parent_context["submission"])
        if suggestion is None or suggestion.state in ENDED:
            return ""
        return super().render_html({**parent_context, "suggestion": suggestion})

    def get_context_data(self, parent_context):
        suggestion, submission = parent_context["suggestion"], parent_context["submission"]
        reply = selectors.last_reply(suggestion) if suggestion.state == State.CLOSED else None
        return {
            "suggestion": suggestion,
            "others": selectors.joined_count(suggestion) - 1,
            "entries": public_timeline(suggestion),
            "reply": reply,
            "shows_reply": reply is not None and reply.body != submission.reply,
        }


class SourceViewlet(Viewlet):
    """The staff's page of a submission: the suggestions it went into. Context: `submission`, `request`."""

    name = "suggestions.sources"
    template_name = "suggestions/includes/of_submission.html"

    def render_html(self, parent_context=None):
        suggestions = list(selectors.suggestions_of(parent_context["submission"]))
        if not suggestions:
            return ""
        return super().render_html({**parent_context, "suggestions": suggestions})

    def get_context_data(self, parent_context):
        suggestions = parent_context["suggestions"]
        visible = selectors.visible_to(parent_context["request"].user)
        may_open = set(visible.filter(pk__in=[each.pk for each in suggestions]).values_list("pk", flat=True))
        return {"rows": [(each, each.pk in may_open) for each in suggestions]}


class PublicListViewlet(Viewlet):
    """The footer of public pages: the way to the published suggestions."""

    name = "suggestions.public_list"
    template_name = "suggestions/includes/footer_link.html"
