from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PluginConfig(AppConfig):
    name = "plugins.suggestions"
    label = "liaison_suggestions"
    verbose_name = _("代表建议")
