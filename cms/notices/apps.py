from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from cms.kernel.plugin import CorePlugin


class NoticesPlugin(CorePlugin):
    """Notices by e-mail and SMS, registered through the contract that add-ons use."""

    id = "notices"
    title = _("通知")

    def register(self, registrar) -> None:
        # Models are ready only when plugins register.
        from cms.kernel.interfaces import IEventWitness
        from cms.notices.digest import KIND, write_digests
        from cms.notices.interfaces import INoticeKind, ISmsBackend
        from cms.notices.kinds import CONFIRM, Confirmation
        from cms.notices.outbox import OutboxWitness
        from cms.notices.postmen import ConsoleSms, FileSms
        from cms.notices.tasks import send, tidy

        registrar.provide(OutboxWitness(), IEventWitness)
        registrar.provide(Confirmation(), INoticeKind, CONFIRM)
        registrar.provide(KIND, INoticeKind, KIND.name)
        registrar.provide(ConsoleSms(), ISmsBackend, "console")
        registrar.provide(FileSms(), ISmsBackend, "file")
        registrar.task("notices.send", send)
        registrar.task("notices.tidy", tidy)
        registrar.task("notices.digest", write_digests)


class NoticesConfig(AppConfig):
    name = "cms.notices"
    label = "liaison_notices"
    verbose_name = _("通知")
    plugin = NoticesPlugin()

    def ready(self):
        from cms.notices import checks  # noqa: F401  registers them; the app registry is ready only now
