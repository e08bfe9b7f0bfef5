"""Its handler crashes at every event; it hears of what liaison-benches does."""

from django.apps import AppConfig

from cms.kernel.plugin import Plugin


def crash(event):
    raise RuntimeError("no handler today")


class Broken(Plugin):
    id = "broken_handler"

    def register(self, registrar):
        registrar.on("benches.sit", crash, "broken_handler.crash")


class Config(AppConfig):
    name = "liaison_broken_handler"
    plugin = Broken()
