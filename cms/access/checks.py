"""System checks: the roles and permissions that plugins name are there."""

from collections.abc import Iterator

from django.apps import apps
from django.contrib.auth import get_permission_codename
from django.core import checks

from cms.access.roles import ROLES
from cms.kernel.registrar import registrar


@checks.register("plugins")
def check_move_permissions(app_configs, **kwargs) -> list[checks.CheckMessage]:
    """
    What is said of each move whose permission there is not, so that nobody may make it: an error, or a warning where
    the permission's app is not installed here, as that of a required add-on may be.
    """
    known = set(_permissions(apps.get_models()))
    labels = {config.label for config in apps.get_app_configs()}
    return [
        (checks.Error if entry.value.permission.partition(".")[0] in labels else checks.Warning)(
            f"The move {entry.name!r} of the add-on {entry.plugin_id!r} asks for the permission "
            f"{entry.value.permission!r}, which there is not.",
            hint="'app_label.codename': one of cms.access.roles ('liaison_pages.handle_submissions') or of a model.",
            id="liaison.E007",
        )
        for entry in registrar().all("transition")
        if entry.value.permission and entry.value.permission not in known
    ]


@checks.register("plugins")
def check_role_permissions(app_configs, **kwargs) -> list[checks.CheckMessage]:
    """
    An error for each permission that an add-on gives to a role that there is not, or that is none of its own models:
    one of another app would stay given while the add-on is off.
    """
    own = {config.plugin.id: config for config in apps.get_app_configs() if getattr(config, "plugin", None)}
    found = []
    for entry in registrar().all("role_permission"):
        said = f"The add-on {entry.plugin_id!r} gives {entry.value!r} to {entry.target!r}"
        if entry.target not in ROLES:
            hint = f"Roles are {', '.join(ROLES)} (cms.access.roles.Role)."
            found.append(checks.Error(f"{said}, and there is no such role.", hint=hint, id="liaison.E008"))
        permissions = sorted(_permissions(own[entry.plugin_id].get_models())) if entry.plugin_id in own else []
        if entry.value not in permissions:
            hint = f"Those of its models are {', '.join(permissions) or 'none, for it has no model'}."
            found.append(checks.Error(f"{said}, which is none of its models'.", hint=hint, id="liaison.E009"))
    return found


def _permissions(models) -> Iterator[str]:
    """'app_label.codename' of each permission that the models have, asked of them: a database may be without yet."""
    for options in (model._meta for model in models):
        names = [get_permission_codename(action, options) for action in options.default_permissions]
        for codename in (*names, *(codename for codename, _title in options.permissions)):
            yield f"{options.app_label}.{codename}"
