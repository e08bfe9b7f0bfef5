from django.apps import AppConfig, apps
from django.utils.translation import gettext_lazy as _

from cms.kernel.discovery import cannot_be, plugins_found
from cms.kernel.exceptions import RegistrationError


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
        found = plugins_found()
        for config in reversed(list(apps.get_app_configs())):
            names = (plugin_id for plugin_id, path in found if path.startswith(f"{config.name}."))
            self._load(config, next(names, None))

    def _load(self, config: AppConfig, plugin_id: str | None) -> None:
        """Register the app's plugin; `plugin_id` is the name that an add-on was found by."""
        plugin = getattr(config, "plugin", None)
        if plugin_id is None:
            self.registry.load([plugin] if plugin else [])
            return
        from cms.kernel.registrar import is_core  # needs the app registry

        try:
            if plugin is None or plugin.id != plugin_id:
                raise RegistrationError(f"{config.name} needs an attribute `plugin` whose id is {plugin_id!r}")
            if is_core(plugin):
                raise RegistrationError("only the product's own apps are core, and cannot be switched off")
            self.registry.load([plugin])
        except Exception as error:
            raise cannot_be("registered", plugin_id, error) from error
