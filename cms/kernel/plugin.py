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
    is_core = False

    def register(self, registrar) -> None:
        """Nothing to add by default."""

    def installed(self, site) -> None:
        """Nothing to prepare by default."""

    def uninstalled(self, site) -> None:
        """Nothing to do by default: rows stay."""


class CorePlugin(Plugin):
    """One of the product's own apps: registers through the same contract, cannot be switched off."""

    is_core = True
