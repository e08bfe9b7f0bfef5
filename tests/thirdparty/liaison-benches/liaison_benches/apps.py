from django.apps import AppConfig

from cms.kernel.plugin import Plugin


class Benches(Plugin):
    id = "benches"
    title = "长椅"

    def register(self, registrar):
        from liaison_benches import parts

        registrar.slot("venue.sidebar", parts.BenchesViewlet())
        registrar.transition("benches.sit", parts.Sit)
        registrar.on("benches.sit", parts.count, "benches.count")


class BenchesConfig(AppConfig):
    name = "liaison_benches"
    plugin = Benches()
