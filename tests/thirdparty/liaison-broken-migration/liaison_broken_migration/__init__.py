"""Its migration crashes."""

from django.apps import AppConfig

from cms.kernel.plugin import Plugin


class Broken(Plugin):
    id = "broken_migration"


class Config(AppConfig):
    name = "liaison_broken_migration"
    plugin = Broken()
