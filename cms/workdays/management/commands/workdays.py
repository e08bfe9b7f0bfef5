"""`manage.py workdays seed` fills the calendar; `manage.py workdays check` warns before it runs out."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cms.workdays.selectors import RUN_OUT_WARNING_DAYS, days_left, is_running_out, known_until
from cms.workdays.services import seed_calendar


class Command(BaseCommand):
    help = "Fills the calendar of working days (seed), or fails when it ends within 60 days (check, for cron)."

    def add_arguments(self, parser):
        parser.add_argument("action", choices=["seed", "check"])

    def handle(self, *args, action, **options):
        if action == "seed":
            added = seed_calendar()
            self.stdout.write(_("新增 %(count)d 天，已有的日子没有改动。") % {"count": added})
        elif is_running_out():
            raise CommandError(
                _("工作日历只到 %(until)s，剩余 %(left)d 天（少于 %(limit)d 天），请在后台录入下一年的节假日。")
                % {"until": known_until() or "—", "left": max(days_left(), 0), "limit": RUN_OUT_WARNING_DAYS}
            )
        else:
            self.stdout.write(_("工作日历到 %(until)s。") % {"until": known_until()})
