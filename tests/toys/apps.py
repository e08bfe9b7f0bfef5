from django.apps import AppConfig

from tests.toys.plugin import ToysPlugin


class PluginConfig(AppConfig):
    name = "tests.toys"
    label = "toys"
    default_auto_field = "django.db.models.BigAutoField"
    plugin = ToysPlugin()
