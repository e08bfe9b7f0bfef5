from django.apps import AppConfig, apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _


class KernelConfig(AppConfig):
    """Loads every app's plugin at start-up. A plugin that breaks the contract stops the start, by name."""

    name = "cms.kernel"
    label = "liaison_kernel"
    verbose_name = _("内核")

    def ready(self):
        # These modules need the app registry, which is ready only now.
        from cms.kernel import checks  # noqa: F401  registers the system checks
        from cms.kernel.pages import keep_pages_of_absent_add_ons
        from cms.kernel.registrar import Registry

        keep_pages_of_absent_add_ons()

        self.registry = Registry()
        for config in reversed(list(apps.get_app_configs())):
            plugin = getattr(config, "plugin", None)
            if plugin is None:
                continue
            try:
                self.registry.load([plugin])
            except Exception as error:
                if config.name not in {path.rsplit(".apps.", 1)[0] for path in settings.PLUGIN_APPS}:
                    raise
                raise ImproperlyConfigured(
                    f"The add-on {plugin.id!r} ({config.name}) cannot be registered: {error}. "
                    f"Start without it by LIAISON_PLUGINS_EXCLUDE={plugin.id}."
                ) from error
