"""What an add-on needs to be there: other add-ons, the product, installed packages."""

from importlib import metadata

from django.utils.translation import gettext as _
from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from cms import __version__
from cms.kernel.exceptions import RegistrationError

PRODUCT = "liaison-cms"


def parse(plugin) -> list[Requirement]:
    """The plugin's requirements; raises RegistrationError for one that is no PEP 508 string."""
    try:
        return [Requirement(text) for text in plugin.requires]
    except InvalidRequirement as error:
        raise RegistrationError(f"{plugin.id}: {error}") from error


def required_add_on(requirement: Requirement, plugins: dict) -> str | None:
    """The id of the plugin that the requirement names, or None where it names a package."""
    name = canonicalize_name(requirement.name)
    return next((plugin_id for plugin_id in plugins if canonicalize_name(plugin_id) == name), None)


def unmet(requirement: Requirement, plugins: dict) -> str:
    """Why the requirement is not met in this process, for people; empty when it is."""
    found = _version(requirement, plugins)
    if found is None:
        return _("需要 %(requirement)s，没有安装。") % {"requirement": requirement}
    if not requirement.specifier.contains(found, prereleases=True):
        return _("需要 %(requirement)s，装的是 %(version)s。") % {"requirement": requirement, "version": found}
    return ""


def _version(requirement: Requirement, plugins: dict) -> str | None:
    if plugin_id := required_add_on(requirement, plugins):
        return plugins[plugin_id].version
    if canonicalize_name(requirement.name) == PRODUCT:
        return __version__
    try:
        return metadata.version(requirement.name)
    except metadata.PackageNotFoundError:
        return None
