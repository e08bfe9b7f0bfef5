"""System checks: every plugin and viewlet keeps its contract."""

from django.core import checks
from zope.interface.exceptions import Invalid
from zope.interface.verify import verifyObject

from cms.kernel.interfaces import IPlugin
from cms.kernel.registrar import registrar


@checks.register("plugins")
def check_plugins(app_configs, **kwargs) -> list[checks.CheckMessage]:
    """An error for each plugin that does not provide `IPlugin`, with the missing member's name."""
    found = []
    for plugin in registrar().plugins.values():
        try:
            verifyObject(IPlugin, plugin)
        except Invalid as error:
            found.append(checks.Error(f"Plugin {plugin.id!r}: {error}", id="liaison.E001"))
    return found
