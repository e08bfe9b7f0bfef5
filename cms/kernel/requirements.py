"""What an add-on needs to be there: other add-ons, the product, installed packages."""

import re
from importlib import metadata

from django.utils.translation import gettext as _
from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from cms import __version__
from cms.kernel.exceptions import RegistrationError

PRODUCT = "liaison-cms"


def check_identity(plugin) -> None:
    """
    Raise RegistrationError for an id or a version that cannot be one.

    The id stands in addresses, file names and settings; the version is compared with what others require (PEP 440).
    """
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", str(plugin.id)):
        raise RegistrationError(f"{plugin.id!r} cannot be an id: small letters, digits and underscores, at most 40")
    try:
        Version(plugin.version)
    except (InvalidVersion, TypeError) as error:
        raise RegistrationError(f"{plugin.id}: the version {plugin.version!r} is none, as 1.2.0 would be") from error


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
