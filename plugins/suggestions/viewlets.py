"""What the add-on shows on pages of others."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.kernel.dashboard import DashboardCard, Line
from cms.kernel.viewlets import Viewlet
from plugins.suggestions import selectors
from plugins.suggestions.desk import desk_of
from plugins.suggestions.models import State
from plugins.suggestions.timeline import due_words, public_timeline

FIRST = 3  # the most urgent ones, named
MOST_LED = 5  # on a deputy's page
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


class LedViewlet(Viewlet):
    """A deputy's public page: the published suggestions the deputy leads. Context: `deputy`."""

    name = "suggestions.led"
    template_name = "suggestions/includes/led.html"

    def render_html(self, parent_context=None):
        led = list(selectors.published_led_by(parent_context["deputy"])[:MOST_LED])
        return super().render_html({**parent_context, "led": led}) if led else ""

    def get_context_data(self, parent_context):
        return {"led": parent_context["led"]}


class DeskCard(DashboardCard):
    """The dashboard: what a deputy may adopt, the office decides, a unit answers; for others, how far things are."""

    name = "suggestions.desk"
    title = gettext_lazy("代表建议")
    icon = "edit"

    def is_for(self, user) -> bool:
        return selectors.has_place_here(user)

    def content(self, user) -> list[Line]:
        desk = desk_of(user, timezone.localdate(), FIRST)
        return self._counted(desk) + [self.line(suggestion) for suggestion in desk.waiting]

    def digest(self, user, since) -> list[Line]:
        return self._counted(desk_of(user, timezone.localdate(), 0))

    def _counted(self, desk) -> list[Line]:
        index = reverse("suggestions_admin:index")
        counts = [
            Line(label, index + query, desk.counts.get(name, 0), is_late=name == "overdue")
            for name, label, query in (
                ("to_adopt", _("件请您领衔"), "?only=mine&state=draft"),
                ("open_to_all", _("件请所有代表考虑"), "?state=draft"),
                ("to_reply", _("件等您的单位答复"), "?only=mine&state=assigned"),
                ("to_accept", _("件等受理"), "?state=submitted"),
                ("to_assign", _("件等交办"), "?state=accepted"),
                ("to_close", _("件等办结"), "?state=replied"),
                ("to_extend", _("件延期等您批"), "?only=asked"),
                ("to_resume", _("件暂停该恢复"), "?only=over"),
                ("overdue", _("件逾期没有答复"), "?only=overdue"),
                ("underway", _("件正在办理"), "?state=submitted&state=accepted&state=assigned&state=replied"),
            )
        ]
        return [line for line in counts if line.count]

    def empty(self, user) -> str:
        """Kind words to those whom suggestions wait for; others need no card without one."""
        return _("现在没有要您办的建议。") if selectors.decides(user) else ""

    def line(self, suggestion) -> Line:
        level, due = due_words(suggestion, timezone.localdate())
        return Line(
            suggestion.title,
            reverse("suggestions_admin:detail", args=[suggestion.pk]),
            detail=" · ".join(filter(None, [str(suggestion.get_state_display()), due])),
            is_late=level == "overdue",
        )

    def more(self, user) -> tuple[str, str]:
        return reverse("suggestions_admin:index"), _("全部建议")


class PublicListViewlet(Viewlet):
    """The footer of public pages: the way to the published suggestions."""

    name = "suggestions.public_list"
    template_name = "suggestions/includes/footer_link.html"
