"""The guard of its move crashes."""

from django.apps import AppConfig

from cms.kernel.plugin import Plugin


class Broken(Plugin):
    id = "broken_guard"

    def register(self, registrar):
        from liaison_broken_guard.moves import Move

        registrar.transition("broken_guard.move", Move)


class Config(AppConfig):
    name = "liaison_broken_guard"
    plugin = Broken()
