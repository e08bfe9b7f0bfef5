from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from cms.kernel.plugin import CorePlugin


class WorkdaysPlugin(CorePlugin):
    """The calendar of working days, registered through the contract that add-ons use."""

    id = "workdays"
    title = _("工作日历")

    def register(self, registrar) -> None:
        registrar.event("workdays.changed")


class WorkdaysConfig(AppConfig):
    name = "cms.workdays"
    label = "liaison_workdays"
    verbose_name = _("工作日历")
    plugin = WorkdaysPlugin()
