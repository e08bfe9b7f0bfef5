"""The calendar's place in Wagtail's admin: its policy, and the warning before it runs out."""

from wagtail import hooks
from wagtail.permissions import register_permission_policy

from cms.access.policies import SharedPolicy
from cms.workdays.models import CalendarDay
from cms.workdays.panels import CalendarWarningPanel

register_permission_policy(CalendarDay, SharedPolicy(CalendarDay))


@hooks.register("construct_homepage_panels")
def warn_before_the_calendar_runs_out(request, panels):
    panels.append(CalendarWarningPanel(request.user))
