"""Crashes when it registers."""

from django.apps import AppConfig

from cms.kernel.plugin import Plugin


class Broken(Plugin):
    id = "broken_registration"

    def register(self, registrar):
        raise RuntimeError("no registration today")


class Config(AppConfig):
    name = "liaison_broken_registration"
    plugin = Broken()
