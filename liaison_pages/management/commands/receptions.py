"""`manage.py receptions extend` keeps the rota in step with the calendar and the horizon; for cron, daily."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from liaison_pages.services.rules import extend_rota


class Command(BaseCommand):
    help = "Makes the receptions of all rules up to the end of next year, and follows changes of the calendar."

    def add_arguments(self, parser):
        parser.add_argument("action", choices=["extend"])

    def handle(self, *args, action, **options):
        result = extend_rota()
        self.stdout.write(
            _("新增 %(created)d 次接待，调整 %(changed)d 次，撤去 %(deleted)d 次。")
            % {"created": result.created, "changed": result.changed, "deleted": result.deleted}
        )
