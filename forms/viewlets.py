"""What the app shows on pages of others."""

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.models import Site
from wagtail.permissions import policy_registry

from cms.access import roles
from cms.access.selectors import holds_somewhere
from cms.kernel.counts import up_to
from cms.kernel.dashboard import DashboardCard, Line
from cms.kernel.viewlets import Viewlet
from cms.secret_pages import without_key
from cms.workdays.calendar import WorkCalendar
from cms.workdays.selectors import calendar_around_today
from forms.models import IntakeSubmission, Progress
from forms.selectors import page_faults, queue, rights
from forms.selectors.matters import latest
from forms.selectors.reminders import first_reminded, reminder_counts
from forms.time_words import due_words

FIRST = 3  # the most urgent ones, named
LATEST = 3  # public answers on a venue's page


def case_line(user, submission: IntakeSubmission, calendar: WorkCalendar) -> Line:
    """One submission of a card: its number, and what it is about where the user may read that."""
    level, due = due_words(submission, calendar)
    words = f" {submission.heading}" if rights.shows_text(user, submission) else ""
    return Line(
        submission.number + words,
        reverse("liaison_queue:detail", args=[submission.pk]),
        detail=" · ".join(filter(None, [due, submission.venue.name])),
        is_late=level == "overdue",
    )


class QueueCard(DashboardCard):
    """What residents said and somebody has to deal with: how many, how many late, and the first by name."""

    name = "forms.queue"
    title = gettext_lazy("社情民意")
    icon = "comment"

    def is_for(self, user) -> bool:
        return policy_registry.get_by_type(IntakeSubmission).user_has_permission(user, "view")

    def content(self, user) -> list[Line]:
        index, counts = reverse("liaison_queue:index"), queue.counts_for(user)
        waiting = _("件等您处理") if rights.decides(user) else _("件没办结")
        lines = [
            Line(waiting, index, counts["waiting"]),
            Line(_("件已逾期"), f"{index}?due=overdue", counts["overdue"], is_late=True),
            Line(_("件今天到期"), f"{index}?due=today", counts["today"]),
            Line(_("件由您认领"), f"{index}?claim=mine", counts["mine"]),
        ]
        calendar = calendar_around_today()
        first = [case_line(user, row, calendar) for row in queue.first_for(user, FIRST)]
        return [line for line in lines if line.count] + first

    def digest(self, user, since) -> list[Line]:
        index, counts = reverse("liaison_queue:index"), queue.digest_counts(user, since)
        waiting = _("件等您处理") if rights.decides(user) else _("件没办结")
        lines = [
            Line(waiting, index, counts["waiting"]),
            Line(_("件是上个工作日以来新来的"), index, counts["new"]),
            Line(_("件已逾期"), f"{index}?due=overdue", counts["overdue"]),
            Line(_("件这星期到期"), f"{index}?due=week", counts["week"]),
        ]
        return [line for line in lines if line.count]

    def empty(self, user) -> str:
        return _("都办好了。新的意见来了，会出现在这里。")

    def more(self, user) -> tuple[str, str]:
        return f"{reverse('liaison_queue:index')}?scope=all", _("全部意见")


class ReminderCard(DashboardCard):
    """What the user is reminded of: dates that come or are past, requests to decide, pauses that should be over."""

    name = "forms.reminders"
    title = gettext_lazy("到期提醒")
    icon = "time"

    def is_for(self, user) -> bool:
        return rights.decides(user)

    def content(self, user) -> list[Line]:
        counts = reminder_counts(user)
        calendar = calendar_around_today() if counts["reminded"] else None
        first = first_reminded(user, FIRST) if counts["reminded"] else []
        return self._counted(counts) + [case_line(user, row, calendar) for row in first]

    def digest(self, user, since) -> list[Line]:
        return self._counted(reminder_counts(user))

    def _counted(self, counts: dict[str, int]) -> list[Line]:
        index = reverse("liaison_queue:index")
        lines = [
            Line(_("件到期要办"), f"{index}?clock=reminded", counts["reminded"], is_late=True),
            Line(_("件延期等您批"), f"{index}?clock=asked", counts["asked"]),
            Line(_("件暂停该恢复"), f"{index}?clock=over", counts["over"]),
        ]
        return [line for line in lines if line.count]


class VenueMatters(Viewlet):
    """A venue's page: the latest public answers, and the way to all. Nothing while there is none. One query."""

    name = "forms.venue_matters"
    template_name = "liaison_forms/includes/venue_matters.html"

    def render_html(self, parent_context=None):
        venue = parent_context["venue"]
        matters = latest(venue.site, count=LATEST, venue=venue, progress=Progress.DONE)
        return super().render_html({**parent_context, "matters": matters}) if matters else ""

    def get_context_data(self, parent_context):
        return {"matters": parent_context["matters"], "venue": parent_context["venue"]}


class LatestMatters(Viewlet):
    """The front page: the latest public answers, suggestions among them. Nothing while there is none. One query."""

    name = "forms.latest_matters"
    template_name = "liaison_forms/includes/latest_matters.html"

    def render_html(self, parent_context=None):
        site = Site.find_for_request(parent_context["request"])
        matters = latest(site, count=LATEST, progress=Progress.DONE) if site else []
        return super().render_html({**parent_context, "matters": matters}) if matters else ""

    def get_context_data(self, parent_context):
        return {"matters": parent_context["matters"]}


class MattersLink(Viewlet):
    """The footer of public pages: the way to what was said and done."""

    name = "forms.matters_link"
    template_name = "liaison_forms/includes/matters_footer_link.html"


class ReportLink(Viewlet):
    """The footer of public pages: the way to say what is wrong on this one."""

    name = "forms.report_link"
    template_name = "liaison_forms/includes/report_footer_link.html"

    def get_context_data(self, parent_context):
        request = parent_context["request"]
        here = without_key(request.path)
        return {"page": "" if here == reverse("liaison_forms:report_fault") else here}


class PageFaultsCard(DashboardCard):
    """What people found wrong on the pages that somebody keeps. Left out while there is nothing."""

    name = "forms.page_faults"
    title = gettext_lazy("网页纠错")
    icon = "warning"

    def is_for(self, user) -> bool:
        return holds_somewhere(user, roles.CHANGE_VENUE)

    def content(self, user) -> list[Line]:
        found = page_faults.listed(user, is_done=False)
        count = up_to(found).count()
        index = reverse("page_faults:index")
        first = [Line(Truncator(fault.what).chars(40), index, detail=fault.path) for fault in found[:FIRST]]
        return [Line(ngettext("处有人说不对", "处有人说不对", count), index, count), *first] if count else []

    def digest(self, user, since) -> list[Line]:
        return [line for line in self.content(user) if line.count]
