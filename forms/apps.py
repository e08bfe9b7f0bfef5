from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from cms.kernel.plugin import CorePlugin
from forms.grams_index import INDEX


class FormsPlugin(CorePlugin):
    """What residents say: the form below every venue's page, and the moves of a submission."""

    id = "forms"
    title = _("社情民意")
    description = _("意见表、办理队列和居民的进度页。")

    def register(self, registrar) -> None:
        from forms.registration import register  # models are ready only when plugins register

        register(registrar)


class FormsConfig(AppConfig):
    name = "forms"
    label = "liaison_forms"
    verbose_name = _("社情民意")
    plugin = FormsPlugin()
    public_styles = tuple(
        f"liaison_forms/css/{name}.css" for name in ("device", "matters", "point", "receipt", "similar")
    )

    def ready(self) -> None:
        INDEX.follow_migrations(self)
