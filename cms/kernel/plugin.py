"""The base class of plugins: implements `IPlugin` with everything but `register` optional."""

from zope.interface import implementer

from cms.kernel.interfaces import IPlugin


@implementer(IPlugin)
class Plugin:
    """Subclass it, name it, and override `register`."""

    id = ""
    title = ""
    description = ""
    version = "0.1.0"
    requires: tuple[str, ...] = ()
    is_core = False  # True for the product's own apps, which are always on
    is_on_at_first = False  # on for a site that nobody switched it on or off for; `installed` has not run then

    def register(self, registrar) -> None:
        """Nothing to add by default."""

    def installed(self, site) -> None:
        """Nothing to prepare by default."""

    def uninstalled(self, site) -> None:
        """Nothing to do by default: rows stay."""


class CorePlugin(Plugin):
    """One of the product's own apps: registers through the same contract, cannot be switched off."""

    is_core = True
