from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from plugins.suggestions.plugin import SuggestionsPlugin


class PluginConfig(AppConfig):
    name = "plugins.suggestions"
    label = "liaison_suggestions"
    verbose_name = _("代表建议")
    plugin = SuggestionsPlugin()
    public_styles = ("liaison_suggestions/css/suggestions.css",)
