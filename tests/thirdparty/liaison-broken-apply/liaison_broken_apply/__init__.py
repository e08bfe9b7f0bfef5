"""The apply of its move crashes."""

from django.apps import AppConfig

from cms.kernel.plugin import Plugin


class Broken(Plugin):
    id = "broken_apply"

    def register(self, registrar):
        from liaison_broken_apply.moves import Move

        registrar.transition("broken_apply.move", Move)


class Config(AppConfig):
    name = "liaison_broken_apply"
    plugin = Broken()
