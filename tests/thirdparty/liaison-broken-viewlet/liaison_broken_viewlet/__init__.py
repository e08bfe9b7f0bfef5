"""One viewlet crashes, one is slow."""

from django.apps import AppConfig

from cms.kernel.plugin import Plugin


class Broken(Plugin):
    id = "broken_viewlet"

    def register(self, registrar):
        from liaison_broken_viewlet import viewlets

        registrar.slot("venue.sidebar", viewlets.Crashing(), weight=1)
        registrar.slot("venue.sidebar", viewlets.Slow(), weight=2)


class Config(AppConfig):
    name = "liaison_broken_viewlet"
    plugin = Broken()
